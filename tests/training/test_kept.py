"""Snapshots kept at growing intervals, and going back to them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from asistente.training.config import RunConfig
from asistente.training.events import Snapshot
from asistente.training.kept import LEAST, MOST_BYTES, Kept
from asistente.training.record import RunRecord
from asistente.training.run import Run


def taken(steps: list[int], demo: str = "xor", **given: object) -> tuple[RunRecord, list[Snapshot]]:
    config = RunConfig.of(demo, **given)
    run, record = Run(config), RunRecord(1, config, "running")
    snapshots = []
    for step in steps:
        run.step(step - run.steps)
        snapshots.append(run.snapshot(1))
        record.apply(snapshots[-1])
    return record, snapshots


def test_the_first_steps_are_kept_closely_and_later_ones_ever_farther_apart() -> None:
    kept = Kept()
    config = RunConfig.of("xor", steps=100_000)
    snapshot = Run(config).snapshot(1)
    for step in range(20_000):
        kept.add(replace(snapshot, step=step))
    steps = kept.steps
    assert steps[:20] == list(range(20))
    assert len(steps) < 250
    assert all(after <= before * 1.05 + 1 for before, after in pairwise(steps))


def test_large_networks_keep_fewer_and_stay_within_the_memory() -> None:
    snapshot = Run(RunConfig.of("digits", hidden="256,256")).snapshot(1)
    kept = Kept()
    for step in range(400):
        kept.add(replace(snapshot, step=step))
        size = len(kept) * (snapshot.weights.nbytes + snapshot.change.nbytes)
        assert size <= MOST_BYTES or len(kept) <= LEAST
    assert kept.steps[0] == 0
    assert len(kept) > 10


def test_one_goes_back_to_the_last_that_was_kept() -> None:
    record, snapshots = taken([0, 1, 5, 20, 100])
    assert record.shown is snapshots[-1]
    assert record.look_back(30)
    assert record.seen is not None
    assert record.seen.step == 20
    assert (record.seen.weights == snapshots[3].weights).all()
    assert record.looks_back
    record.travel(forward=False)
    assert record.shown is not None
    assert record.shown.step == 5
    record.travel(forward=True)
    record.travel(forward=True)
    assert not record.looks_back, "the last one is the present"
    assert record.shown is snapshots[-1]


def test_before_the_first_and_after_the_last_there_is_nothing() -> None:
    record, snapshots = taken([0, 10])
    record.travel(forward=True)
    assert not record.looks_back
    for _ in range(3):
        record.travel(forward=False)
    assert record.shown is not None
    assert record.shown.step == 0
    record.look_back(10_000)
    assert not record.looks_back
    record.look_back(None)
    assert record.shown is snapshots[-1]
    assert not RunRecord(1, RunConfig.of("xor")).look_back(3)


def test_the_run_goes_on_while_one_looks_back() -> None:
    record, _ = taken([0, 10, 50])
    record.look_back(0)
    more, snapshots = taken([0, 10, 50, 60])
    record.apply(snapshots[-1])
    assert record.snapshot is not None
    assert record.snapshot.step == 60
    assert record.shown is not None
    assert record.shown.step == 0
    assert more.kept.steps == record.kept.steps
