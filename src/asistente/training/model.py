"""What a run's numbers mean: answers in the task's own unit, and a readable name for each weight."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

import numpy as np
import numpy.typing as npt

from asistente.nn.network import Network, parameter_count
from asistente.training.arrays import meaning, scaled
from asistente.training.config import RunConfig
from asistente.training.demo import Demo, Sample

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the network says to a sample."""

    sample: Sample
    prediction: float
    """In the task's own unit, like the truth: for two classes the probability of the second, for more the
    number of the most probable one."""
    error: float
    """Prediction minus truth; for more than two classes, how much probability the right one lacks. NaN where
    nobody knows the truth."""
    correct: bool
    """Whether it would be read as the truth: for sums, whether it rounds to it."""
    said: str = ""
    """The prediction in a few characters: `12.197`, `A (0.93)`, `7 (0.98)`."""
    should: str = ""
    """The truth in a few characters: `12`, `B`, `7`."""
    probabilities: tuple[float, ...] = ()
    """Of each class; empty where the answer is a number."""


def sizes(config: RunConfig) -> tuple[int, ...]:
    """Inputs, units of each hidden layer, outputs."""
    return (len(config.task.input_names), *config.hidden, len(config.task.output_names))


def weight_count(config: RunConfig) -> int:
    """How many numbers the network learns, biases included: P."""
    return parameter_count(sizes(config))


def steps_per_epoch(config: RunConfig) -> int:
    """Steps in which every training example is used once."""
    return -(-len(config.task.train) // config.batch_size)


def meanings(
    config: RunConfig, weights: FloatArray, inputs: Sequence[Sequence[float]] | FloatArray
) -> FloatArray:
    """What the network with these weights (P,) says to `inputs` (n, inputs), which are in the task's unit.

    (n, 1) numbers in the task's unit; (n, 1) probabilities of the second of two classes; or (n, classes).
    """
    network = Network(sizes(config), config.activation)
    network.parameters[:] = weights
    with np.errstate(all="ignore"):  # a diverged network may answer infinity
        outputs = network.predict(scaled(config.task, inputs).astype(np.float32))
        return np.asarray(meaning(config.task, outputs.T).T, dtype=np.float32)


def predict(
    config: RunConfig, weights: FloatArray, inputs: Sequence[Sequence[float]] | FloatArray
) -> FloatArray:
    """Answers (n,) to `inputs` (n, inputs), as an `Answer` has its prediction."""
    return _predictions(meanings(config, weights, inputs))


def answers(config: RunConfig, weights: FloatArray, samples: Sequence[Sample] | None = None) -> list[Answer]:
    """What the network with these weights answers to `samples`, by default those that the demo shows."""
    samples = config.task.shown if samples is None else samples
    if not samples:
        return []
    found = meanings(config, weights, [sample.inputs for sample in samples])
    return answers_of(config.task, samples, found)


def answers_of(demo: Demo, samples: Sequence[Sample], found: FloatArray) -> list[Answer]:
    """Meanings (n, …) as answers to samples."""
    return [
        _answer(demo, sample, tuple(meant), float(prediction))
        for sample, meant, prediction in zip(samples, found.tolist(), _predictions(found), strict=True)
    ]


def _answer(demo: Demo, sample: Sample, meant: tuple[float, ...], prediction: float) -> Answer:
    several = len(meant) > 1
    lacks_truth = math.isnan(sample.truth)
    return Answer(
        sample=sample,
        prediction=prediction,
        error=1 - meant[round(sample.truth)] if several and not lacks_truth else prediction - sample.truth,
        correct=demo.is_correct(prediction, sample.truth),
        said=demo.said(meant),
        should=demo.should(sample.truth),
        probabilities=() if not demo.classes else meant if several else (1 - meant[0], meant[0]),
    )


def _predictions(found: FloatArray) -> FloatArray:
    if found.shape[1] == 1:
        return found[:, 0]
    # where weights are not finite nothing is the most probable
    best = np.where(np.isfinite(found).all(axis=1), found.argmax(axis=1), np.nan)
    return best.astype(np.float32)


def unit_names(config: RunConfig) -> list[tuple[str, ...]]:
    """Names of the inputs, of each hidden layer's units and of the outputs: `a`, `h1`, `sum`.

    With several hidden layers a unit is named by its layer too: `h2.5` is the fifth of the second.
    """
    demo = config.task
    several = len(config.hidden) > 1
    hidden = [
        tuple(f"h{number}.{unit}" if several else f"h{unit}" for unit in range(1, units + 1))
        for number, units in enumerate(config.hidden, 1)
    ]
    return [demo.input_names, *hidden, demo.output_names]


def weight_names(config: RunConfig, most: int | None = None) -> tuple[str, ...]:
    """A name for each weight, in the order of the flat array: `a→h1`, `h1 bias`, `h1→sum`, `sum bias`.

    `most`: how many are wanted, from the first; by default all.
    """
    names = (
        f"{unit} bias" if source is None else f"{source}→{unit}"
        for before, after in pairwise(unit_names(config))
        for unit in after
        for source in (*before, None)
    )
    return tuple(islice(names, most))
