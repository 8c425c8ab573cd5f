"""What a demo is: a problem that a network can learn, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["seen", "unseen", "outside"]


@dataclass(frozen=True, slots=True)
class Sample:
    """One question put to the network, with its right answer."""

    kind: Kind
    """`seen` is trained on, `unseen` is held out, `outside` lies beyond the range of both."""
    inputs: tuple[float, ...]
    """In the task's own unit: (1.0, 2.0)."""
    label: str
    """As a reader sees it: `1 + 2`."""
    truth: float
    """In the task's own unit: 3.0."""


@dataclass(frozen=True, slots=True)
class StopRule:
    """When a network counts as having learnt. The most steps allowed are the parameter `steps`."""

    target: float
    """Typical (root mean squared) error on the held-out examples, in the task's own unit."""
    check_every: int
    """Steps between two checks of the error, once the first ones, which are closer, have passed."""
    patience: int
    """Checks in a row that must find the error at the target or below: one may be luck."""
    least_steps: int
    """No run counts as having learnt sooner: an easy one comes much closer than the target by then."""


@dataclass(frozen=True, slots=True)
class Demo:
    """A problem: its data, how it is scaled, what is shown, and when it is learnt."""

    name: str
    input_names: tuple[str, ...]
    output_name: str
    input_scale: float
    """Inputs are divided by it before the network sees them."""
    output_scale: float
    """The network's output times this is the answer in the task's own unit."""
    train: tuple[Sample, ...]
    held_out: tuple[Sample, ...]
    shown: tuple[Sample, ...]
    """What a table of a run shows: some of each kind, seen first."""
    stop: StopRule
    defaults: Mapping[str, object]
    """A value for every parameter of `RunConfig` but `demo`."""
    tolerance: float
    """An answer counts as correct when it is nearer to the truth than this."""

    def is_correct(self, prediction: float, truth: float) -> bool:
        """Whether `prediction` would be read as `truth`: for sums, whether it rounds to it."""
        return abs(prediction - truth) < self.tolerance

    def sample(self, *inputs: float) -> Sample:
        """The sample with these inputs, of whichever kind it is; KeyError where the demo has none."""
        for sample in (*self.train, *self.held_out, *self.shown):
            if sample.inputs == inputs:
                return sample
        raise KeyError(inputs)
