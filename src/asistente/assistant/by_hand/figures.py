"""How the game's numbers are written: in few characters, and in columns that a narrow window holds."""

from __future__ import annotations

import math
from collections.abc import Iterable

from asistente.assistant.by_hand.moves import NAMES, Numbers


def row(number: int, numbers: Numbers, *losses: float) -> str:
    """A line of a table: how many moves or steps, losses, the three numbers.

    Losses stand first: beside a run in a narrow window the last columns have no room.
    """
    cells = [f"{number:>4}", *(f"{written(loss, 3):>9}" for loss in losses)]
    return "".join([*cells, *(f"{_aligned(value):>7}" for value in numbers)])


def head(first: str, *losses: str) -> str:
    """The line above the rows: `move     loss     w1     w2      b`."""
    return "".join([f"{first:<4}", *(f"{one:>9}" for one in losses), *(f"{name:>7}" for name in NAMES)])


def _aligned(value: float) -> str:
    """A number with its point below those of the others where it is small: 0.800, -1.172, 1e+25."""
    size = abs(value)
    return f"{value:.3f}" if size < 9.9995 else f"{value:.1f}" if size < 1e3 else f"{value:.0e}"


def block(lines: Iterable[str]) -> str:
    """Lines in columns, as Markdown."""
    return "```text\n" + "\n".join(lines) + "\n```"


def written(value: float, figures: int = 4) -> str:
    """A number in four figures: 0.8, -1.172, 2.5e-05; an infinite one as `inf`."""
    return f"{value + 0.0:.{figures}g}" if math.isfinite(value) else "inf"


def signed(value: float) -> str:
    """A change, its sign always shown: +0.041."""
    return f"{value:+.3g}"
