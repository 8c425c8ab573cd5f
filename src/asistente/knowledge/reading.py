"""From a file's bytes to clean text, whatever the bytes: encodings, line ends, control characters, size."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from asistente.knowledge.page import Problem
from asistente.language.normalise import clean

MAX_BYTES = 2_000_000
"""More than any page that people read; the rest is left out, so that one file cannot stall the others."""
_MOST = 20
"""Lines with control characters named in one file."""
_JUNK = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
"""What no text has; escapes aside, which pasted output of a terminal has."""
_JUNK_SHARE, _ODD_SHARE, _LEAST = 0.05, 0.3, 16


class NoTextError(OSError):
    """A file that is no text; `code` says why, as the code of a problem."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_text(path: Path) -> tuple[str, list[Problem]]:
    r"""The text of a file with `\n` line ends and nothing that could steer a terminal, and what was wrong.

    Raises OSError where the file cannot be read at all; NoTextError where it is a pipe, a device or binary.
    """
    problems: list[Problem] = []
    if not stat.S_ISREG(path.stat().st_mode):
        raise NoTextError("not-a-file")  # opening a pipe would wait for somebody to write to it
    with path.open("rb") as file:
        data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        # An incomplete last line goes too: it may end inside a character.
        data = data[:MAX_BYTES].rpartition(b"\n")[0] or data[:MAX_BYTES]
        problems.append(Problem(path, 1, "too-large", (("megabytes", f"{MAX_BYTES / 1e6:g}"),)))
    text = _decode(data)
    if text is None:
        line = 1 + data[: _first_bad_byte(data)].count(b"\n")
        problems.append(Problem(path, line, "not-utf-8"))
        text = data.decode("cp1252", errors="replace")
    if _is_binary(text, decoded=not problems or problems[-1].code != "not-utf-8"):
        raise NoTextError("binary")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    cleaned = clean(text)
    if cleaned != text:
        differing = islice(_differing_lines(text, cleaned), _MOST)
        problems += [Problem(path, line, "control-characters") for line in differing]
    return cleaned, problems


def why_left_out(path: Path, error: OSError) -> Problem:
    """The problem of a file or a folder that cannot be read; permissions are missing there or one above."""
    if isinstance(error, NoTextError):
        return Problem(path, 1, error.code)
    if not isinstance(error, PermissionError):
        return Problem(path, 1, "unreadable", (("why", error.strerror or str(error)),))
    closed = path.parent if not os.access(path.parent, os.X_OK) else path
    return Problem(closed, 1, "denied-folder" if closed.is_dir() else "denied", (("name", str(closed)),))


def _is_binary(text: str, *, decoded: bool) -> bool:
    """Whether it is no text but a picture, a program or an archive by the wrong name."""
    junk = len(_JUNK.findall(text))
    if junk > max(2, _JUNK_SHARE * len(text)):
        return True
    if decoded or len(text) < _LEAST:
        return False
    odd = sum(not character.isascii() for character in text)
    return junk + odd > _ODD_SHARE * len(text)


def _decode(data: bytes) -> str | None:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _first_bad_byte(data: bytes) -> int:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _differing_lines(text: str, cleaned: str) -> Iterator[int]:
    """The lines that cleaning took something from."""
    pairs = zip(text.split("\n"), cleaned.split("\n"), strict=False)
    differing = (number for number, (before, after) in enumerate(pairs, start=1) if before != after)
    if text.count("\n") == cleaned.count("\n"):
        yield from differing
    else:  # a sequence ran on over line ends, and took them: from there on nothing is in its place
        yield next(differing, 1)
