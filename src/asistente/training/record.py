"""A run as it is known outside the worker: the news of it, added up."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from asistente.language.detect import Language
from asistente.training.config import RunConfig
from asistente.training.events import (
    Event,
    Noticed,
    RateChanged,
    Reason,
    RunFinished,
    RunPaused,
    RunRefused,
    RunStarted,
    Snapshot,
    WorkerLost,
)
from asistente.training.kept import Kept
from asistente.training.saved import SavedNetwork
from asistente.training.signs import Sign

if TYPE_CHECKING:
    from asistente.training.events import FloatArray

State: TypeAlias = Literal["starting", "running", "paused", "finished", "lost"]

# The curve is drawn on a few hundred dot columns; more points than this only cost memory.
MOST_POINTS = 20_000
FROM_A_FILE = -1
"""In place of a run's number: no news of the worker is ever of it."""


@dataclass(eq=False)
class RunRecord:
    """One run: what was asked, where it stands, and its loss so far."""

    run: int
    config: RunConfig
    state: State = "starting"
    reason: Reason | None = None
    snapshot: Snapshot | None = None
    signs: list[Sign] = field(default_factory=list)
    """What has been noticed, in order."""
    learning_rate: float | None = None
    """The one that is in force, where it was changed by hand."""
    rate_changes: list[RateChanged] = field(default_factory=list)
    """When it was, in order, and to what; of several at a step the last."""
    before: RunRecord | None = None
    """The run before, where there was one that came as far as a snapshot."""
    beside: bool = False
    """Whether the run before is shown beside this one."""
    kept: Kept = field(default_factory=Kept)
    """Snapshots of before."""
    seen: Snapshot | None = None
    """The one that is looked at, where one has gone back in time."""
    _chunks: list[FloatArray] = field(default_factory=list)
    _points: int = 0

    @classmethod
    def of_saved(cls, saved: SavedNetwork) -> RunRecord:
        """A network from a file, as a run that has ended."""
        record = cls(FROM_A_FILE, saved.config, "finished", saved.reason or "stopped")
        record._take(replace(saved.snapshot, run=FROM_A_FILE, history=saved.history))
        record.learning_rate = saved.learning_rate
        if saved.learning_rate is not None:
            record.rate_changes.append(RateChanged(FROM_A_FILE, saved.snapshot.step, saved.learning_rate))
        return record

    def saved(self, language: Language) -> SavedNetwork | None:
        """The run as a file keeps it; None before its first snapshot."""
        if self.snapshot is None:
            return None
        reason = self.reason if self.state == "finished" else None
        return SavedNetwork(self.config, self.snapshot, self.history, language, reason, self.learning_rate)

    @property
    def can_go_on(self) -> bool:
        """Whether a new run can begin with the weights of this one, which has ended."""
        return self.state == "finished" and self.reason != "diverged" and self.snapshot is not None

    def continued(self, run: int, config: RunConfig) -> RunRecord:
        """The record of the run that goes on from this one: its curve goes on too."""
        return RunRecord(run, config, _chunks=[self.history], _points=len(self.history))

    @property
    def shown(self) -> Snapshot | None:
        """What views and answers speak of: the snapshot that was gone back to, else the last."""
        return self.seen or self.snapshot

    @property
    def looks_back(self) -> bool:
        """Whether one has gone back in time."""
        return self.seen is not None

    def look_back(self, step: int | None) -> bool:
        """Look at the last kept snapshot up to this step; None: at the present. False where there is none."""
        found = None if step is None else self.kept.at(max(0, step))
        self.seen = found if found is not None and found is not self.snapshot else None
        if self.seen is not None and self.snapshot is not None and self.seen.step >= self.snapshot.step:
            self.seen = None
        return step is None or found is not None

    def travel(self, forward: bool) -> None:
        """Go to the kept snapshot before or after the one that is seen; after the last is the present."""
        if self.shown is None or (forward and self.seen is None):
            return
        beside = self.kept.after(self.shown.step) if forward else self.kept.before(self.shown.step)
        if beside is not None or forward:
            self.look_back(beside.step if beside is not None else None)

    @property
    def from_file(self) -> bool:
        """Whether it is a network that was loaded; what was noticed on its way is not in the file."""
        return self.run == FROM_A_FILE

    @property
    def active(self) -> bool:
        """Whether the worker still has this run."""
        return self.state in ("starting", "running", "paused")

    @property
    def rate(self) -> float:
        """The learning rate in force."""
        return self.config.learning_rate if self.learning_rate is None else self.learning_rate

    @property
    def step_rate(self) -> float:
        """The learning rate that the last step was done with."""
        done = self.snapshot.step if self.snapshot else 0
        rate = self.config.learning_rate
        for change in self.rate_changes:
            rate = change.learning_rate if change.step < done else rate
        return rate

    @property
    def history(self) -> FloatArray:
        """Every loss point kept so far, (n, 3): step, train loss, held-out loss."""
        import numpy as np  # see events: not before there are arrays

        if len(self._chunks) != 1:
            self._chunks = [np.concatenate([np.zeros((0, 3), dtype=np.float32), *self._chunks])]
        return self._chunks[0]

    def apply(self, event: Event) -> bool:
        """Take one piece of news; False where it speaks of another run and is dropped."""
        if event.run != self.run:
            return False
        match event:
            case RunStarted():
                self.state = "running"
            case Snapshot():
                self._take(event)
            case RunPaused():
                self.state = "paused" if event.paused else "running"
            case RunFinished():
                self._take(event.snapshot)
                self.state, self.reason = "finished", event.reason
            case WorkerLost() | RunRefused():
                self.state = "lost"
            case Noticed():
                self.signs.append(event.sign)
            case RateChanged():
                self.learning_rate = event.learning_rate
                if self.rate_changes and self.rate_changes[-1].step == event.step:
                    self.rate_changes.pop()  # no step was done with it
                self.rate_changes.append(event)
        return True

    def _take(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.kept.add(snapshot)
        if not len(snapshot.history):
            return
        self._chunks.append(snapshot.history)
        self._points += len(snapshot.history)
        if self._points > MOST_POINTS:
            self._chunks = [thin(self.history)]
            self._points = len(self._chunks[0])


def thin(history: FloatArray) -> FloatArray:
    """Half as many points, (n, 3) in: of each four neighbours the lowest and the highest train loss stay.

    Spikes survive, which keeping every second point would not promise.
    """
    import numpy as np

    whole = len(history) // 4 * 4
    if not whole:
        return history
    blocks = history[:whole].reshape(-1, 4, 3)
    first = np.argmin(np.nan_to_num(blocks[:, :, 1], nan=-np.inf), axis=1)
    last = np.argmax(np.nan_to_num(blocks[:, :, 1], nan=np.inf), axis=1)
    picked = np.sort(np.stack([first, np.where(first == last, (last + 1) % 4, last)], axis=1), axis=1)
    kept = np.take_along_axis(blocks, picked[:, :, None], axis=1).reshape(-1, 3)
    return np.concatenate([kept, history[whole:]])
