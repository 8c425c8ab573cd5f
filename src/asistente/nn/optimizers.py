"""How a gradient becomes a change of the parameters, which is then added to them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from asistente.nn.operations import Array, Operation, constant

Optimizer = Callable[[Array, Array, Array], list[Operation]]
"""`(gradients, change, rate)`: operations that fill `change`; what they remember is theirs.

`rate` is the learning rate with a minus before it, an array without axes: it may be changed between steps.
"""

MOMENTUM = 0.9
BETA_1, BETA_2, EPSILON = 0.9, 0.999, 1e-8
"""Adam's usual values (Kingma and Ba, 2015)."""


def sgd(gradients: Array, change: Array, rate: Array) -> list[Operation]:
    """change = -learning_rate · gradient."""
    return [(np.multiply, (gradients, rate, change))]


def momentum(gradients: Array, change: Array, rate: Array) -> list[Operation]:
    """velocity = 0.9 · velocity + gradient; change = -learning_rate · velocity."""
    velocity = np.zeros_like(gradients)
    return [
        (np.multiply, (velocity, constant(MOMENTUM, gradients), velocity)),
        (np.add, (velocity, gradients, velocity)),
        (np.multiply, (velocity, rate, change)),
    ]


def adam(gradients: Array, change: Array, rate: Array) -> list[Operation]:
    """Averages of the gradient m and of its square v, with the bias of their start taken out.

    change = -learning_rate · m / (1 - β₁ᵗ) / (√(v / (1 - β₂ᵗ)) + ε)
    """
    mean, square, scratch = (np.zeros_like(gradients) for _ in range(3))
    # The powers of the betas stay float64: 1 - 0.999ᵗ loses its first digits in float32.
    power_1, power_2, one = np.array(1.0), np.array(1.0), np.array(1.0)
    beta_1, beta_2 = np.array(BETA_1), np.array(BETA_2)
    left_1, left_2 = constant(0, gradients), constant(0, gradients)

    def average(of: Array, into: Array, beta: float) -> list[Operation]:
        return [
            (np.multiply, (into, constant(beta, gradients), into)),
            (np.multiply, (of, constant(1 - beta, gradients), change)),
            (np.add, (into, change, into)),
        ]

    return [
        *average(gradients, mean, BETA_1),
        (np.multiply, (gradients, gradients, scratch)),
        *average(scratch, square, BETA_2),
        (np.multiply, (power_1, beta_1, power_1)),
        (np.multiply, (power_2, beta_2, power_2)),
        (np.subtract, (one, power_1, left_1)),
        (np.subtract, (one, power_2, left_2)),
        (np.divide, (square, left_2, scratch)),
        (np.sqrt, (scratch, scratch)),
        (np.add, (scratch, constant(EPSILON, gradients), scratch)),
        (np.divide, (mean, left_1, change)),
        (np.divide, (change, scratch, change)),
        (np.multiply, (change, rate, change)),
    ]


OPTIMIZERS: dict[str, Optimizer] = {"sgd": sgd, "momentum": momentum, "adam": adam}
