"""Worked by hand: the figures that the pages print."""

from __future__ import annotations

import numpy as np
import pytest

from asistente.nn.learner import Learner
from asistente.nn.losses import SQUARED_ERROR
from asistente.nn.network import Network
from asistente.nn.operations import Array


def learner(
    network: Network, inputs: Array, targets: Array, learning_rate: float, l2: float = 0.0
) -> Learner:
    return Learner(
        network,
        SQUARED_ERROR,
        inputs,
        targets,
        optimizer="sgd",
        learning_rate=learning_rate,
        batch_size=len(inputs),
        l2=l2,
        random=np.random.default_rng(0),
    )


def test_three_numbers_corrected_by_one_sum() -> None:
    """1 + 2, scaled: 0.234 · 0.1 - 0.61 · 0.2 + 0.5 = 0.4014, which is 0.1014 too much."""
    network = Network([2, 1], "linear", np.float64)
    network.parameters[:] = [0.234, -0.61, 0.5]
    example, target = np.array([[0.1, 0.2]]), np.array([[0.3]])
    assert network.predict(example)[0, 0] == pytest.approx(0.4014)
    trained = learner(network, example, target, learning_rate=0.1)
    trained.step()
    # the gradient: 0.02028, 0.04056, 0.2028
    assert trained.change == pytest.approx([-0.002028, -0.004056, -0.02028])
    assert network.parameters == pytest.approx([0.231972, -0.614056, 0.47972])
    assert network.predict(example)[0, 0] == pytest.approx(0.380106)


def test_one_hidden_unit_by_hand() -> None:
    """h = tanh(0.5 · 1 + 0) = 0.462117; y = 2 · h + 0.1 = 1.024234; target 1: error 0.024234.

    By y: 2 · 0.024234 = 0.048469. By the last weight: · h = 0.022398. Back through it and tanh:
    0.048469 · 2 · (1 - h²) = 0.076236, which is also the derivative by the first weight, as its input is 1.
    """
    network = Network([1, 1, 1], "tanh", np.float64)
    network.parameters[:] = [0.5, 0.0, 2.0, 0.1]
    trained = learner(network, np.array([[1.0]]), np.array([[1.0]]), learning_rate=0.01)
    trained.step()
    assert trained.change / -0.01 == pytest.approx([0.076236, 0.076236, 0.022398, 0.048469], rel=1e-4)


def test_l2_pulls_weights_but_not_biases() -> None:
    network = Network([1, 1], "linear", np.float64)
    network.parameters[:] = [3.0, 1.0]
    learner(network, np.array([[1.0]]), np.array([[4.0]]), learning_rate=0.5, l2=0.1).step()
    # no error, so only 2 · 0.1 · 3 = 0.6 is left, times the learning rate
    assert network.parameters == pytest.approx([2.7, 1.0])
