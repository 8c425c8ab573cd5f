"""The three numbers moved by hand, beside the engine's own numbers."""

from __future__ import annotations

import math

import numpy as np
import pytest

from asistente.training.by_hand import ByHand, by_hand
from asistente.training.config import RunConfig
from asistente.training.run import Run


def run(**given: object) -> Run:
    return Run(RunConfig.of("addition", hidden=(), **given))


@pytest.mark.parametrize("seed", [1, 2, 7])
def test_start_and_descent_are_those_of_the_run(seed: int) -> None:
    game, other = by_hand(seed), run(seed=seed)
    for step in range(40):
        snapshot, reached = other.snapshot(), game.descent.after(step)
        assert reached.numbers == tuple(snapshot.weights.tolist())
        assert reached.loss == snapshot.train_loss == game.loss(reached.numbers)
        other.step()


def test_the_slopes_are_what_a_step_on_all_sums_goes_by() -> None:
    game, whole = by_hand(3), run(seed=3, batch_size=96)
    slopes = game.slopes(game.start)
    whole.step()
    np.testing.assert_allclose(whole.snapshot().change, -0.1 * np.array(slopes), rtol=1e-5)
    width = 1e-2
    for at in range(3):
        more, less = list(game.start), list(game.start)
        more[at] += width
        less[at] -= width
        tried = (game.loss((more[0], more[1], more[2])) - game.loss((less[0], less[1], less[2]))) / (
            2 * width
        )
        assert slopes[at] == pytest.approx(tried, rel=1e-3)


def test_one_one_and_zero_is_the_solution() -> None:
    game = by_hand(1)
    assert game.loss((1, 1, 0)) < 1e-12
    assert game.answer((1, 1, 0), 7, 5) == pytest.approx(12)
    assert game.answer((0.5, 2, 0.1), 1, 2) == pytest.approx(0.5 * 1 + 2 * 2 + 10 * 0.1)
    assert game.off_by(game.goal) == pytest.approx(0.05)
    assert game.sums == 96


def test_the_bias_counts_tenfold_in_the_loss() -> None:
    # an answer that is off by 1 everywhere is off by 0.1 inside
    assert by_hand(1).loss((1, 1, 0.1)) == pytest.approx(0.01, rel=1e-5)


def test_steps_to_a_loss() -> None:
    descent = by_hand(1).descent
    goal = by_hand(1).goal
    steps = descent.steps_to(goal)
    assert steps is not None
    assert descent.after(steps).loss <= goal < descent.after(steps - 1).loss
    assert descent.steps_to(math.inf) == 0
    assert descent.steps_to(0.0) is None
    assert descent.after(10**6) == descent.after(10**6 - 1)


def test_a_loss_that_overflows_is_infinite() -> None:
    game = ByHand(RunConfig.of("addition", hidden=(), seed=1))
    assert game.loss((1e30, -1e30, 0)) == math.inf
    assert not all(map(math.isfinite, game.slopes((3e38, 3e38, 0))))
    assert game.loss((1, 1, 0)) < 1e-12  # nothing stays behind
