"""One step taken apart: the examples that it saw, the gradient of every weight, and the change.

Everything is computed anew, in float64, from a snapshot: the weights before the step are those after it
minus its change. So a step can be explained while the run goes on, and after it has ended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from asistente.nn.losses import LOSSES, read
from asistente.nn.network import ForwardPass, Network
from asistente.nn.operations import Array, perform
from asistente.training.arrays import Exact, disturbed, examples
from asistente.training.config import RunConfig
from asistente.training.demo import Sample
from asistente.training.events import Snapshot
from asistente.training.model import Answer, answers, sizes, unit_names

TRIED = 400
"""Weights whose gradient is compared with a finite difference; of a larger network those that moved most."""
_WIDTH = 1e-5
"""Half the distance of the two losses of a finite difference, for a weight of about one."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a parameter sits."""

    layer: int
    """0 is the first layer of weights."""
    unit: int
    """The unit that it leads into, from 0."""
    source: int | None
    """The unit or input that it comes from; None for a bias."""


@dataclass(frozen=True, slots=True)
class Path:
    """A way by which a unit reaches the loss: through one unit of the next layer."""

    name: str
    weight: float
    blame: float
    """The derivative of the example's loss by that unit's sum."""


@dataclass(frozen=True, slots=True)
class OutputError:
    """Where a chain begins: the derivative of an example's loss by one output."""

    name: str
    given: float
    """What the network gave, as it computes: scaled, or a probability."""
    wanted: float
    """What it should have given."""
    blame: float
    """Their difference times `factor`."""

    @property
    def factor(self) -> float:
        """2 for a squared error, 1 for a cross-entropy; divided where an example has several outputs."""
        difference = self.given - self.wanted
        return self.blame / difference if difference else 1.0


@dataclass(frozen=True, slots=True)
class Chain:
    """The chain rule for one parameter and one example: every factor, from the parameter to the loss."""

    answer: Answer
    """What the network answered to the example before the step."""
    given: float
    """What the parameter is multiplied by: its input's value, 1 for a bias."""
    total: float
    """The sum z of the unit that it leads into, bias included."""
    value: float
    """What that unit gives: f(z), or z itself where it is an output."""
    slope: float
    """f'(z): how much of a small change of the sum comes out."""
    paths: tuple[Path, ...]
    """From the unit to the loss, over the next layer; empty where the unit is an output."""
    blame: float
    """The derivative of the example's loss by the unit's value: the sum over the paths."""

    @property
    def gradient(self) -> float:
        """The derivative of the example's loss by the parameter."""
        return self.blame * self.slope * self.given


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well the gradients agree with what one finds by trying: with finite differences."""

    tried: int
    """Parameters compared."""
    worst: float
    """The largest difference, as a share of the largest of these gradients."""


class StepTaken:
    """The last step of a snapshot. Its loss is the mean over the examples of that step alone."""

    def __init__(self, config: RunConfig, snapshot: Snapshot, learning_rate: float) -> None:
        """`learning_rate`: the one that was in force. ValueError: no step has been done."""
        if not snapshot.examples:
            raise ValueError("no step has been done")
        self.config, self.learning_rate = config, learning_rate
        self.step = snapshot.step
        self.change: Exact = snapshot.change.astype(np.float64)
        """What the step added to each parameter, (P,)."""
        self.after: Exact = snapshot.weights.astype(np.float64)
        self.before: Exact = self.after - self.change
        self.rows = snapshot.examples
        train = config.task.train
        self.samples: tuple[Sample, ...] = tuple(train[row] for row in self.rows)
        """The examples that the step saw, k of them."""
        inputs, targets = examples(config.task, train)
        if config.noise:
            noise = np.random.default_rng([config.seed, 2])  # the stream that the run takes its noise from
            targets = disturbed(config.task, targets, config.noise, noise)
        rows = list(self.rows)
        self._inputs, self._targets = inputs[rows], targets[rows].T
        self._loss = LOSSES[config.task.loss]
        self._network = Network(sizes(config), config.activation, np.float64)
        self._forward = ForwardPass(self._network, np.vstack([self._inputs.T, np.ones(len(rows))]))

    @cached_property
    def loss_before(self) -> float:
        """The mean loss of the step's examples before it; without what L2 adds."""
        return self._value(self.before)

    @cached_property
    def loss_after(self) -> float:
        """The mean loss of the same examples after it."""
        return self._value(self.after)

    @cached_property
    def gradients(self) -> Exact:
        """Of every parameter for each example alone, (P, k); their mean is the gradient of the loss."""
        found = [
            (blame[:, None, :] * before[None, :, :]).reshape(-1, len(self.rows))
            for blame, before in zip(self._blames, self._activations, strict=True)
        ]
        return np.concatenate(found)

    @cached_property
    def decay(self) -> Exact:
        """What L2 adds to the gradient, (P,): 2 · l2 · w for weights, nothing for biases."""
        return np.asarray(2 * self.config.l2 * self._network.weights_alone() * self.before)

    @cached_property
    def gradient(self) -> Exact:
        """What the optimizer was given, (P,): the gradient of the loss and L2's part."""
        return np.asarray(self.gradients.mean(axis=1) + self.decay)

    @cached_property
    def kept_velocity(self) -> Exact | None:
        """What momentum added to the gradient, 0.9 of its velocity, (P,); None for other optimizers."""
        if self.config.optimizer != "momentum" or not self.learning_rate:
            return None
        return np.asarray(-self.change / self.learning_rate - self.gradient)

    @cached_property
    def answers(self) -> list[Answer]:
        """What the network answered to the step's examples before it."""
        return answers(self.config, self.before.astype(np.float32), self.samples)

    @cached_property
    def order(self) -> npt.NDArray[np.intp]:
        """Parameters by how far they moved, the farthest first, (P,)."""
        return np.argsort(-np.abs(self.change), kind="stable")

    @cached_property
    def agreement(self) -> Agreement:
        """The gradients beside finite differences: of all parameters, or of the `TRIED` that moved most."""
        tried = self.order[:TRIED]
        differences = np.array([self.difference(int(index)) for index in tried])
        found = self.gradients.mean(axis=1)[tried]
        largest = max(float(np.abs(found).max()), float(np.abs(differences).max()), 1e-300)
        return Agreement(len(tried), float(np.abs(found - differences).max()) / largest)

    def difference(self, index: int) -> float:
        """The slope of the loss by one parameter, found by trying: a little more, a little less."""
        width = _WIDTH * max(1.0, abs(float(self.before[index])))
        tried = self.before.copy()
        tried[index] += width
        more = self._value(tried)
        tried[index] -= 2 * width
        return (more - self._value(tried)) / (2 * width)

    def place(self, index: int) -> Place:
        """Where the parameter of this number sits."""
        start = 0
        for layer, view in enumerate(self._network.layers):
            if index < start + view.size:
                unit, source = divmod(index - start, view.shape[1])
                return Place(layer, unit, source if source + 1 < view.shape[1] else None)
            start += view.size
        raise IndexError(index)

    def chain(self, index: int, example: int = 0) -> Chain:
        """Every factor of the gradient of one parameter, for one of the step's examples."""
        place = self.place(index)
        layer = place.layer
        source = -1 if place.source is None else place.source
        total = float(self._sums[layer][place.unit, example])
        outgoing = self._layers(self.before)[layer + 1 :]
        if not outgoing:
            paths: tuple[Path, ...] = ()
            value, slope, blame = total, 1.0, float(self._blames[layer][place.unit, example])
        else:
            names = unit_names(self.config)[layer + 2]
            paths = tuple(
                Path(name, float(weights[place.unit]), float(back))
                for name, weights, back in zip(
                    names, outgoing[0], self._blames[layer + 1][:, example], strict=True
                )
            )
            value = float(self._activations[layer + 1][place.unit, example])
            slope = float(self._slopes[layer][place.unit, example])
            blame = sum(path.weight * path.blame for path in paths)
        return Chain(
            answer=self.answers[example],
            given=float(self._activations[layer][source, example]),
            total=total,
            value=value,
            slope=slope,
            paths=paths,
            blame=blame,
        )

    def output_error(self, unit: int, example: int = 0) -> OutputError:
        """How far an output was from its target, for one of the step's examples."""
        return OutputError(
            unit_names(self.config)[-1][unit],
            float(read(self._loss, self._sums[-1])[unit, example]),
            float(self._targets[unit, example]),
            float(self._blames[-1][unit, example]),
        )

    def _layers(self, weights: Exact) -> Sequence[Array]:
        return self._network.views(weights)

    def _run(self, weights: Exact) -> Exact:
        """The outputs (outputs, k) that these weights give to the step's examples."""
        self._network.parameters[:] = weights
        with np.errstate(all="ignore"):  # the step may be the one that blew up
            perform(self._forward.operations)
        return np.asarray(self._forward.outputs)

    def _value(self, weights: Exact) -> float:
        with np.errstate(all="ignore"):
            return self._loss.value(self._run(weights), self._targets)

    @cached_property
    def _activations(self) -> list[Array]:
        """What goes into each layer, (n + 1, k) with its row of ones, before the step."""
        self._run(self.before)
        return [layer.copy() for layer in self._forward.activations]

    @cached_property
    def _sums(self) -> list[Array]:
        """The sums of the units of each layer, (units, k)."""
        pairs = zip(self._layers(self.before), self._activations, strict=True)
        return [layer @ before for layer, before in pairs]

    @cached_property
    def _slopes(self) -> list[Array]:
        """f'(z) of the units of each hidden layer, (units, k)."""
        found = []
        for values in self._activations[1:]:
            slope = np.ones_like(values[:-1])
            perform(self._network.activation.derive(values[:-1], slope, np.zeros_like(slope)))
            found.append(slope)
        return found

    @cached_property
    def _blames(self) -> list[Array]:
        """For each layer the derivative of every example's own loss by the units' sums, (units, k)."""
        outputs = self._sums[-1].copy()
        scale = self._loss.scale(outputs) * len(self.rows)  # of an example alone, not of their mean
        perform(self._loss.derive(outputs, self._targets))
        found = [outputs * scale]
        for layer, slope in zip(reversed(self._layers(self.before)[1:]), reversed(self._slopes), strict=True):
            found.append((layer[:, :-1].T @ found[-1]) * slope)
        return found[::-1]
