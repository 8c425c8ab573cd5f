"""Names that nobody is called."""

from __future__ import annotations

import numpy as np
import pytest

from asistente.training.config import RunConfig
from asistente.training.demos.names import END, encoded, names
from asistente.training.invent import LONGEST, sample_names
from asistente.training.model import meanings, weight_count
from asistente.training.run import Run


@pytest.mark.parametrize("language", ["en", "es"])
def test_invented_names_are_new_and_made_of_letters(language: str) -> None:
    config = RunConfig.of("names", language=language)
    run = Run(config)
    run.step(1_000)
    weights = run.snapshot().weights
    invented = sample_names(config, weights, 20, seed=1)
    assert len(invented) == len(set(invented)) == 20
    assert not set(invented) & set(names(language))
    assert all(2 <= len(name) <= LONGEST and name.isalpha() for name in invented)
    assert invented == sample_names(config, weights, 20, seed=1)
    assert invented != sample_names(config, weights, 20, seed=2)


def test_a_trained_network_invents_better_names_than_an_untrained_one() -> None:
    """Judged by another network: how probable it finds their letters."""
    config = RunConfig.of("names")
    learner, judge = Run(config), Run(RunConfig.of("names", seed=9))
    before = sample_names(config, learner.snapshot().weights, 30, seed=1)
    for run in (learner, judge):
        run.step(1_000)
    after = sample_names(config, learner.snapshot().weights, 30, seed=1)

    def surprise(invented: list[str]) -> float:
        letters = config.task.classes
        pairs = [(name[:end], (name + END)[end]) for name in invented for end in range(len(name) + 1)]
        found = meanings(
            judge.config, judge.snapshot().weights, [encoded(seen, letters) for seen, _ in pairs]
        )
        chances = [row[letters.index(letter)] for row, (_, letter) in zip(found, pairs, strict=True)]
        return float(-np.mean(np.log(chances)))

    assert surprise(after) < surprise(before) - 1


@pytest.mark.parametrize("value", [np.nan, np.inf, 0.0])
def test_mad_weights_end_too(value: float) -> None:
    config = RunConfig.of("names")
    weights = np.full(weight_count(config), value, dtype=np.float32)
    assert len(sample_names(config, weights, 5, seed=1)) <= 5
