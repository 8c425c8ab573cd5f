"""A run that goes on from the weights of another."""

from __future__ import annotations

import numpy as np
import pytest

from asistente.training.begun import MOST_STEPS, Begun, going_on
from asistente.training.config import RunConfig
from asistente.training.run import Run


def begun_after(done: int, **given: object) -> tuple[Run, Run]:
    """A run, and the one that goes on from it."""
    first = Run(RunConfig.of("addition", **given))
    first.step(done)
    last = first.snapshot()
    config = going_on(first.config, last.step)
    return first, Run(config, Begun(last.weights, last.step))


def test_it_begins_where_the_other_stood_and_gets_better() -> None:
    first, second = begun_after(500)
    at_once = second.snapshot()
    assert at_once.step == 500
    assert np.array_equal(at_once.weights, first.snapshot().weights)
    second.step(2_000)
    assert second.steps == 2_500
    assert second.snapshot().test_loss < at_once.test_loss


def test_one_that_has_learnt_takes_as_many_steps_again() -> None:
    first, second = begun_after(50_000)
    assert first.finished == "learnt"
    assert second.snapshot().progress == 0.99
    second.step(MOST_STEPS)
    assert second.finished == "learnt"
    assert second.steps >= 2 * first.steps
    assert [sign for sign in second.take_signs() if sign.code in ("first_right", "all_right")] == []


def test_one_that_has_no_steps_left_gets_as_many_again() -> None:
    first, second = begun_after(300, steps=300)
    assert first.finished == "max_steps"
    assert second.config.steps == 600
    assert second.step(1_000) == 300


@pytest.mark.parametrize("optimizer", ["momentum", "adam"])
def test_what_an_optimizer_remembers_begins_anew_and_does_no_harm(optimizer: str) -> None:
    _, second = begun_after(2_000, optimizer=optimizer, learning_rate=0.01)
    before = second.snapshot().test_loss
    second.step(2_000)
    assert second.snapshot().test_loss < 2 * before
