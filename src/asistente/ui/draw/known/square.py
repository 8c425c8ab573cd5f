"""The square of all pairs: how far off each answer is, and which pairs were practised."""

from __future__ import annotations

import math

from asistente.language.texts import Texts
from asistente.training.known import Square
from asistente.ui.draw.glyphs import Glyphs
from asistente.ui.draw.numbers import fitted
from asistente.ui.draw.picture import Line, Part, Picture, joined

HEAD = 3
WIDE, NARROW = 4, 2
"""Cells of a pair: its mark and a signed number, or its mark and a sign."""
HUGE = 99.5


def draw_square(square: Square, width: int, height: int, texts: Texts, glyphs: Glyphs) -> Picture:
    """A row for each second number, a column for each first; every other row where there is no room for all.

    `○+.2`: never practised, 0.2 too much. What rounds to the truth is green and begins with a dot.
    """
    count = len(square.first)
    cell = WIDE if width >= HEAD + WIDE * count else NARROW
    columns = range(0, count, -(-count * cell // max(cell, width - HEAD)))
    rows = range(0, len(square.second), -(-len(square.second) // max(1, height - 2)))
    right = int(square.right.sum())
    said = texts("ui.known.square", sign=square.sign, right=right, all=square.right.size)
    legend = f"  {glyphs.unseen} {texts('ui.sums.unseen')}"
    title = fitted(
        [said + legend, said, texts("ui.known.square_short", right=right, all=square.right.size)],
        width,
        glyphs,
    )
    numbers = "".join(f"{square.first[at]:>{cell}}" for at in columns)
    lines = [Line.of((title, "bold")), Line.of((f"{'b':<{HEAD}}{numbers}", "$text-muted"))]
    for row in rows:
        cells = [_pair(square, row, column, cell, glyphs) for column in columns]
        lines.append(joined([Line.of((f"{square.second[row]:>{HEAD}}", "$text-muted")), Line(cells)]))
    return Picture(lines)


def _pair(square: Square, row: int, column: int, cell: int, glyphs: Glyphs) -> Part:
    error, seen = float(square.errors[row, column]), bool(square.seen[row, column])
    right = bool(square.right[row, column])
    number = _error(error, right, glyphs)
    said = number if cell == WIDE else (("·" if glyphs.braille else ".") if right else number[:1])
    style = (
        "$text-success"
        if right
        else "bold $text-error"
        if abs(error) >= 10 * square.tolerance
        else "$text-error"
    )
    return f"{' ' if seen else glyphs.unseen}{said:>{cell - 1}}", style


def _error(error: float, right: bool, glyphs: Glyphs) -> str:
    """At most three signs: `+.2`, `−3`, `+27`; `+++` from a hundred on."""
    if not math.isfinite(error):
        return "?"
    sign = "+" if error >= 0 else glyphs.minus
    if right:
        tenths = min(9, round(abs(error) * 10))
        return f"{sign}.{tenths}"
    return sign * 3 if abs(error) >= HUGE else f"{sign}{max(1, round(abs(error)))}"
