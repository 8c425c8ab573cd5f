"""How the game's numbers are written: in few characters, and in columns that a narrow window holds."""

from __future__ import annotations

import math
from collections.abc import Iterable

from asistente.assistant.by_hand.moves import NAMES, Numbers


def row(number: int, numbers: Numbers, *losses: float) -> str:
    """A line of a table: how many moves or steps, the three numbers, losses."""
    cells = [f"{number:>4}", *(f"{_aligned(value):>9}" for value in numbers)]
    return "".join([*cells, *(f"{written(loss):>11}" for loss in losses)])


def head(first: str, *losses: str) -> str:
    """The line above the rows: `move       w1       w2        b  your loss`."""
    return "".join([f"{first:<4}", *(f"{name:>9}" for name in NAMES), *(f"{one:>11}" for one in losses)])


def _aligned(value: float) -> str:
    """A number with its point below those of the others: 0.800, -1.172, 1.00e+25."""
    return f"{value:.3f}" if abs(value) < 1e4 else f"{value:.2e}"


def block(lines: Iterable[str]) -> str:
    """Lines in columns, as Markdown."""
    return "```text\n" + "\n".join(lines) + "\n```"


def written(value: float) -> str:
    """A number in four figures: 0.8, -1.172, 2.5e-05; an infinite one as `inf`."""
    return f"{value + 0.0:.4g}" if math.isfinite(value) else "inf"


def signed(value: float) -> str:
    """A change, its sign always shown: +0.041."""
    return f"{value:+.3g}"
