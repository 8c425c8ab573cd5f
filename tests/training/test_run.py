"""One training: it learns, stops where it should, is the same every time, and fails honestly."""

from __future__ import annotations

import math

import numpy as np
import pytest

from asistente.training.config import RunConfig, parse_link
from asistente.training.demos.addition import ADDITION
from asistente.training.events import Snapshot
from asistente.training.model import Answer, answers
from asistente.training.run import MOST_POINTS, Run

EVER = 10**9


def finished(link: str) -> tuple[Run, Snapshot]:
    run = Run(parse_link(link))
    run.step(EVER)
    return run, run.snapshot()


def said(run: Run, snapshot: Snapshot) -> dict[str, Answer]:
    return {answer.sample.label: answer for answer in answers(run.config, snapshot.weights)}


@pytest.mark.parametrize("seed", range(1, 21))
def test_addition_is_learnt_with_every_seed(seed: int) -> None:
    run, snapshot = finished(f"demo:addition?seed={seed}")
    assert run.finished == "learnt"
    assert 2_000 <= run.steps <= 40_000
    assert snapshot.typical_error <= 0.05
    assert snapshot.progress == 1
    assert said(run, snapshot)["1 + 2"].prediction == pytest.approx(3, abs=0.1)
    held_out = answers(run.config, snapshot.weights, ADDITION.held_out)
    assert all(answer.correct for answer in held_out)
    assert not said(run, snapshot)["12 + 30"].correct  # outside the range it goes wrong


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_three_numbers_become_one_one_and_zero(seed: int) -> None:
    run, snapshot = finished(f"demo:addition?hidden=none&seed={seed}")
    assert run.finished == "learnt"
    assert snapshot.weights == pytest.approx([1, 1, 0], abs=0.001)
    assert said(run, snapshot)["12 + 30"].prediction == pytest.approx(42, abs=0.01)


def test_an_unseen_sum_is_right_within_the_first_hundred_steps() -> None:
    for seed in range(1, 6):
        run = Run(RunConfig.of("addition", seed=seed))
        run.step(100)
        right = [answer for answer in said(run, run.snapshot()).values() if answer.correct]
        assert sum(answer.sample.kind == "unseen" for answer in right) >= 4


@pytest.mark.parametrize(
    "change",
    [
        *("activation=relu", "activation=linear", "activation=sigmoid", "hidden=16,8", "hidden=64"),
        *("batch_size=1", "batch_size=7", "batch_size=96", "batch_size=100000", "learning_rate=0.2"),
        *("optimizer=adam&learning_rate=0.01", "optimizer=momentum&learning_rate=0.02"),
        *("init=he", "init=uniform", "noise=0.1"),
    ],
)
def test_variants_learn_too(change: str) -> None:
    assert finished(f"demo:addition?{change}")[0].finished == "learnt"


@pytest.mark.parametrize(
    "change", ["", "&hidden=none", "&activation=relu", "&optimizer=momentum", "&hidden=16,8"]
)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_too_big_a_learning_rate_diverges_and_keeps_finite_weights(change: str, seed: int) -> None:
    run, snapshot = finished(f"demo:addition?learning_rate=5&seed={seed}{change}")
    assert run.finished == "diverged"
    assert np.isfinite(snapshot.weights).all()
    assert np.isfinite(snapshot.change).all()
    assert math.isfinite(snapshot.train_loss)
    assert math.isfinite(snapshot.typical_error)
    assert np.isfinite(snapshot.history).all()
    assert snapshot.step == run.steps < 1_000
    assert not said(run, snapshot)["1 + 2"].correct


@pytest.mark.parametrize("peek", [1, 7, 100])
def test_a_run_that_overflows_at_once_goes_back_to_its_last_finite_weights(peek: int) -> None:
    run = Run(RunConfig.of("addition", learning_rate=1_000, hidden="64,64,64", activation="relu"))
    last = run.snapshot()
    while not run.finished:
        run.step(peek)
        last = run.snapshot()
        assert np.isfinite(last.weights).all()
    assert run.finished == "diverged"
    assert last.step == run.steps


def test_zero_weights_leave_the_hidden_units_alike() -> None:
    run, snapshot = finished("demo:addition?init=zero&steps=2000")
    assert run.finished == "max_steps"
    units = snapshot.weights[:24].reshape(8, 3)
    assert (units == units[0]).all()
    assert snapshot.typical_error > 3


def test_the_most_steps_end_a_run() -> None:
    run = Run(RunConfig.of("addition", steps=150))
    assert run.step(100) == 100
    assert run.step(100) == 50
    assert run.finished == "max_steps"
    assert run.step(100) == 0
    assert run.snapshot().progress < 1


def test_a_run_too_short_to_be_sure_but_at_the_target_has_learnt() -> None:
    assert finished("demo:addition?hidden=none&steps=500")[0].finished == "learnt"


def test_a_single_example_is_a_step_too() -> None:
    run = Run(RunConfig.of("addition", steps=3))
    assert [run.step_single() for _ in range(5)] == [1, 1, 1, 0, 0]
    assert run.finished == "max_steps"


def test_a_run_can_be_stopped() -> None:
    run = Run(RunConfig.of("addition"))
    run.step(10)
    run.stop()
    assert run.finished == "stopped"
    assert run.step(10) == 0
    run, _ = finished("demo:addition?steps=10")
    run.stop()
    assert run.finished == "max_steps"


@pytest.mark.parametrize(
    "link", ["demo:addition", "demo:addition?hidden=5,3&noise=0.5&l2=0.01&optimizer=adam"]
)
def test_the_same_run_comes_out_bit_for_bit_however_it_is_cut_and_watched(link: str) -> None:
    whole = Run(parse_link(f"{link}{'&' if '?' in link else '?'}steps=2500"))
    watched = Run(whole.config)
    whole.step(EVER)
    random = np.random.default_rng(0)
    while not watched.finished:
        watched.step(int(random.integers(1, 40)))
        watched.snapshot()
    one, other = whole.snapshot(), watched.snapshot()
    assert (one.step, whole.finished) == (other.step, watched.finished)
    assert one.weights.tobytes() == other.weights.tobytes()
    assert one.change.tobytes() == other.change.tobytes()
    assert (one.train_loss, one.test_loss) == (other.train_loss, other.test_loss)


def test_the_seed_and_nothing_else_changes_the_first_weights() -> None:
    first = Run(RunConfig.of("addition")).snapshot().weights
    same = Run(RunConfig.of("addition", noise=1, l2=0.1, batch_size=3, optimizer="adam")).snapshot().weights
    other = Run(RunConfig.of("addition", seed=2)).snapshot().weights
    assert first.tobytes() == same.tobytes()
    assert first.tobytes() != other.tobytes()


def test_noise_is_in_the_training_answers_alone() -> None:
    clean, noisy = (Run(RunConfig.of("addition", noise=noise)).snapshot() for noise in (0, 2))
    assert clean.test_loss == noisy.test_loss
    assert clean.train_loss != noisy.train_loss


def test_the_first_snapshot_is_the_untrained_network() -> None:
    snapshot = Run(RunConfig.of("addition")).snapshot(run=7)
    assert (snapshot.run, snapshot.step, snapshot.progress) == (7, 0, 0)
    assert not snapshot.change.any()
    assert snapshot.weights.any()
    assert snapshot.typical_error > 1
    assert snapshot.history.shape == (1, 3)
    assert snapshot.history[0].tolist() == pytest.approx([0, snapshot.train_loss, snapshot.test_loss])


def test_the_change_is_what_the_last_step_added() -> None:
    run = Run(RunConfig.of("addition"))
    run.step(41)
    before = run.snapshot().weights
    run.step(1)
    after = run.snapshot()
    assert after.weights == pytest.approx(before + after.change)


def test_history_holds_each_point_once_and_stays_small() -> None:
    run = Run(RunConfig.of("addition"))
    points = []
    for n in (1, 5, 30, 500, 20_000):
        run.step(n)
        history = run.snapshot().history
        assert len(history) <= MOST_POINTS
        assert history[-1, 0] == run.steps
        points += history[:, 0].tolist()
    assert points == sorted(set(points))
    assert run.snapshot().history.shape == (0, 3)


def test_typical_error_is_in_sums() -> None:
    run = Run(RunConfig.of("addition"))
    run.step(300)
    snapshot = run.snapshot()
    errors = [answer.error for answer in answers(run.config, snapshot.weights, ADDITION.held_out)]
    assert snapshot.typical_error == pytest.approx(math.sqrt(np.mean(np.square(errors))), rel=1e-3)


def test_progress_never_goes_back_and_ends_at_one() -> None:
    run = Run(RunConfig.of("addition"))
    seen = [0.0]
    while not run.finished:
        run.step(500)
        seen.append(run.snapshot().progress)
    assert seen == sorted(seen)
    assert max(seen[:-1]) < 1
    assert seen[-1] == 1


def test_steps_left_is_of_the_right_size_half_way() -> None:
    run = Run(RunConfig.of("addition"))
    assert run.steps_left() is None
    run.step(8_000)
    left = run.steps_left()
    assert left is not None
    half_way = run.steps
    run.step(EVER)
    assert (run.steps - half_way) / 3 < left < (run.steps - half_way) * 3
    assert run.steps_left() == 0


def test_a_run_that_fails_ends_with_the_progress_of_where_it_stands() -> None:
    run = Run(RunConfig.of("addition", steps=400))
    run.step(200)
    reached = run.snapshot().progress
    run.learning_rate = 0.3  # too much: the error grows again
    run.step(20)
    assert run.snapshot().progress >= reached
    run.stop()
    assert run.snapshot().progress < reached
