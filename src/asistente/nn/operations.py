"""Prepared operations: a step of training is a list of NumPy calls on buffers that exist already.

A call such as `np.multiply(a, b, out)` on a small array costs 0.2 to 0.4 µs, as much as the Python around it.
So that Python runs once, when the list is made; a step only walks through it and allocates nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Array: TypeAlias = npt.NDArray[np.floating[Any]]
Operation: TypeAlias = tuple[Callable[..., object], tuple[Any, ...]]
"""A function and its arguments, as a rule the buffer that it writes to last."""
LINE = 64
"""Bytes of a line of the cache."""


def perform(operations: Iterable[Operation]) -> None:
    """Carry out the operations in order."""
    for function, arguments in operations:
        function(*arguments)


def constant(value: float, like: Array) -> Array:
    """`value` as an array without axes, of the type of `like`: quicker to combine than a Python number."""
    return np.array(value, dtype=like.dtype)


def zeros(shape: tuple[int, ...], dtype: npt.DTypeLike) -> Array:
    """Zeros that begin where a line of the cache does: a wide instruction then reads one line, not two."""
    kind = np.dtype(dtype)
    size = math.prod(shape) * kind.itemsize
    memory = np.zeros(size + LINE, dtype=np.uint8)
    start = -memory.ctypes.data % LINE
    return memory[start : start + size].view(kind).reshape(shape)
