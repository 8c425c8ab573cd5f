"""What the numbers mean, from outside the worker."""

from __future__ import annotations

import numpy as np
import pytest

from asistente.training.config import RunConfig
from asistente.training.demos.addition import ADDITION
from asistente.training.model import answers, predict, weight_count, weight_names


def test_three_numbers_that_are_one_one_and_zero_add() -> None:
    config = RunConfig.of("addition", hidden="none")
    weights = np.array([1, 1, 0], dtype=np.float32)
    assert predict(config, weights, [(1, 2), (7, 5), (50, 50)]) == pytest.approx([3, 12, 100])
    assert all(answer.correct for answer in answers(config, weights))


def test_the_three_numbers_of_the_page_are_wrong() -> None:
    weights = np.array([0.234, -0.61, 0.5], dtype=np.float32)
    (answer,) = answers(RunConfig.of("addition", hidden="none"), weights, [ADDITION.sample(1, 2)])
    assert answer.prediction == pytest.approx(4.014)
    assert answer.error == pytest.approx(1.014)
    assert not answer.correct


def test_weights_have_readable_names() -> None:
    assert weight_names(RunConfig.of("addition", hidden="none")) == ("a→sum", "b→sum", "sum bias")
    assert weight_names(RunConfig.of("addition", hidden=2)) == (
        *("a→h1", "b→h1", "h1 bias", "a→h2", "b→h2", "h2 bias"),
        *("h1→sum", "h2→sum", "sum bias"),
    )
    deep = weight_names(RunConfig.of("addition", hidden="2,1"))
    assert deep[6:] == ("h1.1→h2.1", "h1.2→h2.1", "h2.1 bias", "h2.1→sum", "sum bias")


@pytest.mark.parametrize(("hidden", "count"), [("none", 3), ("8", 33), ("16,8", 193)])
def test_there_are_as_many_names_as_weights(hidden: str, count: int) -> None:
    config = RunConfig.of("addition", hidden=hidden)
    assert weight_count(config) == count == len(weight_names(config))


def test_mad_weights_give_mad_answers_without_a_warning() -> None:
    config = RunConfig.of("addition")
    for value in (np.inf, np.nan, 3e38):
        weights = np.full(weight_count(config), value, dtype=np.float32)
        assert not any(answer.correct for answer in answers(config, weights))


def test_the_first_names_can_be_had_without_the_others() -> None:
    config = RunConfig.of("digits", hidden="64,64")
    assert weight_names(config, 120) == weight_names(config)[:120]
