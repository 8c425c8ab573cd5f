"""Losses, each beside its derivative.

The cross-entropies take the network's last sums as they are (logits): sigmoid and softmax belong to the loss.
So their derivative is simply `probability - target`, and no logarithm ever meets a zero.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from asistente.nn.activations import ACTIVATIONS
from asistente.nn.operations import Array, Operation, perform


@dataclass(frozen=True, slots=True)
class Loss:
    """What is made small, and how it changes with the outputs."""

    name: str
    value: Callable[[Array, Array], float]
    """`value(outputs, targets)`, both (outputs, examples): the mean over the examples."""
    derive: Callable[[Array, Array], list[Operation]]
    """`derive(outputs, targets)`: the outputs become the derivative of the value by them, but for `scale`."""
    scale: Callable[[Array], float]
    """`scale(outputs)`: what that is still to be multiplied by, as the value is a mean."""
    read: Callable[[Array], list[Operation]]
    """`read(outputs)`: the outputs become what they mean: numbers as they are, or probabilities."""
    subtracts: bool = False
    """Whether `derive` takes the targets from the outputs and does nothing else."""


def _as_it_is(_outputs: Array) -> list[Operation]:
    return []


def _squared_error(outputs: Array, targets: Array) -> float:
    difference = (outputs - targets).ravel()
    return float(np.dot(difference, difference)) / difference.size


def _squared_error_derivative(outputs: Array, targets: Array) -> list[Operation]:
    """d/dy of the mean of (y - t)²: y - t, times 2 / how many there are."""
    return [(np.subtract, (outputs, targets, outputs))]


def _binary_cross_entropy(outputs: Array, targets: Array) -> float:
    """-t · ln σ(z) - (1 - t) · ln(1 - σ(z)), written as max(z, 0) - z · t + ln(1 + e^-|z|).

    Nothing overflows, and a probability that rounds to 0 or 1 costs what it should, not infinity.
    """
    large = np.maximum(outputs, 0) - outputs * targets + np.log1p(np.exp(-np.abs(outputs)))
    return float(large.mean())


def _binary_cross_entropy_derivative(outputs: Array, targets: Array) -> list[Operation]:
    """σ(z) - t, divided by how many there are."""
    return [*_sigmoid(outputs), (np.subtract, (outputs, targets, outputs))]


def _sigmoid(outputs: Array) -> list[Operation]:
    return ACTIVATIONS["sigmoid"].apply(outputs)


def _cross_entropy(outputs: Array, targets: Array) -> float:
    """-Σ t · ln softmax(z) of an example, for targets that add up to one: ln Σ eᶻ - Σ t · z."""
    highest = outputs.max(axis=0)
    together = np.log(np.exp(outputs - highest).sum(axis=0)) + highest
    return float((together - (outputs * targets).sum(axis=0)).mean())


def _cross_entropy_derivative(outputs: Array, targets: Array) -> list[Operation]:
    """softmax(z) - t, divided by the number of examples."""
    return [*_softmax(outputs), (np.subtract, (outputs, targets, outputs))]


def _softmax(outputs: Array) -> list[Operation]:
    """eᶻ / Σ eᶻ, after the highest z is taken from all: the power of none is then above one."""
    row = np.zeros(outputs.shape[1], dtype=outputs.dtype)
    return [
        (np.maximum.reduce, (outputs, 0, None, row)),
        (np.subtract, (outputs, row, outputs)),
        (np.exp, (outputs, outputs)),
        (np.add.reduce, (outputs, 0, None, row)),
        (np.divide, (outputs, row, outputs)),
    ]


SQUARED_ERROR = Loss(
    "squared error",
    _squared_error,
    _squared_error_derivative,
    lambda outputs: 2 / outputs.size,
    _as_it_is,
    subtracts=True,
)
BINARY_CROSS_ENTROPY = Loss(
    "binary cross-entropy",
    _binary_cross_entropy,
    _binary_cross_entropy_derivative,
    lambda outputs: 1 / outputs.size,
    _sigmoid,
)
"""Of outputs that each say yes or no by themselves: targets 0 or 1."""
CROSS_ENTROPY = Loss(
    "cross-entropy",
    _cross_entropy,
    _cross_entropy_derivative,
    lambda outputs: 1 / outputs.shape[1],
    _softmax,
)
"""Of outputs that are the classes of which one is right: its target 1, the others 0."""

LOSSES: dict[str, Loss] = {loss.name: loss for loss in (SQUARED_ERROR, BINARY_CROSS_ENTROPY, CROSS_ENTROPY)}


def read(loss: Loss, outputs: Array) -> Array:
    """What `outputs` (outputs, examples) mean, in an array of its own: numbers, or probabilities."""
    meaning = outputs.copy()
    perform(loss.read(meaning))
    return meaning
