"""The learning rate with which a run that diverged would learn: found by trying a few for some steps."""

from __future__ import annotations

from dataclasses import replace

from asistente.training.config import RunConfig
from asistente.training.run import Run

_LADDER = tuple(float(f"{digit}e{power}") for power in range(2, -7, -1) for digit in (5, 2, 1))
"""Rates to try, the largest first: 500, 200, 100, 50 …"""
_TRIED = 10
_WORK = 300_000
"""Weights times steps of one trial; it takes a few hundredths of a second at most."""
_STEPS = (40, 400)
"""Steps of a trial, at least and at most."""


def calmer_rate(config: RunConfig, rate: float) -> float | None:
    """A rate below `rate`, with which the run diverged, that brings the loss down; None where none does.

    The demo's own where the run differs from it by the rate alone. Else those of a ladder are tried, and of
    those with which the loss falls steadily the one with which it falls farthest.
    """
    usual = config.task.defaults
    own = usual["learning_rate"]
    if isinstance(own, float) and own < rate and set(config.given()) <= {"learning_rate", "steps", "seed"}:
        return own
    found: list[tuple[float, float]] = []
    for tried in [one for one in _LADDER if one < rate][: _TRIED * 2]:
        loss = _after_trial(replace(config, learning_rate=tried))
        if loss is not None:
            found.append((loss, tried))
        if len(found) == _TRIED:
            break
    return min(found)[1] if found else None


def _after_trial(config: RunConfig) -> float | None:
    """The training loss after a trial; None where it diverges, or does not fall."""
    run = Run(config)
    first = run.snapshot()
    least, most = _STEPS
    steps = min(max(_WORK // len(first.weights), least), most)
    run.step(steps // 2)
    middle = run.snapshot().train_loss
    run.step(steps - steps // 2)
    last = run.snapshot().train_loss
    if run.finished == "diverged" or not last < first.train_loss or last > 1.5 * middle:
        return None
    return max(last, middle)
