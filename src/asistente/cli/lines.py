"""JSON Lines that people write by hand: read one at a time, each mistake named with its line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asistente.language.errors import UserError
from asistente.language.normalise import one_line


@dataclass(frozen=True, slots=True)
class Line:
    """An object of the file."""

    file: str
    number: int
    value: dict[str, Any]

    def question(self, value: Any) -> str:
        """The `q` of the line or of one of its turns. Raises UserError where there is none."""
        question = value.get("q") if isinstance(value, dict) else None
        if not isinstance(question, str):
            raise self.wrong("q")
        return question

    def turns(self) -> list[dict[str, Any]]:
        """The turns of a conversation. Raises UserError where they are no list of objects."""
        turns = self.value.get("turns")
        if not isinstance(turns, list) or not turns or not all(isinstance(turn, dict) for turn in turns):
            raise self.wrong("turns")
        return turns

    def wrong(self, name: str) -> UserError:
        """The error for a field that is missing or of the wrong sort."""
        return UserError("lines.field", file=self.file, line=str(self.number), field=name)


def read_lines(name: str) -> Iterator[Line]:
    """The objects of a file in order (`-`: standard input); blank lines are left out.

    Raises UserError: the file cannot be read, a line is no JSON object.
    """
    shown = "stdin" if name == "-" else name
    try:
        if name == "-":
            yield from _parsed(shown, (line.encode() for line in sys.stdin))
        else:
            with Path(name).open("rb") as file:
                yield from _parsed(shown, file)
    except OSError as error:
        raise UserError("lines.unreadable", file=shown, why=error.strerror or str(error)) from error


def _parsed(file: str, raw: Iterator[bytes] | Any) -> Iterator[Line]:
    for number, line in enumerate(raw, start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            found = one_line(line.decode("utf-8", "replace"), 40)
            raise UserError("lines.broken", file=file, line=str(number), found=found) from None
        if not isinstance(value, dict):
            raise UserError("lines.broken", file=file, line=str(number), found=one_line(str(value), 40))
        yield Line(file, number, value)
