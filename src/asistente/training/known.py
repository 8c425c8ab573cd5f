"""What a network knows, over the whole of its task: the arrays behind a picture, one kind for each task."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from asistente.training.config import RunConfig
from asistente.training.demo import Sample
from asistente.training.model import Answer, FloatArray, answers, meanings, predict

Floats: TypeAlias = npt.NDArray[np.float64]
MOST_ROWS = 400
"""Examples of a table that are asked: more dots than a picture has."""
BESIDE = 0.5
"""How far a curve is drawn beyond what was practised, to each side: a share of its range."""
MARGIN = 0.15
"""The same for a plane."""


@dataclass(frozen=True, eq=False, slots=True)
class Square:
    """Every pair of two whole numbers: how far off the answer is."""

    sign: str
    first: tuple[int, ...]
    """The first number, (columns,); the second, (rows,)."""
    second: tuple[int, ...]
    errors: Floats
    """Answer minus truth, (rows, columns)."""
    seen: npt.NDArray[np.bool_]
    """Which pairs were practised, (rows, columns)."""
    tolerance: float
    """An error smaller than this rounds to the truth."""

    @property
    def right(self) -> npt.NDArray[np.bool_]:
        """Which answers are read as the truth, (rows, columns)."""
        return np.asarray(np.abs(self.errors) < self.tolerance)


@dataclass(frozen=True, eq=False, slots=True)
class Curve:
    """One number in, one out: the answer over the whole range and beyond it."""

    x: Floats
    """(n,), evenly spaced."""
    answers: Floats
    truths: Floats
    """(n,); NaN where nobody knows."""
    seen: Floats
    """The examples that were practised, (k, 2): input and target; the held-out ones (l, 2)."""
    unseen: Floats
    practised: tuple[float, float]
    """From where to where the network was trained."""
    name: str


@dataclass(frozen=True, eq=False, slots=True)
class Plane:
    """Two numbers in, one of two classes out: how probable the second class is, all over the plane."""

    x: tuple[float, float]
    """From where to where, from left to right; from the bottom to the top."""
    y: tuple[float, float]
    chances: Floats
    """Of the second class, (rows, columns), the first row on top."""
    points: tuple[Answer, ...]
    """The examples, each with the answer to it."""
    classes: tuple[str, str]
    names: tuple[str, str]


@dataclass(frozen=True, eq=False, slots=True)
class Confusion:
    """One of several classes out: which is taken for which, of the examples that it never saw."""

    classes: tuple[str, ...]
    counts: npt.NDArray[np.int64]
    """(classes, classes): truth in rows, answer in columns."""
    sample: Answer | None
    """One of the examples: the first that it gets wrong, else the first."""
    side: int
    """So many dots wide and high is an image; 0 where the inputs are none."""
    ink: float


@dataclass(frozen=True, eq=False, slots=True)
class Scatter:
    """A number out of several: each answer beside its truth."""

    truths: Floats
    """(n,), of the practised and then of the held-out examples."""
    answers: Floats
    seen: npt.NDArray[np.bool_]
    name: str


@dataclass(frozen=True, eq=False, slots=True)
class Following:
    """Which letter comes next, after a few beginnings: the likeliest, with their probabilities."""

    beginnings: tuple[str, ...]
    letters: tuple[tuple[tuple[str, float], ...], ...]
    """For each beginning, the likeliest first."""


Known: TypeAlias = Square | Curve | Plane | Confusion | Scatter | Following


def known(config: RunConfig, weights: FloatArray, columns: int = 60, rows: int = 24) -> Known | None:
    """What the network with these weights (P,) knows of its task, as fine as `columns` × `rows`.

    None where the task has no picture, and where the weights are not finite.
    """
    demo = config.task
    if not np.isfinite(weights).all() or columns < 1 or rows < 1:
        return None
    if config.demo == "names":
        return _following(config, weights)
    inputs, several = len(demo.input_names), len(demo.classes)
    if several > 2 or (several and inputs != 2):
        return _confusion(config, weights)
    if several:
        return _plane(config, weights, columns, rows)
    if inputs == 1:
        return _curve(config, weights, columns)
    if demo.asking is not None and demo.asking.form == "operation":
        return _square(config, weights)
    return _scatter(config, weights)


def _square(config: RunConfig, weights: FloatArray) -> Square:
    demo = config.task
    assert demo.asking is not None
    first, second = ([*range(round(low), round(high) + 1)] for low, high in demo.ranges())
    pairs = [(float(a), float(b)) for b in second for a in first]
    shape = len(second), len(first)
    said = predict(config, weights, pairs).astype(float)
    truths = np.array([demo.asking.truth(pair) for pair in pairs])
    practised = {sample.inputs for sample in demo.train}
    return Square(
        sign=demo.asking.sign,
        first=tuple(first),
        second=tuple(second),
        errors=(said - truths).reshape(shape),
        seen=np.array([pair in practised for pair in pairs]).reshape(shape),
        tolerance=demo.tolerance,
    )


def _curve(config: RunConfig, weights: FloatArray, columns: int) -> Curve:
    demo = config.task
    ((low, high),) = demo.ranges()
    reach = (high - low) * BESIDE or 1.0
    x = np.linspace(low - reach, high + reach, max(2, columns))
    truth = demo.asking.truth if demo.asking is not None else (lambda _: np.nan)
    return Curve(
        x=x,
        answers=predict(config, weights, x[:, None].astype(np.float32)).astype(float),
        truths=np.array([truth((float(one),)) for one in x]),
        seen=_points(demo.train),
        unseen=_points(demo.held_out),
        practised=(low, high),
        name=demo.output_names[0],
    )


def _points(samples: tuple[Sample, ...]) -> Floats:
    return np.array([(one.inputs[0], one.truth) for one in samples], dtype=float).reshape(-1, 2)


def _plane(config: RunConfig, weights: FloatArray, columns: int, rows: int) -> Plane:
    demo = config.task
    spans = [(low - (high - low) * MARGIN, high + (high - low) * MARGIN) for low, high in demo.ranges()]
    across = np.linspace(*spans[0], columns)
    up = np.linspace(*spans[1], rows)[::-1]
    grid = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
    chances = meanings(config, weights, grid.astype(np.float32))[:, 0]
    return Plane(
        x=spans[0],
        y=spans[1],
        chances=chances.reshape(rows, columns).astype(float),
        points=tuple(answers(config, weights, _few((*demo.train, *demo.held_out)))),
        classes=(demo.classes[0], demo.classes[1]),
        names=(demo.input_names[0], demo.input_names[1]),
    )


def _confusion(config: RunConfig, weights: FloatArray) -> Confusion:
    demo = config.task
    found = answers(config, weights, demo.held_out)
    n = len(demo.classes)
    counts = np.zeros((n, n), dtype=np.int64)
    for one in found:
        said = max(range(n), key=one.probabilities.__getitem__)
        counts[round(one.sample.truth), said] += 1
    wrong = next((one for one in found if not one.correct), None)
    return Confusion(
        classes=demo.classes,
        counts=counts,
        sample=wrong or (found[0] if found else None),
        side=demo.asking.side if demo.asking is not None else 0,
        ink=demo.asking.ink if demo.asking is not None else 1.0,
    )


def _scatter(config: RunConfig, weights: FloatArray) -> Scatter:
    demo = config.task
    samples = _few((*demo.train, *demo.held_out))
    return Scatter(
        truths=np.array([one.truth for one in samples]),
        answers=predict(config, weights, [one.inputs for one in samples]).astype(float),
        seen=np.array([one.kind == "seen" for one in samples]),
        name=demo.output_names[0],
    )


def _following(config: RunConfig, weights: FloatArray) -> Following:
    from asistente.training.demos.names import encoded

    demo = config.task
    beginnings = ("", "m", "ma", "mar", "an", "lu", "jo")
    found = meanings(config, weights, [encoded(one, demo.classes) for one in beginnings])
    best = np.argsort(-found, axis=1)
    return Following(
        beginnings=beginnings,
        letters=tuple(
            tuple((demo.classes[at], float(chances[at])) for at in order)
            for chances, order in zip(found, best, strict=True)
        ),
    )


def _few(samples: tuple[Sample, ...]) -> tuple[Sample, ...]:
    """At most `MOST_ROWS` of them, evenly taken: the same ones every time."""
    return samples[:: -(-len(samples) // MOST_ROWS)] if samples else ()
