"""Stand-ins that are handed in: a trainer without a process, and an assistant without pages."""

from __future__ import annotations

from collections.abc import Callable

from asistente.training.config import RunConfig
from asistente.training.events import Event, RunFinished, RunPaused, RunStarted, Snapshot, WorkerLost
from asistente.training.pace import Pace
from asistente.training.run import Run


class FakeTrainer:
    """Trains in the test's own thread, as many steps as the test asks for."""

    def __init__(self, on_event: Callable[[Event], None]) -> None:
        self.on_event = on_event
        self.calls: list[str] = []
        self.number = 0
        self.run: Run | None = None
        self.closed = False

    def prepare(self) -> None:
        self.calls.append("prepare")

    def start(self, config: RunConfig, pace: Pace) -> int:
        self.number += 1
        self.run = Run(config)
        self.calls.append(f"start {config.link()}")
        self.on_event(RunStarted(self.number, config))
        self.send()
        return self.number

    def advance(self, steps: int) -> None:
        """Train and send a snapshot; the end of the run too, where it is reached."""
        assert self.run is not None
        self.run.step(steps)
        if self.run.finished is not None:
            self.on_event(RunFinished(self.number, self.run.finished, self.snapshot()))
        else:
            self.send()

    def snapshot(self) -> Snapshot:
        assert self.run is not None
        return self.run.snapshot(self.number)

    def send(self) -> None:
        self.on_event(self.snapshot())

    def die(self) -> None:
        """As if the process had been killed."""
        self.on_event(WorkerLost(self.number, -9))

    def pause(self) -> None:
        self.calls.append("pause")
        self.on_event(RunPaused(self.number, True))

    def resume(self) -> None:
        self.calls.append("resume")
        self.on_event(RunPaused(self.number, False))

    def step(self, n: int = 1) -> None:
        self.calls.append(f"step {n}")
        self.advance(n)
        self.on_event(RunPaused(self.number, True))

    def set_pace(self, pace: Pace) -> None:
        self.calls.append(f"pace {pace.steps_per_second}")

    def stop(self) -> None:
        self.calls.append("stop")
        self.on_event(RunFinished(self.number, "stopped", self.snapshot()))

    def close(self) -> None:
        self.closed = True
