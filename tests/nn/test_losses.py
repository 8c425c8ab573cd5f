"""The losses: worked by hand, far out where exponents overflow, and as probabilities."""

from __future__ import annotations

import math

import numpy as np
import pytest

from asistente.nn.losses import BINARY_CROSS_ENTROPY, CROSS_ENTROPY, LOSSES, SQUARED_ERROR, Loss, read
from asistente.nn.operations import Array, perform


def test_squared_error_is_the_mean_of_the_squares() -> None:
    assert SQUARED_ERROR.value(np.array([[1.0, 2.0]]), np.array([[0.0, 4.0]])) == 2.5


def test_binary_cross_entropy_by_hand() -> None:
    """σ(0) = 0.5: being undecided costs ln 2, whichever is right."""
    assert BINARY_CROSS_ENTROPY.value(np.zeros((1, 2)), np.array([[0.0, 1.0]])) == pytest.approx(math.log(2))
    z = math.log(3)  # σ = 3/4
    value = BINARY_CROSS_ENTROPY.value(np.array([[z]]), np.array([[1.0]]))
    assert value == pytest.approx(math.log(4 / 3))


def test_cross_entropy_by_hand() -> None:
    """Logits ln 1, ln 2, ln 5: probabilities 1/8, 2/8, 5/8."""
    logits = np.log([[1.0], [2.0], [5.0]])
    assert read(CROSS_ENTROPY, logits).ravel() == pytest.approx([0.125, 0.25, 0.625])
    assert CROSS_ENTROPY.value(logits, np.array([[0.0], [1.0], [0.0]])) == pytest.approx(math.log(4))
    slopes = logits.copy()
    perform(CROSS_ENTROPY.derive(slopes, np.array([[0.0], [1.0], [0.0]])))
    assert slopes.ravel() * CROSS_ENTROPY.scale(slopes) == pytest.approx([0.125, -0.75, 0.625])


def test_no_choice_costs_the_logarithm_of_how_many_there_are() -> None:
    assert CROSS_ENTROPY.value(np.zeros((10, 4)), np.eye(10)[:, :4]) == pytest.approx(math.log(10))


@pytest.mark.parametrize("loss", [BINARY_CROSS_ENTROPY, CROSS_ENTROPY], ids=lambda loss: loss.name)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_huge_sums_neither_overflow_nor_cost_infinity(loss: Loss, dtype: type) -> None:
    outputs: Array = np.array([[1e4, -1e4, 3e30], [-1e4, 1e4, -3e30]], dtype=dtype)
    right: Array = np.array([[1, 0, 1], [0, 1, 0]], dtype=dtype)
    for targets in (right, 1 - right):
        assert math.isfinite(loss.value(outputs, targets))
        slopes = outputs.copy()
        perform(loss.derive(slopes, targets))
        assert np.isfinite(slopes).all()
        assert np.abs(slopes).max() <= 1
    assert np.isfinite(read(loss, outputs)).all()


def test_probabilities_add_up_to_one() -> None:
    outputs = np.random.default_rng(0).normal(0, 20, (7, 50)).astype(np.float32)
    before = outputs.copy()
    assert read(CROSS_ENTROPY, outputs).sum(axis=0) == pytest.approx(np.ones(50), rel=1e-5)
    assert (outputs == before).all()


@pytest.mark.parametrize("loss", LOSSES.values(), ids=list(LOSSES))
def test_a_derivative_of_nothing_wrong_is_nothing(loss: Loss) -> None:
    outputs = np.array([[50.0, -50.0], [-50.0, 50.0]])
    slopes = outputs.copy()
    right = outputs.copy() if loss is SQUARED_ERROR else (outputs > 0).astype(float)
    perform(loss.derive(slopes, right))
    assert slopes == pytest.approx(np.zeros((2, 2)), abs=1e-12)
