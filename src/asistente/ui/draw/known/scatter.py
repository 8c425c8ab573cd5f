"""Answers beside their truths: on the diagonal they agree."""

from __future__ import annotations

import numpy as np

from asistente.language.texts import Texts
from asistente.training.known import Scatter
from asistente.ui.draw.glyphs import Glyphs
from asistente.ui.draw.known.fit import AXIS, short
from asistente.ui.draw.numbers import fitted
from asistente.ui.draw.picture import Line, Picture
from asistente.ui.draw.runs import runs

LABEL = 9


def draw_scatter(found: Scatter, width: int, height: int, texts: Texts, glyphs: Glyphs) -> Picture:
    """The truth from left to right, the answer upwards; dots lie where both are the same."""
    rows, columns = height - 2, width - LABEL - 1
    if rows < 2 or columns < 8 or not len(found.truths):
        return Picture()
    low, high = float(found.truths.min()), float(found.truths.max())
    high = high if high > low else low + 1
    cells = [[" "] * columns for _ in range(rows)]
    styles = [[""] * columns for _ in range(rows)]
    for column in range(columns):
        row = round((1 - column / (columns - 1)) * (rows - 1))
        cells[row][column], styles[row][column] = ("·" if glyphs.braille else "."), AXIS
    for seen, sign, style in (
        (True, glyphs.seen, "$text-primary"),
        (False, glyphs.unseen, "$text-warning"),
    ):
        chosen = found.seen == seen
        for truth, said in zip(found.truths[chosen], found.answers[chosen], strict=True):
            column = round((truth - low) / (high - low) * (columns - 1))
            row = round(float(np.clip((high - said) / (high - low), 0, 1)) * (rows - 1))
            cells[row][column], styles[row][column] = sign, style
    title = texts("ui.known.scatter", name=found.name, seen=glyphs.seen, unseen=glyphs.unseen)
    lines = [Line.of((fitted([title, found.name], width, glyphs), "bold"))]
    for row, line in enumerate(cells):
        mark = high if row == 0 else low if row == rows - 1 else None
        label = " " * LABEL if mark is None else f"{short(mark):>{LABEL}}"
        lines.append(
            Line(
                [
                    (label + (glyphs.axis if mark is None else glyphs.tick), AXIS),
                    *runs("".join(line), styles[row]),
                ]
            )
        )
    ends = short(low), short(high)
    word = texts("ui.known.scatter_floor").center(max(0, columns - len("".join(ends))))
    lines.append(Line.of((" " * (LABEL + 1) + fitted([word.join(ends), ""], columns, glyphs), AXIS)))
    return Picture(lines)
