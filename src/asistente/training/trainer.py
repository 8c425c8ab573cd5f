"""What the app holds: it starts runs in the worker process, steers them, and passes their news on."""

from __future__ import annotations

from collections.abc import Callable

from asistente.training.config import RunConfig
from asistente.training.events import Event
from asistente.training.pace import SHOW, Pace


class Trainer:
    """One run at a time, in a process of its own. Every method returns at once; news comes by `on_event`."""

    def __init__(self, on_event: Callable[[Event], None]) -> None:
        self._on_event = on_event

    def prepare(self) -> None:
        """Start the process ahead of need, so that the first run begins without waiting."""

    def start(self, config: RunConfig, pace: Pace = SHOW) -> int:
        """Begin a run, in place of the one that may be running. Returns its number, from 1."""
        raise NotImplementedError

    def pause(self) -> None:
        """Let the run stand still."""

    def resume(self) -> None:
        """Let it go on."""

    def step(self, n: int = 1) -> None:
        """Do `n` steps and stand still; a run that is not paused is paused first."""

    def set_pace(self, pace: Pace) -> None:
        """Go on at this pace."""

    def stop(self) -> None:
        """End the run here; it finishes with the reason `stopped`."""

    def close(self) -> None:
        """End the process and leave nothing behind. Nothing is reported any more."""
