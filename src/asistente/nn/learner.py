"""Training itself: mini-batches, gradients, changes. Every step is a list of operations made beforehand."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from asistente.nn.losses import Loss
from asistente.nn.network import ForwardPass, Network, backward, with_ones
from asistente.nn.operations import Array, Operation, constant, perform
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
        self._examples: Array = np.ascontiguousarray(np.vstack([with_ones(inputs.T), targets.T]), dtype=dtype)
        self._order: npt.NDArray[np.intp] = np.arange(len(inputs))
        self.change: Array = np.zeros_like(network.parameters)
        """What the last step added to the parameters, (P,)."""
        update = _decay(network, l2) if l2 else []
        update += OPTIMIZERS[optimizer](network.gradients, self.change, learning_rate)
        update.append((np.add, (network.parameters, self.change, network.parameters)))
        self._batches = self._prepare(network, loss, inputs.shape[1], batch_size, update)
        self._next = len(self._batches)

    def step(self, n: int = 1) -> None:
        """Do `n` steps. Nothing is allocated and nothing is checked: numbers may become infinite."""
        while n > 0:
            if self._next == len(self._batches):
                self._begin_epoch()
            for operations in self._batches[self._next : self._next + n]:
                for function, arguments in operations:
                    function(*arguments)
                self._next += 1
                n -= 1

    def _begin_epoch(self) -> None:
        self._next = 0
        if len(self._batches) > 1:
            self._random.shuffle(self._order)

    def _prepare(
        self, network: Network, loss: Loss, inputs: int, batch_size: int, update: list[Operation]
    ) -> list[list[Operation]]:
        """The operations of each batch of an epoch; they differ in what part of the order they fetch."""
        batches = []
        shared: dict[int, tuple[Array, list[Operation]]] = {}  # the last batch may be smaller
        for start in range(0, len(self._order), batch_size):
            rows = self._order[start : start + batch_size]
            if len(rows) not in shared:
                buffer = self._examples[:, : len(rows)].copy()
                forward = ForwardPass(network, buffer[: inputs + 1])
                slopes = backward(network, forward, loss, buffer[inputs + 1 :])
                shared[len(rows)] = buffer, forward.operations + slopes + update
            buffer, operations = shared[len(rows)]
            fetch: Operation = (self._examples.take, (rows, 1, buffer, "clip"))
            batches.append([fetch, *operations])
        return batches


class Meter:
    """Measures a network on fixed examples, without touching its training."""

    def __init__(self, network: Network, loss: Loss, inputs: Array, targets: Array) -> None:
        """`inputs` (N, inputs), `targets` (N, outputs)."""
        dtype = network.parameters.dtype
        self._loss = loss
        self._targets = np.ascontiguousarray(targets.T, dtype=dtype)
        self._forward = ForwardPass(network, with_ones(inputs.T.astype(dtype)))

    def outputs(self) -> Array:
        """What the network answers now, (outputs, N): a buffer that the next call overwrites."""
        perform(self._forward.operations)
        return self._forward.outputs

    def losses(self, *parts: slice) -> list[float]:
        """The loss now, of each of these parts of the examples."""
        outputs = self.outputs()
        return [self._loss.value(outputs[:, part], self._targets[:, part]) for part in parts]


def _decay(network: Network, l2: float) -> list[Operation]:
    """L2: the derivative of l2 · Σ w², 2 · l2 · w, joins the gradient; biases are left alone."""
    factor = network.weights_alone() * constant(2 * l2, network.parameters)
    scratch = np.zeros_like(factor)
    return [
        (np.multiply, (network.parameters, factor, scratch)),
        (np.add, (network.gradients, scratch, network.gradients)),
    ]
