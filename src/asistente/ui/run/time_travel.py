"""Back in a run's time, forward again, and the whole of it as a film."""

from __future__ import annotations

from collections.abc import Callable

from textual.message_pump import MessagePump
from textual.timer import Timer

from asistente.ui.run.controller import RunController

FILM = 12.0
"""Seconds that a run takes as a film."""
FRAME = 1 / 12


class TimeTravel:
    """Moves through the snapshots that were kept. The run itself goes on meanwhile."""

    def __init__(self, owner: MessagePump, runs: RunController, draw: Callable[[], None]) -> None:
        self._owner, self._runs, self._draw = owner, runs, draw
        self._film: Timer | None = None

    def look_back(self, step: int | None) -> bool:
        """Show the run as it was at a step; None: as it is. False where nothing of it was kept."""
        self._stop()
        found = self._runs.look_back(step)
        self._draw()
        return found

    def travel(self, forward: bool) -> None:
        """One kept snapshot back, or forward."""
        self._stop()
        self._runs.travel(forward)
        self._draw()

    def film(self) -> None:
        """Show the run from its beginning to the present, in about `FILM` seconds."""
        record = self._runs.record
        if self.look_back(0) and record is not None and record.looks_back:
            apart = max(FRAME, FILM / len(record.kept))
            self._film = self._owner.set_interval(apart, self._next_frame)

    def _next_frame(self) -> None:
        record = self._runs.record
        if record is None or not record.looks_back:
            self._stop()
            return
        for _ in range(max(1, round(len(record.kept) * FRAME / FILM))):
            self._runs.travel(forward=True)
        self._draw()

    def _stop(self) -> None:
        if self._film is not None:
            self._film.stop()
            self._film = None
