"""The news of a run, as the worker sends it and everybody above reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from asistente.training.config import RunConfig
from asistente.training.signs import Sign

if TYPE_CHECKING:  # the first screen needs the names, and no arrays yet: NumPy takes 0.12 s to load
    import numpy as np
    import numpy.typing as npt

    FloatArray: TypeAlias = npt.NDArray[np.float32]

Reason = Literal["learnt", "max_steps", "diverged", "stopped"]


@dataclass(frozen=True, eq=False, slots=True)
class Snapshot:
    """What a run shows at a step. Predictions and pictures are computed from it, also after the run."""

    run: int
    """Number of the run; news of an older run is dropped by it."""
    step: int
    """Updates of the weights so far; 0 is the untrained network."""
    weights: FloatArray
    """All parameters, flat (P,)."""
    change: FloatArray
    """What the last step added to each parameter, flat (P,); zeros at step 0."""
    train_loss: float
    """Mean loss over the training examples."""
    test_loss: float
    """Mean loss over the held-out examples."""
    typical_error: float
    """Root mean squared error on held-out examples, in the task's own unit (for addition: in sums)."""
    progress: float
    """0..1 towards the stop rule."""
    seconds: float
    """Time spent training, pauses left out."""
    seconds_left: float | None
    """Estimated time to the end; None where there is no honest estimate yet."""
    steps_per_second: float
    """Over the last moments."""
    history: FloatArray
    """Loss points since the snapshot before, (k, 3): step, train loss, held-out loss."""
    examples: tuple[int, ...] = ()
    """Numbers of the training examples that the last step saw; none at step 0."""


@dataclass(frozen=True, eq=False, slots=True)
class RunStarted:
    """A run has begun; its snapshot of step 0 follows."""

    run: int
    config: RunConfig


@dataclass(frozen=True, eq=False, slots=True)
class RunPaused:
    """The run stands still, or goes on again."""

    run: int
    paused: bool


@dataclass(frozen=True, eq=False, slots=True)
class RunFinished:
    """The run has ended; its last finite weights are in the snapshot."""

    run: int
    reason: Reason
    snapshot: Snapshot


@dataclass(frozen=True, eq=False, slots=True)
class RunRefused:
    """The run cannot be made after all: its file went or changed after it was described."""

    run: int
    code: str
    """With the values, a UserError's own: its sentence stands in the catalogue."""
    values: dict[str, object]


@dataclass(frozen=True, eq=False, slots=True)
class WorkerLost:
    """The process was killed or fell; the next start makes a new one."""

    run: int
    """The run that it was training, 0 for none."""
    exit_status: int | None


@dataclass(frozen=True, eq=False, slots=True)
class Noticed:
    """Something shows in the numbers of the run. It comes once; who does not know it may pass it over."""

    run: int
    sign: Sign


@dataclass(frozen=True, eq=False, slots=True)
class RateChanged:
    """The learning rate was changed by hand: from here on the run is no longer its config's own."""

    run: int
    step: int
    learning_rate: float


Event: TypeAlias = (
    RunStarted | Snapshot | RunPaused | RunFinished | RunRefused | WorkerLost | Noticed | RateChanged
)
