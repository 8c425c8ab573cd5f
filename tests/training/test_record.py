from __future__ import annotations

import numpy as np

from asistente.training.config import RunConfig
from asistente.training.events import RunFinished, RunPaused, RunStarted, WorkerLost
from asistente.training.record import MOST_POINTS, RunRecord, thin
from asistente.training.run import Run


def test_news_add_up_to_the_state_of_the_run() -> None:
    config = RunConfig.of("addition")
    run = Run(config)
    record = RunRecord(3, config)
    states = [record.state]
    assert record.apply(RunStarted(3, config))
    assert record.apply(run.snapshot(3))
    run.step(500)
    assert record.apply(run.snapshot(3))
    assert record.snapshot is not None and record.snapshot.step == 500
    assert record.history[0, 0] == 0 and record.history[-1, 0] == 500
    record.apply(RunPaused(3, True))
    states.append(record.state)
    record.apply(RunPaused(3, False))
    states.append(record.state)
    assert record.active
    record.apply(RunFinished(3, "stopped", run.snapshot(3)))
    assert [*states, record.state] == ["starting", "paused", "running", "finished"]
    assert record.reason == "stopped" and not record.active


def test_news_of_another_run_are_dropped() -> None:
    config = RunConfig.of("addition")
    record = RunRecord(2, config)
    assert not record.apply(RunStarted(1, config))
    assert not record.apply(Run(config).snapshot(1))
    assert record.snapshot is None and record.state == "starting"


def test_a_lost_worker_ends_the_run() -> None:
    record = RunRecord(1, RunConfig.of("addition"))
    record.apply(WorkerLost(1, -9))
    assert record.state == "lost" and not record.active


def test_thinning_halves_the_points_and_keeps_spikes_and_order() -> None:
    history = np.zeros((1000, 3), dtype=np.float32)
    history[:, 0] = np.arange(1000)
    history[:, 1] = 1.0
    history[501, 1] = 99.0
    history[707, 1] = 0.01
    fewer = thin(history)
    assert len(fewer) == 500
    assert fewer[:, 1].max() == 99.0
    assert fewer[:, 1].min() == np.float32(0.01)
    assert (np.diff(fewer[:, 0]) > 0).all()


def test_a_very_long_run_stays_small_in_memory() -> None:
    config = RunConfig.of("addition")
    run = Run(config)
    record = RunRecord(1, config)
    first = run.snapshot(1)
    from dataclasses import replace

    for start in range(0, 10 * MOST_POINTS, 1000):
        chunk = np.ones((1000, 3), dtype=np.float32)
        chunk[:, 0] = np.arange(start, start + 1000)
        record.apply(replace(first, history=chunk))
    assert MOST_POINTS / 2 <= len(record.history) <= MOST_POINTS
    assert record.history[-1, 0] == 10 * MOST_POINTS - 1
