"""How fast a run is shown: a fixed number of steps a second, a growing one, or as fast as it goes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

DOUBLES_EVERY = 1.7
"""Seconds in which a growing pace doubles."""

StepOf = Literal["sample", "batch", "epoch"]
"""What a single step takes: one example, a mini-batch, or every batch up to the end of the epoch."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Steps a second; None is full speed. A growing pace starts there and doubles until full speed."""

    steps_per_second: float | None = None
    growing: bool = False

    def steps_after(self, seconds: float) -> float:
        """How many steps this pace asks for in its first `seconds`; infinity at full speed."""
        if self.steps_per_second is None:
            return math.inf
        if not self.growing:
            return self.steps_per_second * seconds
        doublings = seconds / DOUBLES_EVERY
        if doublings > 60:  # beyond any machine, and before the power overflows
            return math.inf
        return self.steps_per_second * DOUBLES_EVERY / math.log(2) * (2**doublings - 1)

    def seconds_until(self, steps: float, fastest: float = math.inf) -> float:
        """When `steps` steps are done, in seconds from the beginning, on a machine that does `fastest`."""
        if self.steps_per_second is None:
            return steps / fastest
        if not self.growing or fastest <= self.steps_per_second:
            return steps / min(self.steps_per_second, fastest)
        per_doubling = self.steps_per_second * DOUBLES_EVERY / math.log(2)
        # The pace grows until the machine cannot follow; from there on it goes at the machine's speed.
        growing = min(steps, per_doubling * (fastest / self.steps_per_second - 1))
        return DOUBLES_EVERY * math.log2(1 + growing / per_doubling) + (steps - growing) / fastest

    def faster(self, rate: float | None = None) -> Pace:
        """The next rung up. `rate`, the measured steps a second, tells where a growing pace stands now."""
        now = self._now(rate)
        return next((rung for rung in LADDER if _value(rung) > now * 1.05), FULL)

    def slower(self, rate: float | None = None) -> Pace:
        """The next rung down; the lowest stays the lowest. `rate` as in `faster`."""
        now = self._now(rate)
        if math.isinf(now):
            return LADDER[-2]
        return next((rung for rung in reversed(LADDER) if _value(rung) < now / 1.05), LADDER[0])

    def _now(self, rate: float | None) -> float:
        if self.steps_per_second is None:
            return math.inf
        return max(rate or 0.0, self.steps_per_second) if self.growing else self.steps_per_second


def _value(pace: Pace) -> float:
    return math.inf if pace.steps_per_second is None else pace.steps_per_second


FULL = Pace()
SHOW = Pace(10.0, growing=True)
"""How the app shows a run: single steps can be followed at first, the end comes within seconds."""
LADDER = (Pace(1.0), Pace(5.0), Pace(25.0), Pace(100.0), Pace(1_000.0), Pace(10_000.0), FULL)
