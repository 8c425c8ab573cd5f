"""The gradients against finite differences, whatever the network."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asistente.nn.activations import ACTIVATIONS
from asistente.nn.losses import LOSSES, Loss
from asistente.nn.network import GradientPass, Network, with_ones
from asistente.nn.operations import Array, perform

NUDGE = 1e-6


def loss_of(network: Network, loss: Loss, inputs: Array, targets: Array) -> float:
    return loss.value(network.predict(inputs).T, targets.T)


def targets_for(loss: Loss, examples: int, outputs: int, random: np.random.Generator) -> Array:
    if loss.name == "squared error":
        return random.normal(size=(examples, outputs))
    if loss.name == "binary cross-entropy":
        return random.integers(0, 2, size=(examples, outputs)).astype(float)
    return np.eye(outputs)[random.integers(0, outputs, size=examples)]


def slopes_measured(network: Network, loss: Loss, inputs: Array, targets: Array) -> Array:
    """The derivative of the loss by each parameter, by moving it a little to both sides."""
    slopes = np.zeros_like(network.parameters)
    for index in range(len(slopes)):
        before = network.parameters[index]
        network.parameters[index] = before + NUDGE
        above = loss_of(network, loss, inputs, targets)
        network.parameters[index] = before - NUDGE
        slopes[index] = (above - loss_of(network, loss, inputs, targets)) / (2 * NUDGE)
        network.parameters[index] = before
    return slopes


@pytest.mark.parametrize("loss", LOSSES.values(), ids=list(LOSSES))
@pytest.mark.parametrize("activation", sorted(ACTIVATIONS))
@given(
    hidden=st.lists(st.integers(1, 5), max_size=3),
    inputs=st.integers(1, 4),
    outputs=st.integers(1, 3),
    examples=st.integers(1, 7),
    seed=st.integers(0, 10_000),
)
@settings(max_examples=25, deadline=None, derandomize=True)
def test_gradients_agree_with_finite_differences(
    activation: str, loss: Loss, hidden: list[int], inputs: int, outputs: int, examples: int, seed: int
) -> None:
    random = np.random.default_rng(seed)
    network = Network([inputs, *hidden, outputs], activation, np.float64)
    network.parameters[:] = random.normal(0, 0.7, network.parameters.shape)
    given_inputs = random.normal(size=(examples, inputs))
    targets = targets_for(loss, examples, outputs, random)
    found = GradientPass(network, loss, examples)
    found.examples[:] = np.vstack([targets.T, with_ones(given_inputs.T)])
    perform(found.operations)
    measured = slopes_measured(network, loss, given_inputs, targets)
    np.testing.assert_allclose(network.gradients, measured, rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("name", sorted(ACTIVATIONS))
def test_each_derivative_belongs_to_its_function(name: str) -> None:
    activation = ACTIVATIONS[name]
    points = np.linspace(-3, 3, 41) + 0.01  # off the kink of relu

    def value(at: Array) -> Array:
        z = at.copy()
        perform(activation.apply(z))
        return z

    delta = np.full_like(points, 2.0)
    perform(activation.derive(value(points), delta, np.zeros_like(points)))
    measured = 2.0 * (value(points + NUDGE) - value(points - NUDGE)) / (2 * NUDGE)
    np.testing.assert_allclose(delta, measured, rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("name", ["sigmoid", "tanh"])
def test_huge_sums_do_not_overflow(name: str) -> None:
    z = np.array([-1e30, -1e3, 1e3, 1e30], dtype=np.float32)
    perform(ACTIVATIONS[name].apply(z))
    lowest = 0 if name == "sigmoid" else -1
    assert z.tolist() == [lowest, lowest, 1, 1]
