"""What can be noticed about a run from its numbers alone; each sign holds the numbers that show it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import ClassVar, TypeAlias


@dataclass(frozen=True, slots=True)
class FirstRight:
    """An answer that the network never saw is right, was not at first, and has been so at three checks."""

    code: ClassVar[str] = "first_right"
    step: int
    label: str
    """`7 + 5`."""
    said: str
    should: str


@dataclass(frozen=True, slots=True)
class AllRight:
    """All held-out answers are right at once, for the first time."""

    code: ClassVar[str] = "all_right"
    step: int
    answers: int


@dataclass(frozen=True, slots=True)
class DeadUnits:
    """Hidden relu units give nothing, whatever goes in: they learn no more."""

    code: ClassVar[str] = "dead_units"
    step: int
    layer: int
    """From 1."""
    units: tuple[int, ...]
    """Their numbers in the layer, from 1."""
    of: int
    """How many units the layer has."""


@dataclass(frozen=True, slots=True)
class AlikeUnits:
    """The hidden units of a layer all give the same: they do the work of one."""

    code: ClassVar[str] = "alike_units"
    step: int
    layer: int
    of: int


@dataclass(frozen=True, slots=True)
class Plateau:
    """The loss has hardly fallen for as many steps as there were before, and the goal is not reached."""

    code: ClassVar[str] = "plateau"
    step: int
    since: int
    """The step from which on it lies flat."""
    loss: float
    """Training loss now."""
    loss_then: float


@dataclass(frozen=True, slots=True)
class Oscillation:
    """The training loss jumps up and down from check to check."""

    code: ClassVar[str] = "oscillation"
    step: int
    turns: int
    """How often it changed between rising and falling."""
    checks: int
    """In so many checks."""
    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class OverfittingGap:
    """The loss still falls on what is trained on, and has risen on what is not."""

    code: ClassVar[str] = "overfitting"
    step: int
    train_loss: float
    test_loss: float
    best_test_loss: float
    best_step: int
    """Where the held-out loss was lowest: training might have ended there."""
    train_loss_then: float


Sign: TypeAlias = FirstRight | AllRight | DeadUnits | AlikeUnits | Plateau | Oscillation | OverfittingGap


def values(sign: Sign) -> dict[str, object]:
    """The numbers of a sign by name, for its sentence `demos.signs.<code>` in the catalogue, and for JSON."""
    found: dict[str, object] = {field.name: getattr(sign, field.name) for field in fields(sign)}
    if isinstance(sign, DeadUnits):
        found["count"] = len(sign.units)
    return found
