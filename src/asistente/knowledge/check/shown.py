"""What a terminal cannot show as it is written: unseen signs, code and tables that are too wide.

Control characters, escape sequences and marks that turn the writing direction are told on reading.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from asistente.knowledge.check.source import Source
from asistente.knowledge.markdown import outside_fences, plain
from asistente.knowledge.page import Problem
from asistente.knowledge.quiz import is_quiz

WIDEST = 100
"""Columns of a line that cannot be broken: code as it stands, a table at its narrowest."""

# Of no width or of no shape, and no part of any script or emoji; U+FFFD is what a lost character left.
_UNSEEN = re.compile("[\u00ad\u180e\u200b\u2060-\u2064\ufff9-\ufffd\ue000-\uf8ff\U000f0000-\U0010fffd]")
_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s")
_INDENTED = re.compile(r"(?: {4}|\t)")
_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_CELL_END = re.compile(r"(?<!\\)\|")


def shown(source: Source) -> Iterator[Problem]:
    """The lines that a terminal cannot show."""
    for line, text in enumerate([*source.above, *source.lines], start=1):
        if signs := unseen(text):
            yield source.problem(line, "signs-unseen", signs=signs)
    for place in code_places(source):
        if (columns := width(source.lines[place].expandtabs(8))) > WIDEST:
            yield source.problem(source.line(place), "code-wide", columns=str(columns), widest=str(WIDEST))
    yield from _tables(source)


def unseen(text: str) -> str:
    """The signs of a text that no terminal shows, as `U+200B`; empty where there is none."""
    if text.isascii():
        return ""
    return ", ".join(dict.fromkeys(f"U+{ord(sign):04X}" for sign in _UNSEEN.findall(text)))


def width(text: str) -> int:
    """The columns that a text takes: two for a sign of East Asia, none for an accent of its own."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(sign) in "WF" for sign in text)
    return len(text) + wide - sum(unicodedata.combining(sign) > 0 for sign in text)


def code_places(source: Source) -> Iterator[int]:
    """The places of the lines of code: fenced, and indented where no list may have indented them."""
    for fence in source.fences:
        if not is_quiz(fence):  # its lines are shown as text
            yield from range(fence.start + 1, fence.start + 1 + len(fence.lines))
    in_list = in_code = False
    blank = True
    for place, (line, is_text) in enumerate(zip(source.lines, outside_fences(source.lines), strict=True)):
        if not is_text or not line.strip():
            blank = True
            continue
        if _INDENTED.match(line):
            in_code = not in_list and (blank or in_code)
            if in_code:
                yield place
        else:
            in_code, in_list = False, bool(_ITEM.match(line)) or (in_list and not blank)
        blank = False


def _tables(source: Source) -> Iterator[Problem]:
    for head, end in _table_ranges(source):
        rows = [cells(line) for line in source.lines[head:end]]
        if len(rows[0]) != len(rows[1]):  # then it is no table: its lines are run together as text
            columns, count = str(len(rows[0])), str(len(rows[1]))
            yield source.problem(source.line(head), "table-rule", columns=columns, count=count)
            continue
        for place, row in enumerate(rows, start=head):
            if len(row) > len(rows[0]):
                columns, count = str(len(rows[0])), str(len(row))
                yield source.problem(source.line(place), "table-cells", columns=columns, count=count)
            if "\t" in source.lines[place].strip():
                yield source.problem(source.line(place), "table-tab")
        if (narrowest := _narrowest([rows[0], *rows[2:]])) > WIDEST:
            yield source.problem(source.line(head), "table-wide", columns=str(narrowest), widest=str(WIDEST))


def table_places(source: Source) -> Iterator[int]:
    """The places of the lines of tables."""
    for head, end in _table_ranges(source):
        yield from range(head, end)


def _table_ranges(source: Source) -> Iterator[tuple[int, int]]:
    """Place of the head of each table, and the place after its last row."""
    lines, outside = source.lines, outside_fences(source.lines)
    for place in range(1, len(lines)):
        if "|" in lines[place] and "|" in lines[place - 1] and outside[place] and _RULE.match(lines[place]):
            ends = (row for row in range(place + 1, len(lines)) if "|" not in lines[row])
            yield place - 1, next(ends, len(lines))


def cells(row: str) -> list[str]:
    """The cells of a row of a table: `| a | b |`, with `\\|` for a sign of its own."""
    text = row.strip().removeprefix("|")
    parts = [part.strip() for part in _CELL_END.split(text)]
    return parts[:-1] if len(parts) > 1 and not parts[-1] and text.endswith("|") else parts


def _narrowest(rows: Sequence[Sequence[str]]) -> int:
    """The columns that a table takes with every word that may be broken off on a line of its own."""
    columns = len(rows[0])
    longest = [
        max(
            (width(word) for row in rows if column < len(row) for word in plain(row[column]).split()),
            default=0,
        )
        for column in range(columns)
    ]
    return sum(longest) + 3 * columns + 1
