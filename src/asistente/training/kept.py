"""Snapshots of a run that are kept at growing intervals, so that one can go back in time."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asistente.training.events import Snapshot

APART = 1.04
"""By this factor the next step is kept after the last: most is learnt in the first of many steps."""
MOST_BYTES = 32_000_000
"""Weights and changes of all together; beyond, every second snapshot is forgotten."""
LEAST = 8


class Kept:
    """The snapshots, in the order of their steps; the first one always stays."""

    def __init__(self) -> None:
        self._snapshots: list[Snapshot] = []
        self._apart = APART
        self._bytes = 0

    def __len__(self) -> int:
        return len(self._snapshots)

    @property
    def steps(self) -> list[int]:
        """Of which steps there is one."""
        return [one.step for one in self._snapshots]

    def add(self, snapshot: Snapshot) -> None:
        """Keep it, if it is far enough from the last one."""
        if self._snapshots and snapshot.step < max(
            self._snapshots[-1].step + 1, self._snapshots[-1].step * self._apart
        ):
            return
        # The points of the curve are kept by the record.
        self._snapshots.append(replace(snapshot, history=snapshot.history[:0]))
        self._bytes += snapshot.weights.nbytes + snapshot.change.nbytes
        if self._bytes > MOST_BYTES and len(self._snapshots) > LEAST:
            self._snapshots = self._snapshots[::2]
            self._bytes = sum(one.weights.nbytes + one.change.nbytes for one in self._snapshots)
            self._apart **= 2

    def at(self, step: int) -> Snapshot | None:
        """The last one of this step or before it; None where there is none."""
        place = bisect_right(self.steps, step) - 1
        return self._snapshots[place] if place >= 0 else None

    def before(self, step: int) -> Snapshot | None:
        """The last one before this step."""
        return self.at(step - 1)

    def after(self, step: int) -> Snapshot | None:
        """The first one after this step."""
        place = bisect_right(self.steps, step)
        return self._snapshots[place] if place < len(self._snapshots) else None
