"""Numbers as a reader of a narrow column wants them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from asistente.training.model import Answer
from asistente.ui.draw.glyphs import Glyphs
from asistente.ui.draw.picture import cut, width_of


def answer(value: float, width: int = 6) -> str:
    """A network's answer: three decimals while they fit, then fewer, then a power of ten."""
    if not math.isfinite(value):
        return "?"
    for decimals in (3, 2, 1, 0):
        text = f"{value:.{decimals}f}"
        if len(text) <= width:
            return "0." + "0" * decimals if decimals and float(text) == 0 else text
    return f"{value:.0e}"


def loss(value: float) -> str:
    """A loss with three significant figures: 0.0312, 4.1e-06."""
    if not math.isfinite(value):
        return "?"
    return f"{value:.3g}"


def weight(value: float, width: int = 7) -> str:
    """A weight with its sign: four decimals while they fit, then fewer, then a power of ten."""
    if not math.isfinite(value):
        return "?"
    for decimals in (4, 3, 2, 1, 0):
        text = f"{value:+.{decimals}f}"
        if len(text) <= width:
            return text
    return f"{value:+.0e}"


def change(value: float, decimals: int = 6) -> str:
    """What a step added to a weight, to the millionth: +0.003241; tiny ones as a power of ten."""
    if not math.isfinite(value):
        return "?"
    if value and abs(value) < 10.0**-decimals:
        return f"{value:+.1e}"
    if abs(value) >= 1000:
        return f"{value:+.2e}"
    whole = len(str(int(abs(value)))) - 1
    return f"{value:+.{max(0, decimals - whole)}f}"


def spoken(one: Answer) -> str:
    """What the network says to a sample: a class with its probability, or a number of a few characters."""
    if one.probabilities:
        return one.said
    digits = len(one.should)
    # whole prices and the like are written as they are; an addition keeps three decimals while they fit
    return one.said if "." not in one.said and 0 < len(one.said) <= digits + 1 else answer(one.prediction)


def fitted(candidates: Sequence[str], width: int, glyphs: Glyphs) -> str:
    """The first of the candidates, longest first, that fits; else the last one, cut with a sign."""
    for text in candidates:
        if width_of(text) <= width:
            return text
    sign = glyphs.ellipsis[:width]
    return cut(candidates[-1], width - len(sign)).rstrip() + sign
