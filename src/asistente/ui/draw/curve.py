"""Curves on character cells: eight braille dots a cell, or one sign a cell in ASCII."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
Dots: TypeAlias = npt.NDArray[np.bool_]

# Bit of the dot at (row, column) in a cell of 4 x 2, as Unicode numbers them from U+2800.
BRAILLE_BITS = np.array([[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]], dtype=np.int64)


def curve_dots(x: Floats, y: Floats, columns: int, rows: int) -> Dots:
    """The curve through the points (n,) as dots (rows, columns); x and y are scaled to 0..1.

    Every dot column shows the whole range of the points in it, so a spike of one step stays visible
    however many steps share its column.
    """
    dots = np.zeros((rows, columns), dtype=bool)
    keep = np.logical_and(np.isfinite(x), np.isfinite(y))
    x, y = x[keep], np.clip(y[keep], 0.0, 1.0)
    if not len(x):
        return dots
    at = np.clip((x * (columns - 1)).round().astype(int), 0, columns - 1)
    span = np.arange(at[0], at[-1] + 1)
    between = np.interp(span, x * (columns - 1), y)
    low, high = np.full(columns, np.inf), np.full(columns, -np.inf)
    np.minimum.at(low, at, y)
    np.maximum.at(high, at, y)
    low[span] = np.where(np.isfinite(low[span]), low[span], between)
    high[span] = np.where(np.isfinite(high[span]), high[span], between)
    # Reach over to the column before, so that a steep fall is a line and not two specks.
    before_low, before_high = low[span[:-1]].copy(), high[span[:-1]].copy()
    low[span[1:]] = np.minimum(low[span[1:]], before_high)
    high[span[1:]] = np.maximum(high[span[1:]], before_low)
    top = ((1.0 - high[span]) * (rows - 1)).round().astype(int)
    bottom = ((1.0 - low[span]) * (rows - 1)).round().astype(int)
    line = np.arange(rows)[:, None]
    lit = np.greater_equal(line, top) * np.less_equal(line, bottom)
    dots[:, span] = lit
    return dots


def braille(dots: Dots) -> list[str]:
    """Rows of braille text from dots (4 x rows, 2 x columns); empty cells are spaces."""
    rows, columns = dots.shape[0] // 4, dots.shape[1] // 2
    cells = dots.reshape(rows, 4, columns, 2).transpose(0, 2, 1, 3)
    codes = (cells * BRAILLE_BITS).sum(axis=(2, 3))
    return ["".join(chr(0x2800 + code) if code else " " for code in row) for row in codes.tolist()]


def cells_lit(dots: Dots) -> Dots:
    """Which cells (rows, columns) hold at least one of the dots (4 x rows, 2 x columns)."""
    rows, columns = dots.shape[0] // 4, dots.shape[1] // 2
    lit: Dots = np.any(dots.reshape(rows, 4, columns, 2), axis=(1, 3))
    return lit
