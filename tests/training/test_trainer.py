"""The worker process, for real: steering it, killing it, leaving it behind."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, SimpleQueue

import pytest

from asistente.training.config import RunConfig
from asistente.training.demos import DEMOS
from asistente.training.events import (
    Event,
    Noticed,
    RateChanged,
    RunFinished,
    RunPaused,
    RunRefused,
    RunStarted,
    Snapshot,
    WorkerLost,
)
from asistente.training.model import answers
from asistente.training.pace import FULL, SHOW, Pace, StepOf
from asistente.training.parameters import ConfigError
from asistente.training.run import Run
from asistente.training.trainer import Trainer

PATIENCE = 20.0
"""Seconds that a test waits for news before it fails; they come within milliseconds."""
ENDLESS = RunConfig.of("addition", init="zero", steps=100_000_000)
SLOW = Pace(1)


class Listener:
    """A trainer and the news that has come from it."""

    def __init__(self) -> None:
        self.news: SimpleQueue[Event] = SimpleQueue()
        self.trainer = Trainer(self.news.put)

    def until(self, wanted: Callable[[Event], bool]) -> list[Event]:
        """All news up to the first that is wanted."""
        heard: list[Event] = []
        while not heard or not wanted(heard[-1]):
            heard.append(self.news.get(timeout=PATIENCE))
        return heard

    def until_a(self, kind: type[Event]) -> list[Event]:
        return self.until(lambda event: isinstance(event, kind))

    def quiet(self, seconds: float = 0.15) -> bool:
        """Whether nothing comes for so long."""
        try:
            self.news.get(timeout=seconds)
        except Empty:
            return True
        return False


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.trainer.close()


def is_running(pid: int) -> bool:
    """Whether a process is there and not a zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until_gone(pid: int) -> bool:
    end = time.monotonic() + PATIENCE
    while is_running(pid) and time.monotonic() < end:
        time.sleep(0.01)
    return not is_running(pid)


def snapshots(events: list[Event]) -> list[Snapshot]:
    return [event for event in events if isinstance(event, Snapshot)]


def lost_of(listener: Listener) -> tuple[int, int | None]:
    """The run and the exit status of the next loss."""
    lost = listener.until_a(WorkerLost)[-1]
    assert isinstance(lost, WorkerLost)
    return lost.run, lost.exit_status


def test_a_run_from_start_to_end(listener: Listener) -> None:
    number = listener.trainer.start(RunConfig.of("addition"), FULL)
    events = listener.until_a(RunFinished)
    assert number == 1
    first, second, last = events[0], events[1], events[-1]
    assert isinstance(first, RunStarted)
    assert first.config == RunConfig.of("addition")
    assert isinstance(second, Snapshot)
    assert second.step == 0
    assert isinstance(last, RunFinished)
    assert last.reason == "learnt"
    assert {event.run for event in events} == {1}
    # the worker's run is the same as one made here, bit for bit
    here = Run(RunConfig.of("addition"))
    here.step(10**9)
    assert last.snapshot.weights.tobytes() == here.snapshot().weights.tobytes()
    told = snapshots(events)
    assert told[-1].step == last.snapshot.step == here.steps
    assert told[-1].progress == 1
    assert len(last.snapshot.history) == 0  # told already, by the last snapshot
    assert answers(here.config, last.snapshot.weights)[0].correct
    assert listener.quiet()


def test_runs_are_numbered_and_one_replaces_another(listener: Listener) -> None:
    assert listener.trainer.start(ENDLESS, FULL) == 1
    listener.until_a(Snapshot)
    pid = listener.trainer.pid
    assert listener.trainer.start(RunConfig.of("addition", steps=20), FULL) == 2
    events = listener.until(lambda event: event.run == 2)
    events = listener.until_a(RunFinished)
    assert {event.run for event in events} == {2}
    assert listener.trainer.pid == pid
    assert listener.quiet()


def test_pausing_stepping_and_going_on(listener: Listener) -> None:
    listener.trainer.start(ENDLESS, FULL)
    listener.until_a(Snapshot)
    listener.trainer.pause()
    events = listener.until_a(RunPaused)
    stands_at = snapshots(events)[-1].step
    assert listener.quiet()
    listener.trainer.step()
    assert snapshots(listener.until_a(Snapshot))[-1].step == stands_at + 1
    listener.trainer.step(5_000)
    last = snapshots(listener.until(lambda e: isinstance(e, Snapshot) and e.step >= stands_at + 5_001))[-1]
    assert last.step == stands_at + 5_001
    assert listener.quiet()
    listener.trainer.resume()
    listener.until(lambda e: isinstance(e, RunPaused) and not e.paused)
    listener.until(lambda e: isinstance(e, Snapshot) and e.step > last.step)


def test_a_step_pauses_a_run_first(listener: Listener) -> None:
    listener.trainer.start(ENDLESS, SLOW)
    listener.until_a(Snapshot)
    listener.trainer.step(3)
    listener.until(lambda e: isinstance(e, RunPaused) and e.paused)
    assert snapshots(listener.until_a(Snapshot))[-1].step in (3, 4)


@pytest.mark.parametrize("asked", ["pause", "step", "stop", "set_pace", "start"])
def test_a_sleeping_worker_hears_at_once(listener: Listener, asked: str) -> None:
    """At a step in a thousand seconds it would otherwise wake up long after this test has failed."""
    listener.trainer.start(ENDLESS, Pace(0.001))
    listener.until_a(Snapshot)
    match asked:
        case "pause":
            listener.trainer.pause()
            listener.until_a(RunPaused)
        case "step":
            listener.trainer.step()
            listener.until(lambda e: isinstance(e, Snapshot) and e.step == 1)
        case "stop":
            listener.trainer.stop()
            listener.until_a(RunFinished)
        case "set_pace":
            listener.trainer.set_pace(FULL)
            listener.until(lambda e: isinstance(e, Snapshot) and e.step > 10)
        case "start":
            listener.trainer.start(RunConfig.of("addition", steps=3), FULL)
            listener.until(lambda e: isinstance(e, RunFinished) and e.run == 2)


def test_stopping_keeps_what_was_reached(listener: Listener) -> None:
    listener.trainer.start(ENDLESS, FULL)
    reached = snapshots(listener.until(lambda e: isinstance(e, Snapshot) and e.step > 0))[-1].step
    listener.trainer.stop()
    last = listener.until_a(RunFinished)[-1]
    assert isinstance(last, RunFinished)
    assert last.reason == "stopped"
    assert last.snapshot.step >= reached


def test_a_paused_worker_uses_no_processor(listener: Listener) -> None:
    listener.trainer.start(ENDLESS, FULL)
    listener.until_a(Snapshot)
    listener.trainer.pause()
    listener.until_a(RunPaused)

    def used() -> int:
        fields = Path(f"/proc/{listener.trainer.pid}/stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])

    before = used()
    time.sleep(0.3)
    assert used() - before <= 1  # hundredths of a second


def test_divergence_is_told_with_finite_weights(listener: Listener) -> None:
    listener.trainer.start(RunConfig.of("addition", learning_rate=5), SHOW)
    last = listener.until_a(RunFinished)[-1]
    assert isinstance(last, RunFinished)
    assert last.reason == "diverged"
    assert abs(last.snapshot.weights).max() < 1e30


def test_steering_nothing_does_nothing(listener: Listener) -> None:
    trainer = listener.trainer
    for ask in (trainer.pause, trainer.resume, trainer.step, trainer.stop):
        ask()
    trainer.set_pace(FULL)
    assert trainer.pid is None
    trainer.start(RunConfig.of("addition", steps=1), FULL)
    listener.until_a(RunFinished)
    for ask in (trainer.pause, trainer.resume, trainer.step, trainer.stop):
        ask()
    assert listener.quiet()


def test_a_killed_worker_is_told_and_replaced_again_and_again(listener: Listener) -> None:
    chance = random.Random(7)
    paces = (FULL, Pace(100), SHOW, SLOW)
    for turn in range(50):
        number = listener.trainer.start(ENDLESS, chance.choice(paces))
        if chance.random() < 0.3:
            listener.trainer.pause()
        pid = listener.trainer.pid
        assert pid is not None
        # most while it still starts: that takes about 0.2 s
        time.sleep(chance.uniform(0, 0.25) if turn % 3 == 0 else chance.uniform(0, 0.02))
        os.kill(pid, signal.SIGKILL)
        assert lost_of(listener) == (number, -signal.SIGKILL), turn
        assert not is_running(pid)
    number = listener.trainer.start(RunConfig.of("addition", steps=10), FULL)
    last = listener.until_a(RunFinished)[-1]
    assert last.run == number == 51


def test_a_start_right_after_a_kill_is_not_lost(listener: Listener) -> None:
    for _ in range(5):
        listener.trainer.prepare()
        pid = listener.trainer.pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        number = listener.trainer.start(RunConfig.of("addition", steps=10), FULL)
        last = listener.until(
            lambda e, n=number: isinstance(e, (RunFinished, WorkerLost)) and e.run == n  # type: ignore[misc]
        )[-1]
        if isinstance(last, WorkerLost):  # it was told; trying again works
            listener.trainer.start(RunConfig.of("addition", steps=10), FULL)
            listener.until_a(RunFinished)


def test_an_idle_worker_that_dies_is_told_as_of_no_run(listener: Listener) -> None:
    listener.trainer.start(RunConfig.of("addition", steps=1), FULL)
    listener.until_a(RunFinished)
    pid = listener.trainer.pid
    assert pid is not None
    os.kill(pid, signal.SIGTERM)
    assert lost_of(listener) == (0, -signal.SIGTERM)


def test_the_worker_ignores_ctrl_c(listener: Listener) -> None:
    listener.trainer.start(ENDLESS, FULL)
    listener.until_a(Snapshot)
    pid = listener.trainer.pid
    assert pid is not None
    os.kill(pid, signal.SIGINT)
    step = snapshots(listener.until_a(Snapshot))[-1].step
    listener.until(lambda e: isinstance(e, Snapshot) and e.step > step)
    assert listener.trainer.pid == pid
    assert os.getsid(pid) != os.getsid(0)  # nor does the terminal's closing reach it


@pytest.mark.parametrize("paused", [False, True])
def test_closing_leaves_no_process_and_no_thread(paused: bool) -> None:
    before = threading.active_count()
    listener = Listener()
    listener.trainer.start(ENDLESS, FULL)
    listener.until_a(Snapshot)
    pid = listener.trainer.pid
    assert pid is not None
    if paused:
        os.kill(pid, signal.SIGSTOP)  # cannot end by itself
    listener.trainer.close()
    assert not is_running(pid)
    assert threading.active_count() == before
    listener.trainer.close()
    listener.trainer.pause()
    with pytest.raises(RuntimeError):
        listener.trainer.start(ENDLESS)


def test_nothing_is_told_after_closing() -> None:
    listener = Listener()
    listener.trainer.start(ENDLESS, FULL)
    listener.until_a(Snapshot)
    listener.trainer.close()
    while not listener.quiet(0.01):
        pass
    assert listener.quiet()


def test_a_listener_that_fails_still_hears_the_rest(caplog: pytest.LogCaptureFixture) -> None:
    heard: SimpleQueue[Event] = SimpleQueue()

    def fail_once(event: Event) -> None:
        heard.put(event)
        if isinstance(event, RunStarted):
            raise ValueError("as a screen that is being closed may do")

    trainer = Trainer(fail_once)
    trainer.start(RunConfig.of("addition", steps=1), FULL)
    while not isinstance(heard.get(timeout=PATIENCE), RunFinished):
        pass
    trainer.close()
    assert "could not be told" in caplog.text


def test_the_worker_ends_when_its_parent_is_killed() -> None:
    parent = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, time\n"
            "from asistente.training.config import RunConfig\n"
            "from asistente.training.pace import FULL\n"
            "from asistente.training.trainer import Trainer\n"
            "trainer = Trainer(lambda event: None)\n"
            "trainer.start(RunConfig.of('addition', init='zero', steps=10**8), FULL)\n"
            "print(trainer.pid, flush=True)\n"
            "time.sleep(60)\n",
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert parent.stdout is not None
    with parent.stdout:
        pid = int(parent.stdout.readline())
    assert is_running(pid)
    parent.kill()
    parent.wait()
    assert wait_until_gone(pid)


def test_a_trainer_that_is_forgotten_does_not_keep_python_from_ending() -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-W",
            "error",
            "-c",
            "from asistente.training.trainer import Trainer\n"
            "trainer = Trainer(print)\n"
            "trainer.prepare()\n"
            "print(trainer.pid)\n",
        ],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=True,
    )
    assert wait_until_gone(int(done.stdout))


def test_the_learning_rate_changes_live_and_is_told(listener: Listener) -> None:
    listener.trainer.start(ENDLESS, FULL)
    listener.until_a(Snapshot)
    listener.trainer.set_learning_rate("0,001")
    changed = listener.until_a(RateChanged)[-1]
    assert isinstance(changed, RateChanged)
    assert changed.learning_rate == 0.001
    with pytest.raises(ConfigError):
        listener.trainer.set_learning_rate(-1)


@pytest.mark.parametrize(("of", "steps"), [("sample", 2), ("batch", 2), ("epoch", 12)])
def test_steps_of_each_size(listener: Listener, of: StepOf, steps: int) -> None:
    listener.trainer.start(ENDLESS, Pace(0.001))
    listener.until_a(Snapshot)
    listener.trainer.step(2, of)
    assert snapshots(listener.until(lambda e: isinstance(e, Snapshot) and e.step >= steps))[-1].step == steps
    assert listener.quiet()


@pytest.mark.parametrize("name", [name for name in DEMOS if name != "addition"])
def test_every_demo_trains_in_the_worker(listener: Listener, name: str) -> None:
    config = RunConfig.of(name, steps=50)
    listener.trainer.start(config, FULL)
    last = listener.until_a(RunFinished)[-1]
    assert isinstance(last, RunFinished)
    here = Run(config)
    here.step(50)
    assert last.snapshot.weights.tobytes() == here.snapshot().weights.tobytes()


def test_a_table_trains_in_the_worker(listener: Listener, tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text("x,y\n" + "".join(f"{x},{x * 1.5}\n" for x in range(50)))
    listener.trainer.start(RunConfig.of("csv", file=str(file), target="y", steps=50), FULL)
    assert isinstance(listener.until_a(RunFinished)[-1], RunFinished)


@pytest.mark.parametrize(("then", "code"), [("gone", "csv_missing"), ("changed", "csv_changed")])
def test_a_table_that_changed_since_the_run_was_described_is_refused(
    listener: Listener, tmp_path: Path, then: str, code: str
) -> None:
    file = tmp_path / "table.csv"
    file.write_text("x,y\n" + "".join(f"{x},{x * 1.5}\n" for x in range(50)))
    config = RunConfig.of("csv", file=str(file), target="y", steps=50)
    if then == "gone":
        file.unlink()
    else:
        file.write_text("x,z,y\n" + "".join(f"{x},{x % 7},{x * 2.5}\n" for x in range(60)))
    number = listener.trainer.start(config, FULL)
    refused = listener.until_a(RunRefused)[-1]
    assert isinstance(refused, RunRefused)
    assert (refused.run, refused.code) == (number, f"config.{code}")
    listener.trainer.start(RunConfig.of("xor"), FULL)  # the same worker goes on
    assert isinstance(listener.until_a(RunFinished)[-1], RunFinished)


def test_what_is_noticed_is_told_once(listener: Listener) -> None:
    listener.trainer.start(RunConfig.of("addition", steps=1_000), FULL)
    signs = [event.sign for event in listener.until_a(RunFinished) if isinstance(event, Noticed)]
    here = Run(RunConfig.of("addition", steps=1_000))
    here.step(10**9)
    assert signs == here.take_signs() != []
