"""The weights of one layer as a map: what is too wide for lines between units."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from asistente.ui.draw.diagram import MINUS, PLUS
from asistente.ui.draw.glyphs import Glyphs
from asistente.ui.draw.numbers import fitted
from asistente.ui.draw.picture import Line, Picture, joined, left
from asistente.ui.draw.runs import runs

Floats = npt.NDArray[np.float32]

NAME = 5
GAP = 2
LEAST = 8
"""Columns of a map that are worth drawing, where it has more."""
LEVELS = (0.08, 0.3, 0.6)
"""Shares of the largest weight at which a sign becomes a stronger one."""
_PLUS, _MINUS = " ░▒█", " -=≡"
_PLUS_ASCII, _MINUS_ASCII = " +*#", " -=~"


def draw_maps(
    matrices: Sequence[Floats],
    names: Sequence[Sequence[str]],
    width: int,
    height: int,
    more: Callable[..., str],
    glyphs: Glyphs,
) -> Picture:
    """A map for each layer, side by side: a row for each unit, a column for each input, the bias last.

    `matrices`: (units, inputs + 1) each; `names`: of the units of each. What finds no room is left out.
    `more` says so, of `units` and `of` all, `weights` and `of_weights`.
    """
    maps: list[list[Line]] = []
    drawn = room = 0
    for matrix, named in zip(matrices, names, strict=True):
        columns = min(matrix.shape[1], width - room - NAME - 1)
        if columns < min(LEAST, matrix.shape[1]):
            break
        maps.append(_map(matrix, named[: height - 1], columns, glyphs))
        drawn += len(maps[-1]) * columns
        room += NAME + 1 + columns + GAP
    lines = []
    for row in range(max(map(len, maps), default=0)):
        cells = [
            (one[row] if row < len(one) else Line()).fitted(max(line.width for line in one), glyphs.ellipsis)
            for one in maps
        ]
        lines.append(joined(cells, " " * GAP))
    units = [len(one) for one in names]
    every = sum(matrix.size for matrix in matrices)
    if drawn < every:
        said = more(units=sum(map(len, maps)), of=sum(units), weights=drawn, of_weights=every)
        lines.append(Line.of((fitted([said], width, glyphs), "$text-muted")))
    return Picture(lines)


def _map(matrix: Floats, names: Sequence[str], columns: int, glyphs: Glyphs) -> list[Line]:
    return [
        Line([(left(fitted([name], NAME, glyphs), NAME) + " ", "$text-muted"), *_signs(row, matrix, glyphs)])
        for name, row in zip(names, matrix[:, :columns], strict=False)
    ]


def draw_images(
    matrix: Floats,
    names: Sequence[str],
    side: int,
    width: int,
    height: int,
    more: Callable[..., str],
    glyphs: Glyphs,
) -> Picture:
    """The weights of each unit as an image, where its inputs are one: what it looks for."""
    across = max(1, (width + 1) // (side + 1))
    down = max(1, (height - 1) // (side + 1))
    shown = min(len(names), across * down)
    lines: list[Line] = []
    for start in range(0, shown, across):
        chosen = range(start, min(start + across, shown))
        lines.append(Line.of((" ".join(f"{names[at][:side]:^{side}}" for at in chosen), "$text-muted")))
        for row in range(side):
            dots = slice(row * side, (row + 1) * side)
            lines.append(joined([Line(_signs(matrix[at, dots], matrix, glyphs)) for at in chosen], " "))
    if shown < len(names):
        said = more(
            units=shown, of=len(names), weights=shown * side * side, of_weights=len(names) * side * side
        )
        lines.append(Line.of((fitted([said], width, glyphs), "$text-muted")))
    return Picture(lines)


def _signs(row: Floats, matrix: Floats, glyphs: Glyphs) -> list[tuple[str, str]]:
    largest = float(np.nanmax(np.abs(matrix), initial=0.0)) or 1.0
    plus, minus = (_PLUS, _MINUS) if glyphs.braille else (_PLUS_ASCII, _MINUS_ASCII)
    level = np.searchsorted(np.array(LEVELS), np.abs(row) / largest)
    signs = [
        (minus if value < 0 else plus)[at] for value, at in zip(row.tolist(), level.tolist(), strict=True)
    ]
    return runs("".join(signs), [MINUS if value < 0 else PLUS for value in row.tolist()])
