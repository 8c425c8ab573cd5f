"""Names the label of a turn from its vector alone: networks that this program's own engine has trained.

For pages of somebody's own there are no trained networks, and a linear readout takes their place.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol, cast

import numpy as np
import numpy.typing as npt

from asistente.assistant.examples import Kind, Label
from asistente.assistant.routing import FOLDER
from asistente.knowledge.shelf import Array, Part
from asistente.nn.learner import Learner
from asistente.nn.losses import CROSS_ENTROPY
from asistente.nn.network import Network

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.intp]

FILE = FOLDER / "head.npz"
SCALE = 20.0
"""Vectors of length one have components of 0.05; the network gets them scaled, about one each."""
LOWEST = -12.0
"""Log-probability below which a label is as good as out of the question, and that of a label not learnt."""
MEMBERS = 4
"""Networks of the committee: they differ in their seeds, and together they err less than each alone."""
UNITS = 1024
NOISE = 1.3
"""Spread of what is added to every component of a copy: without it the examples are learnt by heart."""
COPIES, PASSES = 3, 12
BATCH = 256
RATE, DECAY = 0.002, 1e-5
SMOOTHED = 0.05
"""Share of the target that all labels divide: some examples would be at home under two of them."""
_RIDGE = 3.0
"""Of the linear readout; between 1 and 10 nothing changes much."""


class Head(Protocol):
    """What speaks for each label, given a vector."""

    def scores(self, vector: FloatArray) -> FloatArray:
        """(labels,) for a centred vector (dimensions,) of length one: the higher the likelier."""


class NetworkHead:
    """A committee of networks with one hidden layer each; its scores are log-probabilities."""

    def __init__(self, members: Sequence[Network], learnt: Sequence[Label], labels: Sequence[Label]) -> None:
        """`learnt`: the labels of the networks' outputs, in order; `labels`: those that are asked for."""
        self._members = members
        self._from = label_places(learnt, labels)

    @classmethod
    def load(cls, labels: Sequence[Label], file: Path = FILE) -> NetworkHead | None:
        """The trained networks that are shipped; None where there are none."""
        if not file.exists():
            return None
        with np.load(file) as kept:
            members = [Network(kept["sizes"].tolist(), "relu") for _ in kept["parameters"]]
            for network, parameters in zip(members, kept["parameters"], strict=True):
                network.parameters[:] = parameters
            learnt = [label_of(name) for name in kept["labels"].tolist()]
        return cls(members, learnt, labels)

    def scores(self, vector: FloatArray) -> FloatArray:
        """Logarithms of the mean probability that the members give each label, (labels,)."""
        chances = [_softmax(network.predict(SCALE * vector[None, :])[0]) for network in self._members]
        found = np.log(np.maximum(np.mean(chances, axis=0), np.exp(LOWEST)))
        return np.where(self._from >= 0, found[self._from], LOWEST).astype(np.float32)


class LinearHead:
    """Ridge regression of the labels on the vectors: ready in a fifth of a second, whatever the pages."""

    def __init__(self, vectors: FloatArray, owner: IntArray, counts: IntArray) -> None:
        """`vectors` (n, dimensions), `owner` (n,) their labels' places, `counts` (labels,) of examples."""
        inputs = np.hstack([vectors, np.ones((len(vectors), 1), np.float32)])
        weight = (1 / np.sqrt(counts))[owner].astype(np.float32)[:, None]
        weighted = inputs * weight
        # The targets are ones and zeros: their product with the inputs is a sum of rows for each label.
        sums = np.zeros((inputs.shape[1], len(counts)), np.float32)
        np.add.at(sums.T, owner, weighted)
        gram = weighted.T @ inputs + _RIDGE * np.eye(inputs.shape[1], dtype=np.float32)
        self._readout = np.asarray(np.linalg.solve(gram, sums), dtype=np.float32)

    @classmethod
    def restored(cls, part: Part) -> LinearHead:
        """The readout whose `part` this is."""
        head = cls.__new__(cls)
        head._readout = part["readout"]
        return head

    def part(self) -> dict[str, Array]:
        """All of it as arrays."""
        return {"readout": self._readout}

    def scores(self, vector: FloatArray) -> FloatArray:
        """About 1 for the label of examples like it and 0 for the others, (labels,)."""
        return np.asarray(np.append(vector, 1).astype(np.float32) @ self._readout, dtype=np.float32)


def train(vectors: FloatArray, owner: IntArray, labels: Sequence[Label], seed: int = 0) -> Network:
    """A network that tells the labels apart, trained on the examples' centred vectors.

    `vectors` (n, dimensions), `owner` (n,) their labels' places. Every example comes in copies with noise
    on top; the learning rate falls along half a cosine.
    """
    random = np.random.default_rng(seed)
    targets = np.full((len(vectors), len(labels)), SMOOTHED / len(labels), np.float32)
    targets[np.arange(len(vectors)), owner] += 1 - SMOOTHED
    copies = random.standard_normal((COPIES, *vectors.shape), dtype=np.float32)
    copies *= NOISE
    copies += SCALE * vectors
    network = Network((vectors.shape[1], UNITS, len(labels)), "relu")
    network.initialize("he", random)
    learner = Learner(
        network,
        CROSS_ENTROPY,
        copies.reshape(-1, vectors.shape[1]),
        np.tile(targets, (COPIES, 1)),
        optimizer="adam",
        learning_rate=RATE,
        batch_size=BATCH,
        l2=DECAY,
        random=random,
    )
    steps = PASSES * learner.batches_left
    for done in range(0, steps, 100):
        learner.learning_rate = RATE * (1 + float(np.cos(np.pi * done / steps))) / 2
        learner.step(min(100, steps - done))
    return network


def save(members: Sequence[Network], labels: Sequence[Label], file: Path = FILE) -> None:
    """Write trained networks with the labels of their outputs, in half precision."""
    np.savez_compressed(
        file,
        sizes=np.array(members[0].sizes),
        parameters=np.stack([network.parameters for network in members]).astype(np.float16),
        labels=np.array([f"{label.kind}/{label.name}" for label in labels]),
    )


def label_places(learnt: Sequence[Label], labels: Sequence[Label]) -> IntArray:
    """Where each of `labels` stands among those learnt, (labels,); -1 for one that was not."""
    place = {label: at for at, label in enumerate(learnt)}
    return np.array([place.get(label, -1) for label in labels])


def label_of(name: str) -> Label:
    """A label from how `save` writes it, `kind/name`."""
    kind, _, rest = name.partition("/")
    return Label(cast(Kind, kind), rest)


def _softmax(logits: FloatArray) -> FloatArray:
    powers = np.exp(logits - logits.max())
    return np.asarray(powers / powers.sum(), dtype=np.float32)
