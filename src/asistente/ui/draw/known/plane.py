"""The plane divided among two classes, with the examples on it."""

from __future__ import annotations

import numpy as np

from asistente.language.texts import Texts
from asistente.training.known import Plane
from asistente.ui.draw.glyphs import Glyphs
from asistente.ui.draw.numbers import fitted
from asistente.ui.draw.picture import Line, Picture
from asistente.ui.draw.runs import runs

SURE = 0.1
"""Below this chance, and above one minus it, the network is sure."""
FIRST, SECOND = "$text-primary", "$text-warning"


def draw_plane(plane: Plane, width: int, height: int, texts: Texts, glyphs: Glyphs) -> Picture:
    """Shades for the second class, blanks for the first; letters are examples, crosses wrong ones."""
    rows, columns = min(height - 1, plane.chances.shape[0]), min(width, plane.chances.shape[1])
    if rows < 1:
        return Picture()
    down = np.linspace(0, plane.chances.shape[0] - 1, rows).round().astype(int)
    across = np.linspace(0, plane.chances.shape[1] - 1, columns).round().astype(int)
    chances = plane.chances[np.ix_(down, across)]
    shades = (" ", "·", "░", "▒") if glyphs.braille else (" ", ".", ":", "%")
    level = (chances >= SURE).astype(int) + (chances >= 0.5) + (chances >= 1 - SURE)
    cells = [[shades[one] for one in row] for row in level.tolist()]
    styles = [[SECOND if one > 1 else FIRST for one in row] for row in level.tolist()]
    for point in plane.points:
        row = round((plane.y[1] - point.sample.inputs[1]) / (plane.y[1] - plane.y[0]) * (rows - 1))
        column = round((point.sample.inputs[0] - plane.x[0]) / (plane.x[1] - plane.x[0]) * (columns - 1))
        truth = round(point.sample.truth)
        cells[row][column] = plane.classes[truth][:1] if point.correct else glyphs.wrong
        styles[row][column] = f"bold {SECOND if truth else FIRST}" if point.correct else "bold $text-error"
    right = sum(point.correct for point in plane.points)
    shade = f"{shades[2]}{shades[3]} {plane.classes[1]}"
    said = [
        texts("ui.known.plane", shade=shade, wrong=glyphs.wrong, right=right, all=len(plane.points)),
        texts("ui.known.plane_short", right=right, all=len(plane.points)),
    ]
    lines = [Line.of((fitted(said, width, glyphs), "bold"))]
    lines += [Line(runs("".join(row), styles[at])) for at, row in enumerate(cells)]
    return Picture(lines)
