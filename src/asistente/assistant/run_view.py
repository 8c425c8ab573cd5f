"""What the assistant may know about the run on the screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from asistente.training.config import RunConfig
from asistente.training.events import Reason, Snapshot

State = Literal["running", "paused", "finished"]


@dataclass(frozen=True, eq=False, slots=True)
class RunView:
    """A run at the moment of the question. What is said of it is computed from the snapshot's weights."""

    config: RunConfig
    snapshot: Snapshot
    state: State
    reason: Reason | None = None
    """How it ended, where `state` is `finished`."""
