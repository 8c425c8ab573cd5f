"""The rate that is offered after a divergence is lower, and the run learns with it."""

from __future__ import annotations

import pytest

from asistente.training.config import RunConfig
from asistente.training.remedy import calmer_rate
from asistente.training.run import Run

DIVERGE = [
    ("addition", "sgd", "tanh", 5.0),
    ("addition", "momentum", "tanh", 1.0),
    ("addition", "momentum", "relu", 5.0),
    ("addition", "sgd", "linear", 0.5),
    ("addition", "adam", "relu", 50.0),
    ("multiplication", "sgd", "tanh", 0.5),
    ("multiplication", "adam", "relu", 5.0),
    ("sine", "sgd", "tanh", 0.5),
    ("sine", "momentum", "relu", 0.5),
    ("spiral", "sgd", "relu", 1000.0),
    ("spiral", "momentum", "relu", 1000.0),
    ("xor", "adam", "relu", 1000.0),
    ("digits", "momentum", "linear", 1.0),
    ("names", "sgd", "linear", 5.0),
    ("names", "momentum", "linear", 5.0),
]


@pytest.mark.parametrize(("demo", "optimizer", "activation", "rate"), DIVERGE)
def test_the_retried_run_learns(demo: str, optimizer: str, activation: str, rate: float) -> None:
    config = RunConfig.of(demo, optimizer=optimizer, activation=activation, learning_rate=rate)
    lost = Run(config)
    lost.step(3_000)
    assert lost.finished == "diverged"
    calmer = calmer_rate(config, rate)
    assert calmer is not None
    assert calmer < rate
    again = Run(RunConfig.of(demo, **{**config.given(), "learning_rate": calmer}))
    first = again.snapshot()
    again.step(600 if demo in ("digits", "names") else 5_000)
    last = again.snapshot()
    assert again.finished in (None, "learnt")
    # Names cannot be foretold: the loss falls by a sixth, not to nothing.
    assert last.test_loss < (0.85 if demo == "names" else 0.1) * first.test_loss


@pytest.mark.parametrize("seed", range(1, 21))
def test_the_main_demonstration_is_set_right_whatever_the_seed(seed: int) -> None:
    config = RunConfig.of("addition", learning_rate=5, seed=seed)
    assert calmer_rate(config, 5) == 0.1
    again = Run(RunConfig.of("addition", seed=seed))
    first = again.snapshot().test_loss
    again.step(1_000)
    assert again.snapshot().test_loss < 0.01 * first


def test_the_rate_is_below_the_one_that_was_set_by_hand() -> None:
    config = RunConfig.of("addition", learning_rate=0.05)
    found = calmer_rate(config, 0.4)
    assert found is not None
    assert found < 0.4
    assert calmer_rate(RunConfig.of("addition", init="zero", learning_rate=0.09), 1e-6) is None


def test_it_is_the_same_every_time() -> None:
    config = RunConfig.of("sine", optimizer="momentum", learning_rate=5)
    assert calmer_rate(config, 5) == calmer_rate(config, 5)
