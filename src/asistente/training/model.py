"""What a run's numbers mean: answers in the task's own unit, and a readable name for each weight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from asistente.nn.network import Network, parameter_count
from asistente.training.config import RunConfig
from asistente.training.demo import Sample
from asistente.training.demos import DEMOS

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the network says to a sample."""

    sample: Sample
    prediction: float
    """In the task's own unit, like the truth."""
    error: float
    """Prediction minus truth."""
    correct: bool
    """Whether it would be read as the truth: for sums, whether it rounds to it."""


def sizes(config: RunConfig) -> tuple[int, ...]:
    """Inputs, units of each hidden layer, outputs."""
    return (len(DEMOS[config.demo].input_names), *config.hidden, 1)


def weight_count(config: RunConfig) -> int:
    """How many numbers the network learns, biases included: P."""
    return parameter_count(sizes(config))


def predict(
    config: RunConfig, weights: FloatArray, inputs: Sequence[Sequence[float]] | FloatArray
) -> FloatArray:
    """Answers (n,) to `inputs` (n, 2), in the task's own unit, of the network with these weights (P,)."""
    demo = DEMOS[config.demo]
    network = Network(sizes(config), config.activation)
    network.parameters[:] = weights
    with np.errstate(all="ignore"):  # a diverged network may answer infinity
        outputs = network.predict(np.asarray(inputs, dtype=np.float32) / np.float32(demo.input_scale))
        return np.asarray(outputs[:, 0] * np.float32(demo.output_scale), dtype=np.float32)


def answers(config: RunConfig, weights: FloatArray, samples: Sequence[Sample] | None = None) -> list[Answer]:
    """What the network with these weights answers to `samples`, by default those that the demo shows."""
    demo = DEMOS[config.demo]
    samples = demo.shown if samples is None else samples
    predictions = predict(config, weights, [sample.inputs for sample in samples])
    return [
        Answer(sample, float(said), float(said) - sample.truth, demo.is_correct(float(said), sample.truth))
        for sample, said in zip(samples, predictions, strict=True)
    ]


def weight_names(config: RunConfig) -> tuple[str, ...]:
    """A name for each weight, in the order of the flat array: `a→h1`, `h1 bias`, `h1→sum`, `sum bias`.

    With several hidden layers a unit is named by its layer too: `h2.5` is the fifth of the second.
    """
    demo = DEMOS[config.demo]
    several = len(config.hidden) > 1
    layers = [list(demo.input_names)]
    for number, units in enumerate(config.hidden, 1):
        layers.append([f"h{number}.{unit}" if several else f"h{unit}" for unit in range(1, units + 1)])
    layers.append([demo.output_name])
    return tuple(
        name
        for before, after in pairwise(layers)
        for unit in after
        for name in (*(f"{source}→{unit}" for source in before), f"{unit} bias")
    )
