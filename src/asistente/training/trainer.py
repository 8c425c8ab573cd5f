"""What the app holds: it starts runs in the worker process, steers them, and passes their news on."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import get_args

from asistente.training.begun import Begun
from asistente.training.config import RunConfig
from asistente.training.events import Event, RunFinished, RunRefused, WorkerLost
from asistente.training.pace import SHOW, Pace, StepOf
from asistente.training.parameters import PARAMETERS
from asistente.training.process import WorkerProcess

_EVENTS = get_args(Event)


class Trainer:
    """One run at a time, in a process of its own. Methods return at once; news comes by `on_event`.

    `on_event` is called on a thread of the trainer's. Steering a run that has ended, or none, does nothing.
    """

    def __init__(self, on_event: Callable[[Event], None]) -> None:
        self._on_event = on_event
        self._lock = threading.RLock()
        self._process: WorkerProcess | None = None
        self._number = 0
        self._running = 0
        """Number of the run that has not finished; 0 for none."""
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The number of the process that trains; None while there is none."""
        with self._lock:
            return self._process.pid if self._process else None

    def prepare(self) -> None:
        """Start the process ahead of need, so that the first run begins without waiting."""
        with self._lock:
            self._ready()

    def start(self, config: RunConfig, pace: Pace = SHOW, begun: Begun | None = None) -> int:
        """Begin a run, in place of the one that may be running. Returns its number, from 1.

        `begun`: the weights to go on from.
        """
        with self._lock:
            self._number += 1
            self._running = self._number
            command = ("start", self._number, config, pace, begun)
            if not self._ready().send(command):  # it has died unnoticed
                self._process = None
                self._ready().send(command)
            return self._number

    def pause(self) -> None:
        """Let the run stand still."""
        self._tell("pause")

    def resume(self) -> None:
        """Let it go on."""
        self._tell("resume")

    def step(self, n: int = 1, of: StepOf = "batch") -> None:
        """Do `n` steps and stand still; a run that is not paused is paused first.

        `of`: a step by the next example alone, by a mini-batch, or all those to the end of the epoch.
        """
        self._tell("step", n, of)

    def set_learning_rate(self, value: object) -> None:
        """Go on with this learning rate, told back as `RateChanged`. ConfigError: no valid one."""
        self._tell("set_learning_rate", PARAMETERS["learning_rate"].read(value))

    def set_pace(self, pace: Pace) -> None:
        """Go on at this pace."""
        self._tell("set_pace", pace)

    def stop(self) -> None:
        """End the run here; it finishes with the reason `stopped`."""
        self._tell("stop")

    def close(self) -> None:
        """End the process and leave nothing behind. Nothing is reported any more."""
        with self._lock:
            self._closed = True
            process, self._process = self._process, None
        if process:  # not under the lock: its thread may be waiting for it
            process.close()

    def _ready(self) -> WorkerProcess:
        if self._closed:
            raise RuntimeError("the trainer is closed")
        if self._process is None or not self._process.alive:
            self._process = WorkerProcess(self._heard, self._ended)
        return self._process

    def _tell(self, *command: object) -> None:
        with self._lock:
            if self._process and self._running:
                self._process.send(command)

    def _heard(self, process: WorkerProcess, message: object) -> None:
        if not isinstance(message, _EVENTS):
            return
        with self._lock:
            if self._closed or process is not self._process or message.run != self._number:
                return  # of a run that has been replaced
            if isinstance(message, RunFinished | RunRefused):
                self._running = 0
        self._on_event(message)

    def _ended(self, process: WorkerProcess, status: int | None) -> None:
        with self._lock:
            if self._closed or process is not self._process:
                return
            self._process = None
            lost, self._running = self._running, 0
        self._on_event(WorkerLost(lost, status))
