"""How fast a run is shown."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asistente.training.pace import DOUBLES_EVERY, FULL, LADDER, SHOW, Pace


def test_a_fixed_pace_asks_for_its_steps() -> None:
    assert Pace(25).steps_after(2) == 50
    assert Pace(25).seconds_until(50) == 2
    assert FULL.steps_after(0) == math.inf


def test_a_growing_pace_begins_slowly_and_doubles() -> None:
    early, later = (SHOW.steps_after(t + 0.01) - SHOW.steps_after(t) for t in (0.0, DOUBLES_EVERY))
    assert early / 0.01 == pytest.approx(10, rel=0.01)
    assert later == pytest.approx(2 * early, rel=0.001)
    assert SHOW.steps_after(4) == pytest.approx(100, rel=0.02)
    assert SHOW.steps_after(1e9) == math.inf


@given(steps=st.floats(0, 1e8), rate=st.floats(0.1, 1e5), growing=st.booleans())
def test_time_and_steps_agree(steps: float, rate: float, growing: bool) -> None:
    pace = Pace(rate, growing)
    assert pace.steps_after(pace.seconds_until(steps)) == pytest.approx(steps, rel=1e-6, abs=1e-6)


def test_no_pace_is_faster_than_the_machine() -> None:
    assert FULL.seconds_until(1_000, fastest=500) == 2
    assert Pace(10_000).seconds_until(1_000, fastest=500) == 2
    assert Pace(100).seconds_until(1_000, fastest=500) == 10
    unlimited, limited = SHOW.seconds_until(1_000_000), SHOW.seconds_until(1_000_000, fastest=1_000)
    assert limited > 900 > unlimited


def test_the_ladder_is_climbed_rung_by_rung() -> None:
    pace, climbed = LADDER[0], [LADDER[0]]
    while pace != FULL:
        pace = pace.faster()
        climbed.append(pace)
    assert tuple(climbed) == LADDER
    assert FULL.faster() == FULL
    descended = [FULL]
    while descended[-1] != LADDER[0]:
        descended.append(descended[-1].slower())
    assert tuple(reversed(descended)) == LADDER
    assert LADDER[0].slower() == LADDER[0]


def test_from_a_growing_pace_the_next_rung_counts_from_where_it_stands() -> None:
    assert SHOW.slower() == Pace(5)
    assert SHOW.faster() == Pace(25)
    assert SHOW.slower(rate=700) == Pace(100)
    assert SHOW.faster(rate=700) == Pace(1_000)
    assert SHOW.faster(rate=50_000) == FULL
