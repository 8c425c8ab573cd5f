"""What the assistant may know about the run on the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from asistente.training.config import RunConfig
    from asistente.training.events import FloatArray, Reason, Snapshot
    from asistente.training.signs import Sign

State = Literal["running", "paused", "finished"]


@dataclass(frozen=True, eq=False, slots=True)
class RunView:
    """A run at the moment of the question. What is said of it is computed from the snapshot's weights."""

    config: RunConfig
    snapshot: Snapshot
    state: State
    reason: Reason | None = None
    """How it ended, where `state` is `finished`."""
    learning_rate: float | None = None
    """The one in force, where it was changed by hand."""

    last_rate: float | None = None
    """The one that the last step was done with, where it was changed by hand."""

    history: FloatArray | None = None
    """Every loss point kept, (n, 3): step, train loss, held-out loss."""
    signs: tuple[Sign, ...] = ()
    """What has been noticed in the run, in order."""

    before: RunView | None = None
    """The run before this one, where there was one."""
    back: bool = False
    """Whether this is the run as it was at a step before."""

    @property
    def step_rate(self) -> float:
        """The learning rate of the last step."""
        return self.config.learning_rate if self.last_rate is None else self.last_rate

    @property
    def rate(self) -> float:
        """The learning rate in force."""
        return self.config.learning_rate if self.learning_rate is None else self.learning_rate
