"""Looks at the numbers of each check and notices what a teacher would point at. It never touches the run."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from asistente.nn.operations import Array
from asistente.training.arrays import chosen, meaning
from asistente.training.demo import Demo
from asistente.training.signs import (
    AlikeUnits,
    AllRight,
    DeadUnits,
    FirstRight,
    Oscillation,
    OverfittingGap,
    Plateau,
    Sign,
)

_IN_A_ROW = 3
"""Checks at which an answer has to be right before it is called so: one may be luck."""
_SETTLED = 20
"""Steps before which nothing but right answers is looked for: everything moves at first."""
_FLAT = 0.99
"""A plateau: the median loss is at least this part of what it was, and not a tenth more."""
_FLAT_FROM = 1_000
_WINDOW = 12
"""Checks among which turns are counted."""
_TURNS = 8
_SWING = 4.0
"""An oscillation: the highest loss in the window is this many times the lowest."""
_GAP = 1.2
"""Overfitting: the held-out loss is this many times its best, while the training loss still falls."""
_LOOK_AGAIN = 1.1
"""Units and plateaus are looked at again when so many times the steps are done."""
_ANEW = 0.5
"""A sign is given again when what it is about has become so much smaller, or its inverse larger."""


@dataclass(frozen=True, slots=True)
class Check:
    """The numbers of a run at a check."""

    step: int
    train_loss: float
    test_loss: float
    at_goal: bool
    """Whether the measure is at the target or below."""


class Watch:
    """Remembers the checks of one run, and what it has said already."""

    def __init__(self, demo: Demo, activation: str) -> None:
        self._demo = demo
        self._relu = activation == "relu"
        self._checks: list[Check] = []
        self._window: deque[float] = deque(maxlen=_WINDOW)
        self._best: Check | None = None
        self._lucky = np.zeros(len(demo.held_out), dtype=bool)
        self._in_a_row = np.zeros(len(demo.held_out), dtype=int)
        self._next_look = 0.0
        self._said: dict[str, float] = {}
        self._truths = np.array([sample.truth for sample in demo.held_out])

    def look(self, check: Check, hidden: Sequence[Array], outputs: Array) -> list[Sign]:
        """What is new at this check. `hidden`: the units' values (units, n) of each layer, for all examples;
        `outputs`: (outputs, n) on the held-out ones."""
        self._checks.append(check)
        if len(self._checks) > 512:
            del self._checks[:-1:2]
        self._window.append(check.train_loss)
        if self._best is None or check.test_loss <= self._best.test_loss:
            self._best = check
        signs: list[Sign] = self._right(check, outputs)
        if check.step >= _SETTLED:
            found: list[Sign | None] = [self._oscillation(check), self._overfitting(check)]
            if check.step >= self._next_look:  # dearer, and what they find does not come and go
                self._next_look = check.step * _LOOK_AGAIN
                signs += self._units(check, hidden)
                found.append(self._plateau(check))
            signs += [sign for sign in found if sign]
        return signs

    def _right(self, check: Check, outputs: Array) -> list[Sign]:
        """Right answers on what was never seen. What the untrained network gets right is luck."""
        if "all_right" in self._said and "first_right" in self._said:
            return []
        right = self._are_right(outputs)
        first = len(self._checks) == 1
        if first:
            self._lucky = right
            if right.all():  # the run goes on from one that had learnt: that is no news
                self._said |= {"first_right": 1, "all_right": 1}
        self._in_a_row = (self._in_a_row + 1) * right
        signs: list[Sign] = []
        learnt = np.flatnonzero((self._in_a_row >= _IN_A_ROW) & ~self._lucky)
        if len(learnt) and "first_right" not in self._said:
            index = int(learnt[0])
            sample = self._demo.held_out[index]
            said = self._demo.said(meaning(self._demo, outputs[:, index : index + 1])[:, 0].tolist())
            self._said["first_right"] = 1
            signs.append(FirstRight(check.step, sample.label, said, self._demo.should(sample.truth)))
        if not first and right.all() and "all_right" not in self._said:
            self._said["all_right"] = 1
            signs.append(AllRight(check.step, len(right)))
        return signs

    def _are_right(self, outputs: Array) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        if self._demo.classes:
            return np.asarray(chosen(outputs) == self._truths)
        return np.asarray(np.abs(meaning(self._demo, outputs)[0] - self._truths) < self._demo.tolerance)

    def _units(self, check: Check, hidden: Sequence[Array]) -> list[Sign]:
        signs: list[Sign] = []
        for layer, values in enumerate(hidden, 1):
            if len(values) > 1 and f"alike {layer}" not in self._said and (values == values[0]).all():
                self._said[f"alike {layer}"] = 1
                signs.append(AlikeUnits(check.step, layer, len(values)))
            if not self._relu:
                continue
            dead = np.flatnonzero(values.max(axis=1) <= 0)
            if len(dead) and len(dead) * _ANEW >= self._said.get(f"dead {layer}", 0):
                self._said[f"dead {layer}"] = len(dead)
                units = tuple(int(unit) + 1 for unit in dead)
                signs.append(DeadUnits(check.step, layer, units, len(values)))
        return signs

    def _plateau(self, check: Check) -> Plateau | None:
        """Since half of the steps the loss has not fallen by a hundredth. Medians: checks are noisy."""
        if check.step < _FLAT_FROM or check.at_goal:
            return None
        late = [one for one in self._checks if one.step > check.step / 2]
        if len(late) < 6:
            return None
        third = len(late) // 3
        then = float(np.median([one.train_loss for one in late[:third]]))
        now = float(np.median([one.train_loss for one in late[-third:]]))
        if not _FLAT * then <= now <= then / _FLAT**10 or now > self._said.get("plateau", np.inf) * _ANEW:
            return None
        self._said["plateau"] = now
        return Plateau(check.step, late[0].step, now, then)

    def _oscillation(self, check: Check) -> Oscillation | None:
        losses = list(self._window)
        if len(losses) < _WINDOW or check.at_goal or "oscillation" in self._said:
            return None
        slopes = [after - before for before, after in pairwise(losses)]
        turns = sum(before * after < 0 for before, after in pairwise(slopes))
        lowest, highest = min(losses), max(losses)
        if turns < _TURNS or highest < _SWING * lowest:
            return None
        self._said["oscillation"] = 1
        return Oscillation(check.step, turns, len(losses), lowest, highest)

    def _overfitting(self, check: Check) -> OverfittingGap | None:
        best = self._best
        if best is None or check.step < 2 * best.step or check.step < _FLAT_FROM:
            return None
        risen = check.test_loss >= _GAP * best.test_loss and check.test_loss > check.train_loss
        if not risen or check.train_loss >= best.train_loss or "overfitting" in self._said:
            return None
        self._said["overfitting"] = 1
        return OverfittingGap(
            check.step, check.train_loss, check.test_loss, best.test_loss, best.step, best.train_loss
        )
