"""How far a run has come and how far it has to go, judged from the errors seen so far."""

from __future__ import annotations

import math

import numpy as np

_KEPT = 256
"""Points remembered; when there are more, every second one is forgotten."""
_NEEDED = 6
_FROM = 200
"""Points and steps needed before anything is foretold."""


class Forecast:
    """Progress and steps left towards a target error."""

    def __init__(self, target: float, most_steps: int) -> None:
        """`target`: the typical error to reach, in the task's unit."""
        self._target = target
        self._most_steps = most_steps
        self._points: list[tuple[float, float]] = []  # logarithms of step and error
        self._first_error: float | None = None
        self.progress = 0.0
        """0..1 on a logarithmic scale from the first error to the target; it never goes back."""

    def add(self, step: int, error: float) -> None:
        """Take note of the typical error at a step; errors that are not finite say nothing."""
        if not math.isfinite(error):
            return
        error = max(error, 1e-30)
        if self._first_error is None:
            self._first_error = error
        self.progress = max(self.way(error), self.progress)
        if step > 0:
            self._points.append((math.log(step), math.log(error)))
        if len(self._points) > _KEPT:
            del self._points[:-1:2]

    def way(self, error: float) -> float:
        """How much of the way to the target is done at an error, 0..1."""
        first = self._first_error
        if first is None or first <= self._target or not math.isfinite(error):
            return 0.0
        done = math.log(first / max(error, 1e-30)) / math.log(first / self._target)
        return min(max(done, 0.0), 1.0)

    def steps_left(self, step: int) -> float | None:
        """Steps until the target is reached; None while there is too little to go by.

        At most those to the last step allowed, which is also the answer where the error does not fall.

        The errors of gradient descent fall like a power of the step: a straight line between their
        logarithms, fitted to the second half of the steps so far, is drawn on to the target.
        """
        at_most = float(self._most_steps - step)
        recent = [point for point in self._points if point[0] >= math.log(max(step, 1) / 2)]
        if step < _FROM or len(recent) < _NEEDED:
            return None
        steps, errors = np.array(recent).T
        slope = float(np.polyfit(steps, errors, 1)[0])
        if slope >= -1e-3:
            return at_most
        last = float(np.mean(errors[-3:]))
        foretold = step * math.expm1(min((math.log(self._target) - last) / slope, 50.0))
        return min(max(foretold, 0.0), at_most)
