"""What the weights are before anything is learnt. Biases always begin at zero."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

Initialization = Callable[[np.random.Generator, int, int], npt.NDArray[Any]]
"""`(random, fan_in, fan_out)` to weights (fan_out, fan_in)."""


def xavier(random: np.random.Generator, fan_in: int, fan_out: int) -> npt.NDArray[Any]:
    """Uniform within ±√(6 / (fan_in + fan_out)) (Glorot and Bengio, 2010)."""
    limit = math.sqrt(6 / (fan_in + fan_out))
    return random.uniform(-limit, limit, (fan_out, fan_in))


def he(random: np.random.Generator, fan_in: int, fan_out: int) -> npt.NDArray[Any]:
    """Normal with deviation √(2 / fan_in), meant for relu (He and others, 2015)."""
    return random.normal(0.0, math.sqrt(2 / fan_in), (fan_out, fan_in))


def uniform(random: np.random.Generator, fan_in: int, fan_out: int) -> npt.NDArray[Any]:
    """Uniform within ±0.5, whatever the size of the layers."""
    return random.uniform(-0.5, 0.5, (fan_out, fan_in))


def zero(_random: np.random.Generator, fan_in: int, fan_out: int) -> npt.NDArray[Any]:
    """All zero: every unit of a layer stays like the others, which is why nobody does it."""
    return np.zeros((fan_out, fan_in))


INITIALIZATIONS: dict[str, Initialization] = {
    "xavier": xavier,
    "he": he,
    "uniform": uniform,
    "zero": zero,
}
