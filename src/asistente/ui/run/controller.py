"""What the app knows of its run: it steers the trainer, keeps the record, and widgets only look.

Nothing of a run is loaded before there is one: a first screen needs no trainer, and no record.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from asistente.assistant.run_view import RunView, State
    from asistente.training.begun import Begun
    from asistente.training.config import RunConfig
    from asistente.training.events import Event
    from asistente.training.pace import Pace, StepOf
    from asistente.training.record import RunRecord
    from asistente.training.saved import SavedNetwork

LOWEST, HIGHEST = 1e-9, 1_000.0
"""Learning rates that halving and doubling stop at: below the one nothing moves, above the other none is."""
PATIENCE = 2.0
"""Seconds that the first snapshot of a run may take before it is spoken of as if there were none."""
NEEDED = ("asistente.training.trainer", "asistente.training.record", "asistente.assistant.run_view")


class TrainerLike(Protocol):
    """What the controller needs of a trainer; tests hand in a fake."""

    def prepare(self) -> None:
        """Start the process ahead of need."""

    def start(self, config: RunConfig, pace: Pace, begun: Begun | None = None) -> int:
        """Begin a run, or go on from weights, and return its number."""

    def pause(self) -> None:
        """Let the run stand still."""

    def resume(self) -> None:
        """Let it go on."""

    def step(self, n: int = 1, of: StepOf = "batch") -> None:
        """Do `n` steps and stand still."""

    def set_learning_rate(self, value: object) -> None:
        """Go on with this learning rate; ConfigError: no valid one."""

    def set_pace(self, pace: Pace) -> None:
        """Go on at this pace."""

    def stop(self) -> None:
        """End the run."""

    def close(self) -> None:
        """End the process."""


class RunController:
    """One run at a time. `make_trainer` gets the function that takes events, from any thread."""

    def __init__(
        self, make_trainer: Callable[[Callable[[Event], None]], TrainerLike], on_news: Callable[[], None]
    ) -> None:
        self._waiting: deque[Event] = deque()
        self._on_news = on_news
        self._make_trainer = make_trainer
        self.record: RunRecord | None = None
        self._pace: Pace | None = None

    @cached_property
    def trainer(self) -> TrainerLike:
        """Who trains, from the first time it is needed."""
        return self._make_trainer(self._receive)

    async def prepare(self) -> None:
        """Load what a run needs, away from the event loop, and start the process ahead of need."""
        for module in NEEDED:
            await asyncio.to_thread(import_module, module)
        self.trainer.prepare()

    def close(self) -> None:
        """End the process, if there is one."""
        if "trainer" in self.__dict__:
            self.trainer.close()

    def _receive(self, event: Event) -> None:
        """Runs on the trainer's thread: keep the event and tell the screen, nothing else."""
        self._waiting.append(event)
        self._on_news()

    def take_news(self) -> list[Event]:
        """Apply what has come; returns the events that were of the present run."""
        taken = []
        while self._waiting:
            event = self._waiting.popleft()
            if self.record is not None and self.record.apply(event):
                taken.append(event)
        return taken

    def start(self, config: RunConfig, beside: bool = False) -> None:
        """Begin a run in place of the one before, at the pace at which it can be watched.

        `beside`: the one before is shown with it.
        """
        from asistente.training.pace import SHOW
        from asistente.training.record import RunRecord

        self._pace = SHOW
        # News may come before `start` returns; it waits in the queue until the record is there.
        before = self.record
        self.record = RunRecord(self.trainer.start(config, SHOW), config)
        self._remember(before, beside)

    def show_saved(self, saved: SavedNetwork) -> None:
        """Put a network from a file in place of the run, which ends."""
        from asistente.training.record import RunRecord

        before = self.record
        if before is not None and before.active:
            self.trainer.stop()  # its news come to nobody
        self.record = RunRecord.of_saved(saved)
        self._remember(before)

    def go_on(self) -> bool:
        """Train on with the weights of a run that has ended; False where there is none that can."""
        record = self.record
        if record is None or record.snapshot is None or not record.can_go_on:
            return False
        from asistente.training.begun import Begun, going_on
        from asistente.training.pace import SHOW

        self._pace = SHOW
        step = record.snapshot.step
        config = replace(going_on(record.config, step), learning_rate=record.rate)
        number = self.trainer.start(config, SHOW, Begun(record.snapshot.weights, step))
        self.record = record.continued(number, config)
        self._remember(record.before)
        return True

    def _remember(self, before: RunRecord | None, beside: bool = False) -> None:
        """Keep the run before with this one."""
        if before is not None and before.snapshot is not None and self.record is not None:
            before.before = None  # only the last two are kept
            self.record.before, self.record.beside = before, beside

    def press(self, control: str) -> bool:
        """Use a control by its name; False where it needs a run and there is none."""
        record = self.record
        if record is None or not (record.active or control == "reset"):
            return False
        record.look_back(None)  # what is done, is done now
        match control:
            case "pause":
                # The state changes at once, not with the news of it: a second press must mean the opposite.
                paused = record.state == "paused"
                (self.trainer.resume if paused else self.trainer.pause)()
                record.state = "running" if paused else "paused"
            case "step":
                self.trainer.step()
            case "sample" | "epoch":
                self.trainer.step(1, control)
            case "rate_half" | "rate_double":
                self.set_rate(scaled(record.rate, 0.5 if control == "rate_half" else 2.0))
            case "slower" | "faster" | "max":
                self._change_pace(control, record)
            case "reset":
                self.start(record.config)
            case "stop":
                self.trainer.stop()
            case _:
                raise ValueError(f"no such control: {control}")
        return True

    def look_back(self, step: int | None) -> bool:
        """Look at the run as it was at a step; None: as it is now. False where nothing of it was kept."""
        return self.record is not None and self.record.look_back(step)

    def travel(self, forward: bool) -> None:
        """One kept snapshot back, or forward."""
        if self.record is not None:
            self.record.travel(forward)

    def step(self, n: int, of: StepOf) -> None:
        """So many steps, of a kind, of a run that goes on."""
        if self.record is not None:
            self.record.look_back(None)
        if self.record is not None and self.record.active:
            self.trainer.step(n, of)

    def set_rate(self, value: object) -> None:
        """Another learning rate for a run that goes on. Raises ConfigError where it is no valid one."""
        if self.record is not None and self.record.active:
            from asistente.training.parameters import PARAMETERS

            rate = PARAMETERS["learning_rate"].read(value)
            assert isinstance(rate, float)
            self.trainer.set_learning_rate(rate)
            # At once, not with the news of it: pressed twice, it is halved twice.
            self.record.learning_rate = rate

    def _change_pace(self, control: str, record: RunRecord) -> None:
        from asistente.training.pace import FULL, SHOW

        rate = record.snapshot.steps_per_second if record.snapshot is not None else None
        now = self._pace or SHOW
        if control == "max":
            self._pace = FULL
        else:
            self._pace = now.faster(rate) if control == "faster" else now.slower(rate)
        self.trainer.set_pace(self._pace)

    async def settled_view(self) -> RunView | None:
        """As `view`; of a run that has only just been asked for, once its first snapshot is there.

        Not for a handler of messages: the news that is waited for comes as one.
        """
        for _ in range(round(PATIENCE / 0.02)):
            if self.record is None or self.record.snapshot is not None or not self.record.active:
                break
            await asyncio.sleep(0.02)
        return self.view()

    def view(self) -> RunView | None:
        """The run as the assistant may speak of it; None before its first snapshot."""
        return None if self.record is None else view_of(self.record)


def view_of(record: RunRecord) -> RunView | None:
    """A run as the assistant may speak of it, with the one before; None before its first snapshot.

    Where one has gone back in time, it is the run of then: nothing of what came later.
    """
    from asistente.assistant.run_view import RunView

    shown = record.shown
    if shown is None:
        return None
    state: State = "paused" if record.state == "paused" else "running" if record.active else "finished"
    back = record.looks_back
    history = record.history
    return RunView(
        record.config,
        shown,
        state,
        record.reason,
        record.learning_rate,
        record.step_rate,
        history[history[:, 0] <= shown.step] if back else history,
        tuple(sign for sign in record.signs if not back or sign.step <= shown.step),
        None if record.before is None else view_of(record.before),
        back,
    )


def scaled(rate: float, times: float) -> float:
    """So many times a rate, in six figures and within what a run accepts."""
    return min(max(float(f"{rate * times:.6g}"), LOWEST), HIGHEST)
