"""A bound on how often a run is drawn, however often it has news."""

from __future__ import annotations

from collections.abc import Callable

from textual.message_pump import MessagePump

FRAME = 1 / 12
"""Seconds between two pictures."""


class Frames:
    """Draws at once when something changes, then not before a frame has passed; nothing is lost.

    `grace`: seconds that it then waits for another change, so that it is painted together with what draws
    more often. Each paint costs, however little it paints.
    """

    def __init__(
        self, owner: MessagePump, draw: Callable[[], None], every: float = FRAME, grace: float = 0.0
    ) -> None:
        self._owner, self._draw, self._every, self._grace = owner, draw, every, grace
        self._waits = self._changed = False

    def request(self) -> None:
        """Something has changed."""
        if self._waits:
            self._changed = True
            return
        self._waits, self._changed = True, False
        self._owner.set_timer(self._every, self._next)
        self._draw()

    def _next(self) -> None:
        self._waits = False
        if self._changed and self._grace:
            self._owner.set_timer(self._grace, self._catch_up)
        else:
            self._catch_up()

    def _catch_up(self) -> None:
        if self._changed and not self._waits:
            self.request()
