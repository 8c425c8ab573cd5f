"""Between a demo's samples and the network's numbers: scaling, targets, what an output means."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from asistente.nn.losses import LOSSES, read
from asistente.nn.operations import Array
from asistente.training.demo import Demo, Sample

Exact = npt.NDArray[np.float64]


def scaled(demo: Demo, inputs: npt.ArrayLike) -> Exact:
    """Inputs (n, inputs) in the task's own unit, as the network sees them."""
    values = np.asarray(inputs, dtype=np.float64).reshape(-1, len(demo.input_names))
    return np.asarray((values - np.asarray(demo.input_shift)) / np.asarray(demo.input_scale))


def examples(demo: Demo, samples: Sequence[Sample]) -> tuple[Exact, Exact]:
    """Inputs (n, inputs) and targets (n, outputs) of samples, as the network sees them."""
    truths = np.array([sample.truth for sample in samples], dtype=np.float64)
    if len(demo.output_names) > 1:
        targets = np.eye(len(demo.output_names))[truths.astype(int)]
    else:
        targets = ((truths - demo.output_shift) / demo.output_scale)[:, None]
    return scaled(demo, [sample.inputs for sample in samples]), targets


def disturbed(demo: Demo, targets: Exact, noise: float, random: np.random.Generator) -> Exact:
    """Targets with noise: numbers are moved by that deviation, classes exchanged with that probability."""
    if not demo.classes:
        return targets + random.normal(0.0, noise, targets.shape) / demo.output_scale
    exchanged = random.random(len(targets)) < noise
    others = random.integers(0, len(demo.classes), len(targets))
    any_class = others[:, None].astype(float) if targets.shape[1] == 1 else np.eye(len(demo.classes))[others]
    return np.where(exchanged[:, None], any_class, targets)


def meaning(demo: Demo, outputs: Array) -> Array:
    """What outputs (outputs, n) say: numbers in the task's own unit, or probabilities."""
    if demo.classes:
        return read(LOSSES[demo.loss], outputs)
    return outputs * demo.output_scale + demo.output_shift


def measured(demo: Demo, outputs: Array, targets: Array, loss: float) -> float:
    """What the stop rule watches, from outputs and targets (outputs, n) and the loss of them."""
    match demo.stop.measure:
        case "perplexity":
            return math.exp(min(loss, 700.0))
        case "wrong":
            return float(np.mean(chosen(outputs) != chosen(targets - 0.5)))
        case "error" if demo.classes:
            difference = read(LOSSES[demo.loss], outputs) - targets
            return math.sqrt(float(np.mean(difference * difference)))
        case _:
            return math.sqrt(loss) * demo.output_scale


def chosen(scores: Array) -> npt.NDArray[np.intp]:
    """The number of the class that outputs (outputs, n) speak for; of a single one 1 where it is above 0."""
    return np.asarray(scores.argmax(axis=0) if len(scores) > 1 else scores[0] > 0, dtype=np.intp)
