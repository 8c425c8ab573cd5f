"""The three numbers of addition without a hidden layer, to be moved by hand, beside gradient descent.

Everything is the engine's own: the start is that of the run with this seed, the loss is measured as a run
measures it, and what gradient descent reaches is that very run, a step at a time.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from asistente.nn.learner import Meter
from asistente.nn.losses import LOSSES
from asistente.nn.network import GradientPass, Network, with_ones
from asistente.nn.operations import perform
from asistente.training.arrays import examples
from asistente.training.config import RunConfig
from asistente.training.model import FloatArray, predict, sizes
from asistente.training.run import Run

Numbers = tuple[float, float, float]
"""w1, w2 and b, as the network holds them: its answer is w1 · a + w2 · b' + 10 · b."""


@dataclass(frozen=True, slots=True)
class Reached:
    """Where gradient descent stands after some steps."""

    steps: int
    numbers: Numbers
    loss: float


class Descent:
    """What gradient descent does from the start, with the demo's usual settings, as far as it was asked."""

    def __init__(self, config: RunConfig) -> None:
        self._run = Run(config)
        self._reached = [self._now()]

    def after(self, steps: int) -> Reached:
        """Where it stands after so many steps; where it ended, if it has learnt before."""
        while len(self._reached) <= steps and self._go_on():
            pass
        return self._reached[min(steps, len(self._reached) - 1)]

    def steps_to(self, loss: float) -> int | None:
        """The steps after which its loss is first no higher than this; None: it ends before."""
        at = 0
        while self.after(at).loss > loss:
            at += 1
            if self.after(at).steps < at:
                return None
        return at

    def _go_on(self) -> bool:
        if not self._run.step():
            return False
        self._reached.append(self._now())
        return True

    def _now(self) -> Reached:
        snapshot = self._run.snapshot()
        return Reached(snapshot.step, _numbers(snapshot.weights), snapshot.train_loss)


class ByHand:
    """The network of three numbers: where it begins, and what any three numbers are worth."""

    def __init__(self, config: RunConfig) -> None:
        self.config = config
        self.descent = Descent(config)
        demo = config.task
        inputs, targets = examples(demo, demo.train)
        self._loss = LOSSES[demo.loss]
        self._network = Network(sizes(config), config.activation)
        self._meter = Meter(self._network, self._loss, inputs, targets)
        self._gradient = GradientPass(self._network, self._loss, len(inputs))
        self._examples = np.vstack([targets.T, with_ones(inputs.T)])

    @property
    def start(self) -> Numbers:
        """Where the run with this seed begins."""
        return self.descent.after(0).numbers

    @property
    def goal(self) -> float:
        """The loss at which answers are off by what the demo calls learnt."""
        demo = self.config.task
        return (demo.stop.target / demo.output_scale) ** 2

    @property
    def sums(self) -> int:
        """How many sums the loss is the mean of."""
        return len(self.config.task.train)

    def loss(self, numbers: Numbers) -> float:
        """The mean squared error on the training sums, answers divided by ten; infinite if it overflows."""
        with np.errstate(all="ignore"):
            self._network.parameters[:] = numbers
            (loss,) = self._meter.losses(slice(None))
        return loss if math.isfinite(loss) else math.inf

    def slopes(self, numbers: Numbers) -> Numbers:
        """How much the loss grows with each number: the gradient over all training sums."""
        with np.errstate(all="ignore"):
            self._network.parameters[:] = numbers
            self._gradient.examples[:] = self._examples
            perform(self._gradient.operations)
        return _numbers(self._network.gradients)

    def answer(self, numbers: Numbers, *inputs: float) -> float:
        """What the network with these numbers says to a sum."""
        with np.errstate(all="ignore"):
            return float(predict(self.config, np.array(numbers, dtype=np.float32), [inputs])[0])

    def off_by(self, loss: float) -> float:
        """By how much answers are typically off, in the sums' own unit."""
        return math.sqrt(loss) * self.config.task.output_scale


@lru_cache(maxsize=8)
def by_hand(seed: int) -> ByHand:
    """The game's network with the start of this seed. ConfigError: no valid seed."""
    return ByHand(RunConfig.of("addition", hidden=(), seed=seed))


def _numbers(flat: FloatArray) -> Numbers:
    w1, w2, b = (float(value) for value in flat)
    return w1, w2, b
