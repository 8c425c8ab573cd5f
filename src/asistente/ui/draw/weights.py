"""The numbers that are learnt, and what the last step did to each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from asistente.ui.draw.glyphs import UNICODE, Glyphs
from asistente.ui.draw.numbers import change, fitted, weight
from asistente.ui.draw.picture import Line, Picture, joined, left, width_of

MOST = 120
"""Weights that are drawn: more than anybody reads, and drawing thousands would slow the screen down."""
NAME, VALUE, CHANGE = 9, 8, 10
WIDEST_NAME = 16
GAP = 2


def draw_weights(
    names: Sequence[str],
    weights: npt.NDArray[np.float32],
    changes: npt.NDArray[np.float32],
    width: int,
    headings: tuple[str, str, str],
    more: str = "",
    glyphs: Glyphs = UNICODE,
) -> Picture:
    """Weights with their last change, in as many columns as fit, read downwards.

    `names`: of the first weights, which are drawn. `weights`, `changes`: (P,), all of them. `more`: what is
    said below of those that are not drawn.
    """
    if not glyphs.braille:
        names, more = [name.replace("→", "->") for name in names], more.replace("…", glyphs.ellipsis)
    name, gap, across = _columns(names, width)
    rows = -(-len(names) // across)
    across = min(across, -(-len(names) // max(1, rows)))
    heading = f"{headings[0]:<{name}}{headings[1]:>{VALUE}}{headings[2]:>{CHANGE}}"[: name + VALUE + CHANGE]
    most = float(np.abs(changes).max()) if len(changes) else 0.0
    space = " " * gap
    lines = [joined([Line.of((heading, "$text-muted"))] * across, space)]
    values, moves = weights[: len(names)].tolist(), changes[: len(names)].tolist()
    labels = [left(fitted([one], name, glyphs), name) for one in names]
    for row in range(rows):
        cells = [_cell(labels[at], values[at], moves[at], most) for at in range(row, len(names), rows)]
        lines.append(joined(cells, space))
    if more:
        lines.append(Line.of((more, "$text-muted")))
    return Picture(lines)


def _columns(names: Sequence[str], width: int) -> tuple[int, int, int]:
    """The width of a name, that of a gap, and how many columns fit: for longer names the gap may shrink."""
    name = max(NAME, min(WIDEST_NAME, max(map(width_of, names), default=0)))
    column = name + VALUE + CHANGE
    wide = max(1, (width + GAP) // (column + GAP))
    close = max(1, (width + 1) // (column + 1))
    return (name, 1, close) if name > NAME and close > wide else (name, GAP, wide)


def _cell(name: str, value: float, moved: float, most: float) -> Line:
    shown = weight(value, VALUE - 1)  # a blank before it, also where the name fills its column
    style = "$text-muted" if moved == 0 else "bold" if most and abs(moved) > most / 2 else ""
    return Line.of(
        name,
        (f"{shown:>{VALUE}}", "$text-accent"),
        (f"{change(moved) if moved else '0':>{CHANGE}}", style),
    )
