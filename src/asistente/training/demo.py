"""What a demo is: a problem that a network can learn, as plain data."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:  # what reads tables is loaded with the first one
    from asistente.training.table import Column

Kind = Literal["seen", "unseen", "outside", "between"]
Form = Literal["operation", "values", "picture", "invention", "row"]
LossName = Literal["squared error", "binary cross-entropy", "cross-entropy"]
Measure = Literal["error", "wrong", "perplexity"]
Scale: TypeAlias = float | tuple[float, ...]
"""One number for all inputs, or one for each."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One question put to the network, with its right answer."""

    kind: Kind
    """`seen` is trained on, `unseen` is held out, `outside` lies beyond the range of both. `between` lies
    inside it and is neither: no demo has such samples, but people ask for them."""
    inputs: tuple[float, ...]
    """In the task's own unit: (1.0, 2.0)."""
    label: str
    """As a reader sees it: `1 + 2`."""
    truth: float
    """In the task's own unit: 3.0; for classes the number of the right one, from 0. NaN: nobody knows."""


@dataclass(frozen=True, slots=True)
class Data:
    """The samples of a demo."""

    train: tuple[Sample, ...]
    held_out: tuple[Sample, ...]
    shown: tuple[Sample, ...]
    """What a table of a run shows: some of each kind, seen first."""


@dataclass(frozen=True, slots=True)
class StopRule:
    """When a network counts as having learnt. The most steps allowed are the parameter `steps`."""

    target: float
    """What the measure on the held-out examples has to come down to."""
    check_every: int
    """Steps between two checks of it, once the first ones, which are closer, have passed."""
    patience: int
    """Checks in a row that must find it at the target or below: one may be luck."""
    least_steps: int
    """No run counts as having learnt sooner: an easy one comes much closer than the target by then."""
    measure: Measure = "error"
    """`error`: typical (root mean squared), in the task's own unit, of probabilities for two classes;
    `wrong`: the share of wrong answers; `perplexity`: between how many answers the network wavers."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know about a demo's data. `demos.notes.<code>` in the catalogue says it."""

    code: str
    values: tuple[tuple[str, object], ...] = ()

    @classmethod
    def of(cls, code: str, **values: object) -> Note:
        """The note with these values for its placeholders."""
        return cls(code, tuple(values.items()))


@dataclass(frozen=True, slots=True)
class Asking:
    """How a person questions the network of a demo."""

    form: Form
    """`operation`: two numbers and the sign between them; `values`: numbers by name; `picture`: an image of
    those that there are; `invention`: it makes something up; `row`: values for the columns of a table."""
    names: tuple[str, ...] = ()
    """Of the arguments, in the order of the inputs: `("a", "b")`."""
    sign: str = ""
    """Of an operation: `+`, `*`, `xor`."""
    label: Callable[[tuple[float, ...]], str] = str
    """How inputs are written: `1 xor 0`."""
    truth: Callable[[tuple[float, ...]], float] = lambda _: math.nan
    """The right answer to any inputs, in the task's own unit; NaN where nobody knows it."""
    beyond: Callable[[tuple[float, ...]], bool] | None = None
    """Whether inputs lie outside what was practised; None: outside the least and greatest of each input."""
    note: Callable[[tuple[float, ...]], bool] | None = None
    """Whether something should be said with the answer to these inputs: `ask.note.<demo>` says it."""
    side: int = 0
    """Of a picture: so many dots wide and high."""
    ink: float = 1.0
    """The value of its darkest dot; paper is 0."""
    columns: tuple[Column, ...] = ()
    """Of a row: how each column becomes inputs."""
    page: str = "generalization.md#interpolation-extrapolation"
    """Where it is explained what to expect beyond what was practised."""


@dataclass(frozen=True, slots=True)
class Demo:
    """A problem: its data, how it is scaled, what is shown, and when it is learnt."""

    name: str
    input_names: tuple[str, ...]
    output_names: tuple[str, ...]
    """A name for each number that the network gives: one; or one a class, where there are several."""
    data: Callable[[], Data]
    """Makes the samples, the same every time. Called when they are first needed, and remembered by it."""
    stop: StopRule
    defaults: Mapping[str, object]
    """A value for every parameter of `RunConfig`."""
    input_scale: Scale = 1.0
    input_shift: Scale = 0.0
    """Shift is taken from the inputs, then they are divided by the scale, before the network sees them."""
    output_scale: float = 1.0
    output_shift: float = 0.0
    """The network's output times the scale, plus the shift, is the answer in the task's own unit."""
    loss: LossName = "squared error"
    classes: tuple[str, ...] = ()
    """The possible answers, where they are no numbers: two of them (binary cross-entropy) or more."""
    tolerance: float = 0.5
    """An answer counts as correct when it is nearer to the truth than this."""
    decimals: int = 3
    """How many of them an answer is shown with."""
    options: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What may be chosen beside the parameters, by name: the choices, the usual one first; () for any text
    that has to be given."""
    variant: Callable[[Demo, Mapping[str, str]], Demo] | None = None
    """Makes the demo that given options ask for; raises ConfigError where it cannot be."""
    version: Callable[[Mapping[str, str]], str] | None = None
    """Tells two states of what the options name apart: a file may change between two runs."""

    notes: tuple[Note, ...] = ()
    """What was made of the data, where it is not ours."""
    encode: Callable[[Mapping[str, object]], tuple[float, ...]] | None = None
    """The inputs for a row of a table, by the names of its columns; None where there is no table."""
    asking: Asking | None = None
    """How its network is questioned in the conversation; None where it cannot be."""

    @property
    def train(self) -> tuple[Sample, ...]:
        """What the network learns from."""
        return self.data().train

    @property
    def held_out(self) -> tuple[Sample, ...]:
        """What it never sees, and is judged by."""
        return self.data().held_out

    @property
    def shown(self) -> tuple[Sample, ...]:
        """What a table of a run shows."""
        return self.data().shown

    def is_correct(self, prediction: float, truth: float) -> bool:
        """Whether `prediction` would be read as `truth`: for sums, whether it rounds to it."""
        return abs(prediction - truth) < self.tolerance

    def sample(self, *inputs: float) -> Sample:
        """The sample with these inputs, of whichever kind it is; KeyError where the demo has none."""
        for sample in (*self.train, *self.held_out, *self.shown):
            if sample.inputs == inputs:
                return sample
        raise KeyError(inputs)

    def put(self, *inputs: float) -> Sample:
        """These inputs as a sample: the demo's own, or a new one that is `between` them or `outside`."""
        try:
            return self.sample(*inputs)
        except KeyError:
            pass
        asking = self.asking or Asking("values")
        kind: Kind = "outside" if self.is_beyond(inputs) else "between"
        return Sample(kind, inputs, asking.label(inputs), asking.truth(inputs))

    def is_beyond(self, inputs: tuple[float, ...]) -> bool:
        """Whether inputs lie outside what the network is trained on."""
        if self.asking is not None and self.asking.beyond is not None:
            return self.asking.beyond(inputs)
        return any(
            not lowest <= value <= highest
            for value, (lowest, highest) in zip(inputs, self.ranges(), strict=True)
        )

    def ranges(self) -> list[tuple[float, float]]:
        """The least and the greatest of each input among what the network is trained on."""
        return [
            (min(column), max(column)) for column in zip(*(one.inputs for one in self.train), strict=True)
        ]

    def nearest(self, inputs: tuple[float, ...]) -> Sample:
        """The sample, trained on or held out, whose inputs are nearest to these."""
        return min((*self.train, *self.held_out), key=lambda sample: math.dist(sample.inputs, inputs))

    def said(self, meaning: Sequence[float]) -> str:
        """An answer in a few characters: `12.197`, or the class and how probable it is: `7 (0.98)`.

        `meaning`: the number in the task's own unit; or the probability of the second of two classes; or
        the probability of each class.
        """
        if not all(map(math.isfinite, meaning)):
            return "–"
        if not self.classes:
            return number(meaning[0], self.decimals)
        chances = (1 - meaning[0], meaning[0]) if len(meaning) == 1 else meaning
        best = max(range(len(chances)), key=chances.__getitem__)
        return f"{self.classes[best]} ({chances[best]:.2f})"

    def should(self, truth: float) -> str:
        """The right answer in a few characters: `12`, or the class; `?` where nobody knows it."""
        if math.isnan(truth):
            return "?"
        return self.classes[round(truth)] if self.classes else number(truth, self.decimals, trim=True)


def number(value: float, decimals: int, trim: bool = False) -> str:
    """A number of a few characters, with a power of ten where it is huge."""
    if abs(value) >= 1e7:
        return f"{value:.2e}"
    text = f"{value + 0.0:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if trim and "." in text else text


VERSION = "version"
"""The option that nobody gives: the state of a file when the run was described."""
RAW_INPUTS: Mapping[str, tuple[str, ...]] = {"inputs": ("scaled", "raw")}
"""The option to leave the inputs as they are, to see what scaling is good for."""


def raw_inputs(demo: Demo, options: Mapping[str, str]) -> Demo:
    """The variant of a demo with the options `RAW_INPUTS`."""
    return replace(demo, input_scale=1.0, input_shift=0.0) if options.get("inputs") == "raw" else demo
