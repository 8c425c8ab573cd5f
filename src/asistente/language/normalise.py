"""Text made comparable (fold, words) and text made safe to show (clean)."""

from __future__ import annotations

import re
import unicodedata

_ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]"  # CSI: colours, cursor
    r"|\x1b[\]PX^_][^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?"  # OSC, DCS …: titles, clipboard, links
    r"|\x1b[ -/]*[0-~]?"  # two-character sequences, and a lone escape
    r"|\x9b[0-?]*[ -/]*[@-~]"  # CSI as one C1 character
)
# Everything that moves a cursor or turns the writing direction; tab and line feed stay.
_CONTROLS = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_SAFE = re.compile(r"[\t\n\x20-\x7e\xa0-\u0600]*")
_APOSTROPHE = re.compile(r"['’´`](?<=\w.)(?=\w)")


class _Marks(dict[int, int | None]):
    """A table for `str.translate` that leaves accents out, and learns each character when it meets it."""

    def __missing__(self, code: int) -> int | None:
        self[code] = None if unicodedata.combining(chr(code)) else code
        return self[code]


class _Apart(_Marks):
    """The same with a blank for whatever belongs to no word. Cutting there is twice as quick as a pattern."""

    def __missing__(self, code: int) -> int | None:
        super().__missing__(code)
        if not chr(code).isalnum() and self[code] is not None:
            self[code] = 0x20
        return self[code]


_MARKS, _APART = _Marks(), _Apart()


def fold(text: str) -> str:
    """Lower case without accents (`ñ` becomes `n`), full-width and other forms made plain."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKD", text.casefold()).translate(_MARKS)


def words(text: str) -> list[str]:
    """The folded words of a text in order; an apostrophe inside a word is dropped (`don't` is `dont`)."""
    text = _APOSTROPHE.sub("", text)
    decomposed = text.lower() if text.isascii() else unicodedata.normalize("NFKD", text.casefold())
    return decomposed.translate(_APART).split()


def clean(text: str) -> str:
    r"""The text without escape sequences and control characters; `\r\n` and `\r` become `\n`.

    What comes from outside (pages, questions, file names) passes here before it can reach a terminal.
    """
    if _SAFE.fullmatch(text):
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", _ESCAPES.sub("", text))


def literal(text: str) -> str:
    """Text that is not ours, for a place where Markdown is read: shown as it is, no sign of it means more."""
    return re.sub(r"([\\`*_\[\]<>|~&])", r"\\\1", one_line(text))


def one_line(text: str, limit: int = 120) -> str:
    """A cleaned text on one line of at most `limit` characters, with `…` where it was cut."""
    line = " ".join(clean(text[: 8 * limit]).split())
    return line if len(line) <= limit and len(text) <= 8 * limit else line[: limit - 1].rstrip() + "…"
