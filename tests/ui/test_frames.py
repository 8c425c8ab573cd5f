from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from asistente.ui.run.frames import Frames


class Clock:
    """Timers that ring when the test says so."""

    def __init__(self) -> None:
        self.now = 0.0
        self.timers: list[tuple[float, Callable[[], None]]] = []

    def set_timer(self, delay: float, callback: Callable[[], None]) -> None:
        self.timers.append((self.now + delay, callback))

    def go_to(self, now: float) -> None:
        while due := [timer for timer in self.timers if timer[0] <= now]:
            first = min(due, key=lambda timer: timer[0])
            self.timers.remove(first)
            self.now = first[0]
            first[1]()
        self.now = now


def test_a_picture_is_drawn_at_once_and_the_next_after_a_frame() -> None:
    clock, drawn = Clock(), cast(list[float], [])
    frames = Frames(cast(Any, clock), lambda: drawn.append(clock.now), every=1.0)
    for now in (0.0, 0.2, 0.9):
        clock.go_to(now)
        frames.request()
    assert drawn == [0.0]
    clock.go_to(10.0)
    assert drawn == [0.0, 1.0]
    frames.request()
    assert drawn == [0.0, 1.0, 10.0]


def test_with_grace_a_picture_joins_the_next_change_or_comes_a_little_later() -> None:
    clock, drawn = Clock(), cast(list[float], [])
    frames = Frames(cast(Any, clock), lambda: drawn.append(clock.now), every=1.0, grace=0.5)
    for now in (0.0, 0.9, 1.2):
        clock.go_to(now)
        frames.request()
    assert drawn == [0.0, 1.2]
    clock.go_to(10.0)
    assert drawn == [0.0, 1.2], "nothing has changed since"
    for now in (10.0, 10.5):
        clock.go_to(now)
        frames.request()
    clock.go_to(20.0)
    assert drawn == [0.0, 1.2, 10.0, 11.5], "nothing is lost"
