"""A run against a clock: its pace, its pauses, and when it is time for a snapshot."""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Callable

from asistente.training.events import RateChanged, RunPaused, Snapshot
from asistente.training.model import steps_per_epoch
from asistente.training.pace import Pace, StepOf
from asistente.training.run import Run

SNAPSHOT_EVERY = 0.05
"""Seconds between two snapshots at least: nobody reads faster than 20 a second."""
_SLICE = 0.004
"""Seconds of training between two looks at the clock and at what has been asked."""
_SHORTEST_WAIT = 0.002
"""A pace that wants steps closer together than this gets several at once."""
_FORGIVEN = 0.5
"""Seconds that a pace may be behind; what is more is not caught up."""
_RATE_OVER = 1.0
"""Seconds over which the steps a second are counted."""


class Session:
    """Carries a run on, a slice at a time, and says how long to wait before the next one."""

    def __init__(
        self, run: Run, number: int, pace: Pace, clock: Callable[[], float] = time.perf_counter
    ) -> None:
        self.run = run
        self.number = number
        self.paused = False
        self._clock = clock
        self._extra = 0
        """Steps asked for one by one, whatever the pace."""
        self._singles = 0
        """The same, of a single example each."""
        self._seconds = 0.0
        self._since: float | None = clock()
        self._busy = 0.0
        self._marks: deque[tuple[float, int]] = deque([(0.0, 0)])
        self._shown_step = -1
        self._shown_at = -math.inf
        self._snapshot_every = SNAPSHOT_EVERY
        self.set_pace(pace)

    def advance(self) -> float | None:
        """Do what is due, for a few milliseconds at most. Returns the seconds to wait; None: until asked."""
        if self.run.finished:
            return None
        due = self._due()
        if due >= 1:
            begun = self._clock()
            if self._singles:
                self._singles -= self.run.step_single()
                return 0.0
            done = self.run.step(min(int(due) if math.isfinite(due) else self._slice(), self._slice()))
            self._busy += self._clock() - begun
            self._extra = max(0, self._extra - done)
            if self._due() >= 1:
                return 0.0
        if self.paused or self.run.finished:
            return None
        wait = self._pace_base_seconds + self.pace.seconds_until(self._pace_steps() + 1) - self.seconds
        if self._shown_step != self.run.steps:
            wait = min(wait, self._shown_at + self._snapshot_every - self._clock())
        return max(wait, _SHORTEST_WAIT)

    def pause(self) -> list[RunPaused]:
        """Stand still. The news of it, if it is news; as from `resume`."""
        self._extra = self._singles = 0
        if self.paused or self.run.finished:
            return []
        self.paused = True
        self._seconds, self._since = self.seconds, None
        return [RunPaused(self.number, True)]

    def resume(self) -> list[RunPaused]:
        """Go on, at the pace that was set."""
        if not self.paused or self.run.finished:
            return []
        self.paused, self._extra, self._singles = False, 0, 0
        self._since = self._clock()
        self._marks = deque([(self.seconds, self.run.steps)])
        self._rebase()
        return [RunPaused(self.number, False)]

    def step(self, n: int, of: StepOf = "batch") -> list[RunPaused]:
        """Stand still, and do `n` steps all the same: of a mini-batch, of a single example, or those to the
        end of the epoch and `n` - 1 whole epochs."""
        news = self.pause()
        n = max(0, n)
        match of:
            case "sample":
                self._singles = n
            case "epoch" if n:
                self._extra = self.run.steps_to_epoch_end + (n - 1) * steps_per_epoch(self.run.config)
            case _:
                self._extra = n
        return news

    def set_learning_rate(self, value: float) -> RateChanged:
        """Go on with this learning rate from the next step."""
        self.run.learning_rate = value
        return RateChanged(self.number, self.run.steps, value)

    def set_pace(self, pace: Pace) -> None:
        """Go on at this pace from here; a growing one begins at its first rate."""
        self.pace = pace
        self._rebase()

    @property
    def seconds(self) -> float:
        """Time that the run has taken, pauses left out."""
        return self._seconds + (0.0 if self._since is None else self._clock() - self._since)

    @property
    def snapshot_is_due(self) -> bool:
        """Whether there is something new, and the last snapshot is long enough ago."""
        if self._shown_step == self.run.steps:
            return False
        settled = self.paused and not self._extra and not self._singles
        return settled or self._clock() - self._shown_at >= self._snapshot_every

    def snapshot(self) -> Snapshot:
        """What the run shows now."""
        seconds = self.seconds
        while len(self._marks) > 2 and seconds - self._marks[1][0] >= _RATE_OVER:
            self._marks.popleft()
        then, step = self._marks[0]
        rate = (self.run.steps - step) / (seconds - then) if seconds > then else 0.0
        if self._marks[-1][1] != self.run.steps:
            self._marks.append((seconds, self.run.steps))
        self._shown_step, self._shown_at = self.run.steps, self._clock()
        return self.run.snapshot(
            self.number, seconds=seconds, seconds_left=self._seconds_left(), steps_per_second=rate
        )

    def took(self, seconds: float) -> None:
        """How long the last snapshot took on its way: those of huge networks are sent less often."""
        self._snapshot_every = min(max(SNAPSHOT_EVERY, 20 * seconds), 1.0)

    def _due(self) -> float:
        """Steps that should be done by now and are not."""
        if self.run.finished:
            return 0.0
        if self.paused:
            return float(self._extra or self._singles)
        behind = self.pace.steps_after(self.seconds - self._pace_base_seconds) - self._pace_steps()
        rate = self.pace.steps_per_second
        if rate and not self.pace.growing and behind > max(2.0, rate * _FORGIVEN):
            self._rebase()  # too slow a machine, or one that slept, does not run after its pace
            return 1.0
        return behind

    def _slice(self) -> int:
        """About as many steps as fit in a slice of time."""
        if not self.run.steps or not self._busy:
            return 1
        return max(1, min(int(_SLICE / self._busy * self.run.steps), 100_000))

    def _rebase(self) -> None:
        self._pace_base_seconds, self._pace_base_steps = self.seconds, self.run.steps

    def _pace_steps(self) -> int:
        return self.run.steps - self._pace_base_steps

    def _seconds_left(self) -> float | None:
        steps = self.run.steps_left()
        if steps is None or not self._busy:
            return None
        fastest = self.run.steps / self._busy
        gone = self.seconds - self._pace_base_seconds
        return max(0.0, self.pace.seconds_until(self._pace_steps() + steps, fastest) - gone) if steps else 0.0
