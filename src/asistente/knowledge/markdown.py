"""The little of Markdown that the assistant must understand: headings, code, paragraphs, links, text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from asistente.language.normalise import words

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?[ \t]*$")
_MARK = re.compile(r"[ \t]*\{#([\w:.-]+)\}$")
_CLOSING = re.compile(r"(?:^|[ \t]+)#+$")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_NOT_TEXT = re.compile(r"\s*(?:[-*+>|#]|\d+[.)]\s|!\[|<|\[[^\]]+\]:|={2,}|`{3}|~{3})")
# Every repetition that may run over other signs is bounded: a page of a million brackets must not stall.
_LINK = re.compile(
    r"(?<![!\\])\[((?:[^\[\]\\]|\\.|\[[^\[\]]{0,100}\]){0,300})\]"  # [text [with brackets]]
    r"\(\s*<?([^()<>\s]*(?:\([^()\s]*\)[^()<>\s]*){0,9})>?[^()\n]{0,300}\)"  # (target "title")
)
_REFERENCE = re.compile(r" {0,3}\[([^\]^]{1,300})\]:\s*<?(\S+?)>?(?:\s|$)")
_CODE_SPAN = re.compile(r"(`+)(?!`).{0,300}?(?<!`)\1(?!`)")
_IMAGE = re.compile(r"!\[([^\]\n]{0,300})\]\([^)\n]{0,600}\)")
# Signs beside a word and beside none: `2 * 3` and `a_b` keep theirs. No pairs are looked for: it is linear.
_EMPHASIS = re.compile(r"(?<!\w)(?:[*_]{1,6}|~~)(?=[^\s*_~])|(?<=[^\s*_~])(?:[*_]{1,6}|~~)(?!\w)")
_MARKED = re.compile(r"[*_~]")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>|<!--.{0,600}?-->", re.DOTALL)
_TABLE_RULE = re.compile(r"^[ \t]*\|?[ \t:|-]*-{3,}[ \t:|-]*$", re.MULTILINE)
_BLOCK_SIGN = re.compile(r"^ {0,3}(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+)", re.MULTILINE)
_FENCE_LINE = re.compile(r"^ {0,3}(?:`{3,}|~{3,}).*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading in a text."""

    level: int
    text: str
    anchor: str | None
    """What `{#…}` says, None where it says nothing."""
    start: int
    """Place of its first line in the list of lines, from 0."""
    end: int
    """Place after its last line (a heading that is underlined has two)."""


@dataclass(frozen=True, slots=True)
class Fence:
    """A block of code: its language and its lines."""

    info: str
    lines: tuple[str, ...]
    start: int
    """Place of the opening line, from 0."""
    closed: bool


@dataclass(frozen=True, slots=True)
class Link:
    """A link or its definition below the text."""

    text: str
    target: str
    place: int
    """Place of its line, from 0."""


def anchor_of(text: str) -> str:
    """The anchor that a heading has by its words: `¿Qué es?` is `que-es`."""
    return "-".join(words(plain(text))) or "section"


def fences(lines: list[str]) -> list[Fence]:
    """The blocks between ``` or ~~~; one that is never closed reaches to the end."""
    found: list[Fence] = []
    opening, start, info = "", 0, ""
    for place, line in enumerate(lines):
        match = _FENCE.match(line) if "```" in line or "~~~" in line else None
        if match is None:
            continue
        if not opening:
            if "`" not in match[2] or match[1][0] == "~":
                opening, start, info = match[1], place, match[2].strip()
        elif match[1].startswith(opening) and not match[2].strip():
            found.append(Fence(info, tuple(lines[start + 1 : place]), start, True))
            opening = ""
    if opening:
        found.append(Fence(info, tuple(lines[start + 1 :]), start, False))
    return found


def outside_fences(lines: list[str]) -> list[bool]:
    """For each line, whether it is text and not code (the fences themselves are code)."""
    outside = [True] * len(lines)
    for fence in fences(lines):
        end = fence.start + len(fence.lines) + 1 + fence.closed
        outside[fence.start : end] = [False] * (min(end, len(lines)) - fence.start)
    return outside


def headings(lines: list[str]) -> list[Heading]:
    """The headings in order, `#` ones and underlined ones; what stands in code is none."""
    found: list[Heading] = []
    outside = outside_fences(lines)
    for place, line in enumerate(lines):
        if not outside[place]:
            continue
        if "#" in line and (match := _ATX.match(line)):
            text, anchor = _unmark(match[2] or "")
            found.append(Heading(len(match[1]), text, anchor, place, place + 1))
        elif place and outside[place - 1] and _UNDERLINE.match(line) and _is_heading_text(lines, place - 1):
            text, anchor = _unmark(lines[place - 1].strip())
            level = 1 if "=" in line else 2
            found.append(Heading(level, text, anchor, place - 1, place + 1))
    return found


def _unmark(text: str) -> tuple[str, str | None]:
    """A heading's text without `{#anchor}` and closing `#`, and the anchor."""
    text = _CLOSING.sub("", text.strip())
    match = _MARK.search(text)
    if match is None:
        return text, None
    return _CLOSING.sub("", text[: match.start()]).strip(), match[1]


def _is_heading_text(lines: list[str], place: int) -> bool:
    """Whether a line may be underlined to a heading: one line of text that stands alone."""
    line = lines[place]
    alone = place == 0 or not lines[place - 1].strip()
    return alone and bool(line.strip()) and not _NOT_TEXT.match(line) and not line.startswith(("    ", "\t"))


def first_paragraph(text: str) -> str:
    """The first block that is plain text, on one line; empty where there is none."""
    lines = text.split("\n")
    outside = outside_fences(lines)
    paragraph: list[str] = []
    for line, is_text in zip(lines, outside, strict=True):
        if is_text and line.strip() and (paragraph or not _NOT_TEXT.match(line)):
            paragraph.append(line.strip())
        elif paragraph:
            break
    return " ".join(paragraph)


def links(lines: list[str]) -> Iterator[Link]:
    """The links of a text; what stands in code is none."""
    outside = outside_fences(lines)
    for place, line in enumerate(lines):
        if ("](" not in line and "]:" not in line) or not outside[place]:
            continue
        text = _CODE_SPAN.sub(lambda match: " " * len(match[0]), line)
        for match in _LINK.finditer(text):
            yield Link(match[1], match[2], place)
        if reference := _REFERENCE.match(text):
            yield Link(reference[1], reference[2], place)


def plain(text: str) -> str:
    """A text without the signs of Markdown: what is read, searched and compared; code and figures stay."""
    if "```" in text or "~~~" in text:
        text = _FENCE_LINE.sub("", text)
    if "[" in text:
        text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    if "<" in text:
        text = _TAG.sub("", text)
    text = _BLOCK_SIGN.sub("", text)
    if "*" in text or "_" in text or "~" in text:
        # Looking around at every sign is slow, and no emphasis reaches over a line: 9 MB in 0.1 s, not 1.8
        lines = text.split("\n")
        text = "\n".join(_EMPHASIS.sub("", line) if _MARKED.search(line) else line for line in lines)
    if "|" in text or "---" in text:
        text = re.sub(r"[ \t]*\|[ \t]*", " ", _TABLE_RULE.sub("", text))
    text = text.replace("`", "")
    if "\n\n\n" in text:
        text = re.sub(r"\n{3,}", "\n\n", text)
    return text.strip()
