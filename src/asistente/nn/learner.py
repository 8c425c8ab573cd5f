"""Training itself: mini-batches, gradients, changes. Every step is a list of operations made beforehand."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from asistente.nn.losses import Loss
from asistente.nn.network import ForwardPass, GradientPass, Network, with_ones
from asistente.nn.operations import Array, Operation, constant, perform, zeros
from asistente.nn.optimizers import OPTIMIZERS


class Learner:
    """Trains a network on examples, a mini-batch a step, all of them in a new order every epoch."""

    def __init__(
        self,
        network: Network,
        loss: Loss,
        inputs: Array,
        targets: Array,
        *,
        optimizer: str,
        learning_rate: float,
        batch_size: int,
        l2: float,
        random: np.random.Generator,
    ) -> None:
        """`inputs` (N, inputs), `targets` (N, outputs); `random` only orders the examples."""
        dtype = network.parameters.dtype
        self._random = random
        self._examples: Array = np.ascontiguousarray(np.vstack([targets.T, with_ones(inputs.T)]), dtype=dtype)
        self._order: npt.NDArray[np.intp] = np.arange(len(inputs))
        self._batch_size = batch_size
        self._network, self._loss = network, loss
        self._learning_rate = learning_rate
        self._rates: dict[float, Array] = {}
        self.change: Array = zeros(network.parameters.shape, dtype)
        """What the last step added to the parameters, (P,)."""
        self._plain = optimizer == "sgd" and not l2
        self._update = _decay(network, l2) if l2 else []
        self._update += self._changes(optimizer, 1.0)
        self._shared: dict[int, tuple[Array, list[Operation]]] = {}  # by how many examples there are
        self._batches = [self._batch(start) for start in range(0, len(inputs), batch_size)]
        self._next = len(self._batches)
        self._single = 0
        self._last = slice(0, 0)

    @property
    def last_examples(self) -> npt.NDArray[np.intp]:
        """Numbers of the examples that the last step saw, (k,); none before the first."""
        return self._order[self._last].copy()

    @property
    def learning_rate(self) -> float:
        """What each gradient is multiplied by; may be changed between steps."""
        return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, value: float) -> None:
        self._learning_rate = value
        for factor, rate in self._rates.items():
            rate[...] = -value * factor

    @property
    def batches_left(self) -> int:
        """Steps to the end of this epoch; those of a whole epoch where none has begun."""
        return len(self._batches) - self._next or len(self._batches)

    def step(self, n: int = 1) -> None:
        """Do `n` steps. Nothing is allocated and nothing is checked: numbers may become infinite."""
        batches, begun = self._batches, self._next
        while n > 0:
            if self._next == len(batches):
                self._begin_epoch()
            if self._single:
                self._finish_batch()
                n -= 1
            begun = self._next
            self._next = min(begun + n, len(batches))
            for operations in batches[begun : self._next]:
                for function, arguments in operations:
                    function(*arguments)
            n -= self._next - begun
        if self._next > begun:
            self._last = slice((self._next - 1) * self._batch_size, self._next * self._batch_size)

    def step_single(self) -> None:
        """A step by the next example alone; the next whole step takes what is left of its batch."""
        if self._next == len(self._batches):
            self._begin_epoch()
        start = self._next * self._batch_size + self._single
        perform(self._batch(start, most=1))
        self._last = slice(start, start + 1)
        self._single += 1
        if self._next * self._batch_size + self._single == len(self._order) or (
            self._single == self._batch_size
        ):
            self._next, self._single = self._next + 1, 0

    def _changes(self, optimizer: str, factor: float) -> list[Operation]:
        """The operations that change the parameters, at `factor` times the learning rate."""
        network = self._network
        rate = self._rates.setdefault(factor, constant(-self._learning_rate * factor, network.parameters))
        operations = OPTIMIZERS[optimizer](network.gradients, self.change, rate)
        return [*operations, (np.add, (network.parameters, self.change, network.parameters))]

    def _begin_epoch(self) -> None:
        self._next = 0
        if len(self._batches) > 1:
            self._random.shuffle(self._order)

    def _finish_batch(self) -> None:
        start, left = self._next * self._batch_size + self._single, self._batch_size - self._single
        perform(self._batch(start, left))
        self._last = slice(start, start + left)
        self._next, self._single = self._next + 1, 0

    def _batch(self, start: int, most: int | None = None) -> list[Operation]:
        """The operations of a step on this part of an epoch; parts differ in what of the order they fetch."""
        rows = self._order[start : start + (most or self._batch_size)]
        if len(rows) not in self._shared:
            step = GradientPass(self._network, self._loss, len(rows), leave_scale=self._plain)
            update = self._update if step.left == 1 else self._changes("sgd", step.left)
            self._shared[len(rows)] = step.examples, step.operations + update
        buffer, operations = self._shared[len(rows)]
        fetch: Operation = (self._examples.take, (rows, 1, buffer, "clip"))
        return [fetch, *operations]


class Meter:
    """Measures a network on fixed examples, without touching its training."""

    def __init__(self, network: Network, loss: Loss, inputs: Array, targets: Array) -> None:
        """`inputs` (N, inputs), `targets` (N, outputs)."""
        dtype = network.parameters.dtype
        self._loss = loss
        self.targets: Array = np.ascontiguousarray(targets.T, dtype=dtype)
        """What it should answer, (outputs, N)."""
        self._forward = ForwardPass(network, with_ones(inputs.T.astype(dtype)))

    def outputs(self) -> Array:
        """What the network answers now, (outputs, N): a buffer that the next call overwrites."""
        perform(self._forward.operations)
        return self._forward.outputs

    @property
    def hidden(self) -> list[Array]:
        """What the units of each hidden layer gave at the last measurement, (units, N) each."""
        return [layer[:-1] for layer in self._forward.activations[1:]]

    @property
    def last_outputs(self) -> Array:
        """The outputs of the last measurement, (outputs, N)."""
        return self._forward.outputs

    def losses(self, *parts: slice) -> list[float]:
        """The loss now, of each of these parts of the examples."""
        outputs = self.outputs()
        return [self._loss.value(outputs[:, part], self.targets[:, part]) for part in parts]


def _decay(network: Network, l2: float) -> list[Operation]:
    """L2: the derivative of l2 · Σ w², 2 · l2 · w, joins the gradient; biases are left alone."""
    factor = network.weights_alone() * constant(2 * l2, network.parameters)
    scratch = np.zeros_like(factor)
    return [
        (np.multiply, (network.parameters, factor, scratch)),
        (np.add, (network.gradients, scratch, network.gradients)),
    ]
