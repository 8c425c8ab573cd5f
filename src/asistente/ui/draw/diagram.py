"""A network as it stands: units, what each gives to an example, and the weights as lines between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from asistente.ui.draw.curve import BRAILLE_BITS
from asistente.ui.draw.glyphs import Glyphs
from asistente.ui.draw.numbers import fitted, weight
from asistente.ui.draw.picture import Line, Picture, cut, left
from asistente.ui.draw.runs import runs

Floats = npt.NDArray[np.float32]

PLUS, MINUS = "$text-primary", "$text-warning"
FAINT, STRONG = 0.12, 0.55
"""Of the largest weight between two layers: below the one a line is dots, above the other it is double."""
NAME, VALUE = 4, 6
UNIT = NAME + 1 + VALUE
LEAST_GAP = 5
"""Cells between two layers; with fewer no line can be told from another."""


@dataclass(frozen=True, eq=False, slots=True)
class Shown:
    """A network to be drawn."""

    names: Sequence[Sequence[str]]
    """Of the units, layer by layer, inputs first."""
    gives: Sequence[Floats]
    """What each unit gives, (units,) for each layer."""
    weights: Sequence[Floats]
    """Between each two layers, (units, inputs + 1), biases last."""


def fits(shown: Shown, width: int, height: int) -> bool:
    """Whether every unit finds a line, and every layer a column."""
    layers = len(shown.names)
    wide = layers * UNIT + (layers - 1) * LEAST_GAP <= width
    return wide and max(map(len, shown.names)) <= height


def draw_diagram(shown: Shown, width: int, height: int, glyphs: Glyphs) -> Picture:
    """Layers from left to right. Solid: a positive weight, broken: a negative one, double: a strong one."""
    layers = len(shown.names)
    room = (width - layers * UNIT) / max(1, layers - 1)
    starts = [round(at * (UNIT + room)) for at in range(layers)]
    places = [[_row(unit, len(names), height) for unit in range(len(names))] for names in shown.names]
    canvas = _Canvas(width, height)
    for at, matrix in enumerate(shown.weights):
        x0, x1 = (starts[at] + UNIT) * 2 + 1, starts[at + 1] * 2 - 2
        largest = float(np.nanmax(np.abs(matrix[:, :-1]), initial=0.0)) or 1.0
        order = np.argsort(np.abs(matrix[:, :-1]), axis=None)
        for place in order:  # the strongest last: it lies on top
            unit, source = np.unravel_index(place, matrix[:, :-1].shape)
            value = float(matrix[unit, source])
            if np.isfinite(value):
                ends = (x0, places[at][source] * 4 + 2, x1, places[at + 1][unit] * 4 + 1)
                canvas.line(*ends, abs(value) / largest, value < 0)
    texts, styles = canvas.cells(glyphs)
    for start, names, rows, gives in zip(starts, shown.names, places, shown.gives, strict=True):
        for name, row, value in zip(names, rows, gives.tolist(), strict=True):
            said = f"{left(fitted([name], NAME, glyphs), NAME)} {weight(value, VALUE):>{VALUE}}"
            texts[row][start : start + UNIT] = [*cut(said, UNIT)]
            styles[row][start : start + UNIT] = ["bold"] * NAME + [MINUS if value < 0 else PLUS] * (
                UNIT - NAME
            )
    return Picture(Line(runs("".join(row), styles[at])) for at, row in enumerate(texts))


def _row(unit: int, units: int, height: int) -> int:
    """Units spread evenly over the height, one unit in the middle."""
    return round((unit + 0.5) * height / units - 0.5)


class _Canvas:
    """Dots, 2 × 4 a cell, each cell in the style of the strongest line through it."""

    def __init__(self, width: int, height: int) -> None:
        self._codes = np.zeros((height, width), dtype=np.int64)
        self._styles: list[list[str]] = [[""] * width for _ in range(height)]
        self._signs: list[list[str]] = [[" "] * width for _ in range(height)]

    def line(self, x0: int, y0: int, x1: int, y1: int, strength: float, negative: bool) -> None:
        """A line between two dots."""
        n = max(abs(x1 - x0), abs(y1 - y0)) + 1
        along = np.arange(n)
        if strength < FAINT:
            along = along[along % 6 == 0]
        elif negative:
            along = along[along % 6 < 3]
        x = np.round(np.linspace(x0, x1, n)[along]).astype(int)
        y = np.round(np.linspace(y0, y1, n)[along]).astype(int)
        if strength > STRONG:
            x, y = np.concatenate([x, x]), np.concatenate([y, y + 1])
        keep = (x >= 0) & (y >= 0) & (x < 2 * self._codes.shape[1]) & (y < 4 * self._codes.shape[0])
        x, y = x[keep], y[keep]
        np.bitwise_or.at(self._codes, (y // 4, x // 2), BRAILLE_BITS[y % 4, x % 2])
        style = MINUS if negative else PLUS
        sign = "." if strength < FAINT else "-" if negative else "+"
        for row, column in set(zip((y // 4).tolist(), (x // 2).tolist(), strict=True)):
            self._styles[row][column], self._signs[row][column] = style, sign

    def cells(self, glyphs: Glyphs) -> tuple[list[list[str]], list[list[str]]]:
        """Signs and styles of every cell."""
        if not glyphs.braille:
            return [row[:] for row in self._signs], self._styles
        return [
            [chr(0x2800 + code) if code else " " for code in row] for row in self._codes.tolist()
        ], self._styles
