"""From a file's bytes to clean text, whatever the bytes: encodings, line ends, control characters, size."""

from __future__ import annotations

import os
from pathlib import Path

from asistente.knowledge.page import Problem
from asistente.language.normalise import clean

MAX_BYTES = 2_000_000
"""More than any page that people read; the rest is left out, so that one file cannot stall the others."""


def read_text(path: Path) -> tuple[str, list[Problem]]:
    r"""The text of a file with `\n` line ends and nothing that could steer a terminal, and what was wrong.

    Raises OSError where the file cannot be read at all.
    """
    problems: list[Problem] = []
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
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    cleaned = clean(text)
    if cleaned != text:
        problems.append(Problem(path, _first_difference(text, cleaned), "control-characters"))
    return cleaned, problems


def why_left_out(path: Path, error: OSError) -> Problem:
    """The problem of a file or a folder that cannot be read; permissions are missing there or one above."""
    if not isinstance(error, PermissionError):
        return Problem(path, 1, "unreadable", (("why", error.strerror or str(error)),))
    closed = path.parent if not os.access(path.parent, os.X_OK) else path
    return Problem(closed, 1, "denied-folder" if closed.is_dir() else "denied", (("name", str(closed)),))


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


def _first_difference(text: str, cleaned: str) -> int:
    """Line of the first character that cleaning took away."""
    pairs = zip(text.split("\n"), cleaned.split("\n"), strict=False)
    for number, (before, after) in enumerate(pairs, start=1):
        if before != after:
            return number
    return 1
