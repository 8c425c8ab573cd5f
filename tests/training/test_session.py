"""A run against a clock that the test moves."""

from __future__ import annotations

import pytest

from asistente.training.config import RunConfig
from asistente.training.events import Snapshot
from asistente.training.pace import FULL, SHOW, Pace
from asistente.training.run import Run
from asistente.training.session import SNAPSHOT_EVERY, Session


class Clock:
    """Time that passes only when it is told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def started(pace: Pace, **given: object) -> tuple[Session, Clock]:
    clock = Clock()
    return Session(Run(RunConfig.of("addition", **given)), 1, pace, clock), clock


def let_pass(session: Session, clock: Clock, seconds: float) -> list[Snapshot]:
    """Do as the worker does, for so long."""
    shown = []
    end = clock.now + seconds
    while True:
        wait = session.advance()
        if session.snapshot_is_due:
            shown.append(session.snapshot())
        if wait is None or clock.now + wait > end:
            break
        clock.now += wait
    clock.now = end
    return shown


@pytest.mark.parametrize("rate", [1, 5, 25, 100, 1_000, 10_000])
def test_a_fixed_pace_is_kept(rate: int) -> None:
    session, clock = started(Pace(rate), init="zero", steps=10**6)
    let_pass(session, clock, 3.0005)
    assert session.run.steps == pytest.approx(3 * rate, abs=max(1, rate * 0.003))


def test_a_growing_pace_is_kept() -> None:
    session, clock = started(SHOW)
    let_pass(session, clock, 5)
    assert session.run.steps == pytest.approx(SHOW.steps_after(5), abs=2)


def test_at_full_speed_there_is_no_waiting() -> None:
    session, _ = started(FULL)
    assert session.advance() == 0
    assert session.run.steps > 0


def test_snapshots_come_at_most_twenty_times_a_second() -> None:
    session, clock = started(Pace(1_000), init="zero")
    shown = let_pass(session, clock, 2)
    assert 35 <= len(shown) <= 41
    assert [snapshot.step for snapshot in shown] == sorted({snapshot.step for snapshot in shown})


def test_each_single_step_of_a_slow_pace_is_shown_at_once() -> None:
    session, clock = started(Pace(5))
    shown = let_pass(session, clock, 2.01)
    assert [snapshot.step for snapshot in shown] == list(range(11))
    assert [snapshot.seconds for snapshot in shown] == pytest.approx([0.2 * n for n in range(11)], abs=0.003)


def test_the_last_step_before_a_long_wait_is_shown_too() -> None:
    session, clock = started(Pace(1_000))
    let_pass(session, clock, SNAPSHOT_EVERY * 1.5)
    session.set_pace(Pace(0.01))
    shown = let_pass(session, clock, 1)
    assert shown[-1].step == session.run.steps


def test_the_rate_is_that_of_the_last_moments() -> None:
    session, clock = started(Pace(100), init="zero")
    assert let_pass(session, clock, 3)[-1].steps_per_second == pytest.approx(100, rel=0.05)
    session.set_pace(Pace(1_000))
    assert let_pass(session, clock, 3)[-1].steps_per_second == pytest.approx(1_000, rel=0.05)


def test_pauses_stop_the_steps_and_the_time() -> None:
    session, clock = started(Pace(100))
    let_pass(session, clock, 1)
    assert [news.paused for news in session.pause()] == [True]
    assert session.pause() == []
    steps = session.run.steps
    let_pass(session, clock, 1_000)
    assert session.advance() is None
    assert session.run.steps == steps
    assert session.seconds == pytest.approx(1)
    assert [news.paused for news in session.resume()] == [False]
    assert session.resume() == []
    let_pass(session, clock, 1)
    assert session.run.steps == pytest.approx(200, abs=2)  # the pause is not caught up
    assert session.seconds == pytest.approx(2)


def test_single_steps_are_done_standing_still() -> None:
    session, clock = started(Pace(100))
    let_pass(session, clock, 0.5)
    before = session.run.steps
    assert [news.paused for news in session.step(1)] == [True]
    shown = let_pass(session, clock, 10)
    assert session.run.steps == before + 1 == shown[-1].step
    assert session.step(500) == []
    shown = let_pass(session, clock, 10)
    assert session.run.steps == before + 501 == shown[-1].step
    assert session.paused


def test_a_new_pace_holds_from_now_on() -> None:
    session, clock = started(Pace(1))
    let_pass(session, clock, 3.5)
    session.set_pace(Pace(100))
    let_pass(session, clock, 1)
    assert session.run.steps == pytest.approx(103, abs=2)
    session.set_pace(Pace(1))
    let_pass(session, clock, 3.01)
    assert session.run.steps == pytest.approx(106, abs=2)


def test_a_machine_that_fell_behind_does_not_run_after_its_pace() -> None:
    session, clock = started(Pace(1_000), init="zero", steps=10**6)
    let_pass(session, clock, 0.1)
    clock.now += 3_600  # asleep for an hour
    let_pass(session, clock, 1)
    assert session.run.steps == pytest.approx(1_100, abs=20)


def test_the_time_left_follows_the_pace() -> None:
    session, clock = started(Pace(1_000), init="zero", steps=10_000)
    let_pass(session, clock, 1)
    session._busy = 0.01  # the clock of this test stands still while it trains
    assert session.snapshot().seconds_left == pytest.approx(9, rel=0.05)
    session.set_pace(Pace(100))
    assert session.snapshot().seconds_left == pytest.approx(90, rel=0.05)
    session.set_pace(FULL)
    left = session.snapshot().seconds_left
    assert left is not None
    assert left < 1


def test_the_end_of_a_run_is_the_end_of_its_session() -> None:
    session, _ = started(FULL, steps=5)
    while not session.run.finished:
        session.advance()
    assert session.advance() is None
    assert session.pause() == session.resume() == session.step(3) == []
    assert session.snapshot().seconds_left in (0, None)
    assert session.run.steps == 5


def test_snapshots_that_take_long_to_send_are_sent_less_often() -> None:
    session, clock = started(Pace(1_000), init="zero")
    session.took(0.025)
    assert len(let_pass(session, clock, 2)) <= 5


def test_steps_of_an_epoch_end_with_it() -> None:
    clock = Clock()
    session = Session(Run(RunConfig.of("addition")), 1, FULL, clock)
    session.step(1, "epoch")
    while session.advance() == 0:
        pass
    assert session.run.steps == 6  # 96 sums, 16 at a time
    session.step(2)
    session.advance()
    session.step(2, "epoch")
    while session.advance() == 0:
        pass
    assert session.run.steps == 18


def test_single_examples_move_the_weights_one_at_a_time() -> None:
    clock = Clock()
    session = Session(Run(RunConfig.of("addition", batch_size=4)), 1, FULL, clock)
    session.step(3, "sample")
    changes = []
    while session.advance() == 0:
        changes.append(session.snapshot().change.copy())
    assert session.run.steps == 3
    assert session.paused
    assert len({change.tobytes() for change in changes}) == 3
    session.step(1, "epoch")
    while session.advance() == 0:
        pass
    assert session.run.steps == 3 + 24  # what was left of the batch, and 23 whole ones


def test_the_learning_rate_changes_from_the_next_step() -> None:
    session = Session(Run(RunConfig.of("addition")), 1, FULL, Clock())
    session.step(1)
    session.advance()
    told = session.set_learning_rate(1e-30)
    assert (told.run, told.step, told.learning_rate) == (1, 1, 1e-30)
    session.step(1)
    session.advance()
    assert abs(session.snapshot().change).max() < 1e-25
