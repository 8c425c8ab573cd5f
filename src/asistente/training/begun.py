"""Where a run begins that is no beginning: the weights that another run came to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from asistente.training.config import RunConfig

if TYPE_CHECKING:  # see events: not before there are arrays
    from asistente.training.events import FloatArray

MOST_STEPS = 100_000_000


@dataclass(frozen=True, eq=False, slots=True)
class Begun:
    """Weights to go on from. What an optimizer remembers, and the order of the examples, begin anew."""

    weights: FloatArray
    """Flat, (P,)."""
    step: int
    """Steps that they have behind them."""


def going_on(config: RunConfig, step: int) -> RunConfig:
    """The config with which a run of `step` steps goes on: with room for as many again at least."""
    return replace(config, steps=min(max(config.steps, 2 * step), MOST_STEPS))
