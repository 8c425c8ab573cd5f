"""Activation functions, each beside its derivative, both in place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from asistente.nn.operations import Array, Operation, constant


@dataclass(frozen=True, slots=True)
class Activation:
    """A function and its derivative, as operations on buffers."""

    name: str
    apply: Callable[[Array], list[Operation]]
    """`apply(z)`: z becomes f(z)."""
    derive: Callable[[Array, Array, Array], list[Operation]]
    """`derive(h, delta, scratch)`, where h = f(z): delta becomes delta · f'(z). All have one shape."""


def _linear(_z: Array) -> list[Operation]:
    return []


def _linear_derivative(_h: Array, _delta: Array, _scratch: Array) -> list[Operation]:
    return []


def _tanh(z: Array) -> list[Operation]:
    return [(np.tanh, (z, z))]


def _tanh_derivative(h: Array, delta: Array, scratch: Array) -> list[Operation]:
    """f' = 1 - h²: delta becomes delta - delta·h·h."""
    return [
        (np.multiply, (delta, h, scratch)),
        (np.multiply, (scratch, h, scratch)),
        (np.subtract, (delta, scratch, delta)),
    ]


def _relu(z: Array) -> list[Operation]:
    return [
        (partial(np.maximum, out=z), (z, constant(0, z)))
    ]  # NumPy wants the `out` of this one by its name


def _relu_derivative(h: Array, delta: Array, scratch: Array) -> list[Operation]:
    """f' = 1 where h > 0, else 0: h is never below 0, so its sign is just that."""
    return [(np.sign, (h, scratch)), (np.multiply, (delta, scratch, delta))]


def _sigmoid(z: Array) -> list[Operation]:
    """1 / (1 + e⁻ᶻ) written as (1 + tanh(z/2)) / 2, which cannot overflow."""
    half = constant(0.5, z)
    return [
        (np.multiply, (z, half, z)),
        (np.tanh, (z, z)),
        (np.multiply, (z, half, z)),
        (np.add, (z, half, z)),
    ]


def _sigmoid_derivative(h: Array, delta: Array, scratch: Array) -> list[Operation]:
    """f' = h · (1 - h): delta becomes d - d·h, where d = delta·h."""
    return [
        (np.multiply, (delta, h, delta)),
        (np.multiply, (delta, h, scratch)),
        (np.subtract, (delta, scratch, delta)),
    ]


ACTIVATIONS: dict[str, Activation] = {
    activation.name: activation
    for activation in (
        Activation("linear", _linear, _linear_derivative),
        Activation("relu", _relu, _relu_derivative),
        Activation("tanh", _tanh, _tanh_derivative),
        Activation("sigmoid", _sigmoid, _sigmoid_derivative),
    )
}
