"""A bound on how often a run is drawn, however often it has news."""

from __future__ import annotations

from collections.abc import Callable

from textual.message_pump import MessagePump

FRAME = 1 / 12
"""Seconds between two pictures. A pane of 60 x 38 cells costs about 12 ms of Textual's time."""


class Frames:
    """Draws at once when something changes, then not before a frame has passed; nothing is lost."""

    def __init__(self, owner: MessagePump, draw: Callable[[], None], every: float = FRAME) -> None:
        self._owner, self._draw, self._every = owner, draw, every
        self._waits = self._changed = False

    def request(self) -> None:
        """Something has changed."""
        if self._waits:
            self._changed = True
            return
        self._waits = True
        self._owner.set_timer(self._every, self._next)
        self._draw()

    def _next(self) -> None:
        self._waits = False
        if self._changed:
            self._changed = False
            self.request()
