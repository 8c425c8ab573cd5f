"""The numbers that are learnt, and what the last step did to each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from textual.content import Content

from asistente.ui.draw.glyphs import UNICODE, Glyphs
from asistente.ui.draw.numbers import change, fitted, weight

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
) -> Content:
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
    space = Content(" " * gap)
    lines = [space.join([Content.styled(heading, "$text-muted")] * across)]
    values, moves = weights[: len(names)].tolist(), changes[: len(names)].tolist()
    labels = [f"{fitted([one], name, glyphs):<{name}}" for one in names]
    for row in range(rows):
        cells = [_cell(labels[at], values[at], moves[at], most) for at in range(row, len(names), rows)]
        lines.append(space.join(cells))
    if more:
        lines.append(Content.styled(more, "$text-muted"))
    return Content("\n").join(lines)


def _columns(names: Sequence[str], width: int) -> tuple[int, int, int]:
    """The width of a name, that of a gap, and how many columns fit: for longer names the gap may shrink."""
    name = max(NAME, min(WIDEST_NAME, max(map(len, names), default=0)))
    column = name + VALUE + CHANGE
    wide = max(1, (width + GAP) // (column + GAP))
    close = max(1, (width + 1) // (column + 1))
    return (name, 1, close) if name > NAME and close > wide else (name, GAP, wide)


def _cell(name: str, value: float, moved: float, most: float) -> Content:
    shown = weight(value, VALUE - 1)  # a blank before it, also where the name fills its column
    style = "$text-muted" if moved == 0 else "bold" if most and abs(moved) > most / 2 else ""
    return Content.assemble(
        name,
        (f"{shown:>{VALUE}}", "$text-accent"),
        (f"{change(moved) if moved else '0':>{CHANGE}}", style),
    )
