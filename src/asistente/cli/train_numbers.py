"""The numbers that `asistente train` reports: of a whole run, and as JSON can hold them."""

from __future__ import annotations

import math

from asistente.training.events import Snapshot
from asistente.training.run import Run


def shot(run: Run, seconds: float) -> Snapshot:
    """A snapshot with the rate over the whole run, and the time that the rest would take at it."""
    rate = run.steps / seconds if seconds > 0 else 0.0
    left = run.steps_left()
    return run.snapshot(
        1,
        seconds=seconds,
        steps_per_second=rate,
        seconds_left=left / rate if left is not None and rate else None,
    )


def plain(values: dict[str, object]) -> dict[str, object]:
    """The values as JSON can hold them."""
    return {name: finite(value) for name, value in values.items()}


def finite(value: object) -> object:
    """The value, or None for a number that is not finite."""
    return None if isinstance(value, float) and not math.isfinite(value) else value
