"""Losses, each beside its derivative."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from asistente.nn.operations import Array, Operation, constant


@dataclass(frozen=True, slots=True)
class Loss:
    """What is made small, and how it changes with the outputs."""

    name: str
    value: Callable[[Array, Array], float]
    """`value(outputs, targets)`, both (outputs, examples): the mean over all of them."""
    derive: Callable[[Array, Array], list[Operation]]
    """`derive(outputs, targets)`: the outputs become the derivative of the value by them."""


def _squared_error(outputs: Array, targets: Array) -> float:
    difference = (outputs - targets).ravel()
    return float(np.dot(difference, difference)) / difference.size


def _squared_error_derivative(outputs: Array, targets: Array) -> list[Operation]:
    """d/dy of the mean of (y - t)²: 2 · (y - t) / how many there are."""
    return [
        (np.subtract, (outputs, targets, outputs)),
        (np.multiply, (outputs, constant(2 / outputs.size, outputs), outputs)),
    ]


SQUARED_ERROR = Loss("squared error", _squared_error, _squared_error_derivative)
