"""Progress and the steps left."""

from __future__ import annotations

import math

import pytest

from asistente.training.forecast import Forecast


def fed(errors: list[tuple[int, float]], target: float = 0.05, most_steps: int = 50_000) -> Forecast:
    forecast = Forecast(target, most_steps)
    for step, error in errors:
        forecast.add(step, error)
    return forecast


def test_nothing_is_foretold_at_first() -> None:
    assert fed([(0, 16.0)]).steps_left(0) is None
    assert fed([(step, 16 / (step + 1)) for step in range(50)]).steps_left(49) is None


def test_an_error_that_falls_like_a_power_is_foretold() -> None:
    points = [(step, 10 * step**-0.6) for step in range(100, 2_001, 100)]
    reached = (10 / 0.05) ** (1 / 0.6)
    assert fed(points).steps_left(2_000) == pytest.approx(reached - 2_000, rel=0.15)


def test_an_error_that_does_not_fall_lasts_to_the_last_step() -> None:
    assert fed([(step, 4.0) for step in range(0, 1_001, 50)]).steps_left(1_000) == 49_000
    assert fed([(step, 1.0 + step) for step in range(0, 1_001, 50)]).steps_left(1_000) == 49_000


def test_no_more_is_foretold_than_is_allowed() -> None:
    points = [(step, 10 * step**-0.01) for step in range(100, 2_001, 100)]
    assert fed(points).steps_left(2_000) == 48_000


def test_progress_is_logarithmic_and_never_goes_back() -> None:
    forecast = fed([(0, 5.0)])
    seen = []
    for error in (5.0, 0.5, 3.0, math.nan, math.inf, 0.05, 0.0, 0.2):
        forecast.add(1, error)
        seen.append(forecast.progress)
    assert seen == pytest.approx([0, 0.5, 0.5, 0.5, 0.5, 1, 1, 1])


def test_a_network_that_begins_at_the_target_is_not_a_division_by_zero() -> None:
    assert fed([(0, 0.01), (1, 0.02)]).progress == 0


def test_long_runs_are_remembered_in_little() -> None:
    forecast = fed([(step, 10 * step**-0.5) for step in range(1, 100_000, 10)], target=1e-3, most_steps=10**9)
    left = forecast.steps_left(99_991)
    assert left == pytest.approx(1e8, rel=0.2)
    assert len(forecast._points) <= 256
