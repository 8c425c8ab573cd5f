"""A multilayer perceptron: its parameters in one flat array, and the passes through it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from asistente.nn.activations import ACTIVATIONS
from asistente.nn.initialization import INITIALIZATIONS
from asistente.nn.losses import Loss
from asistente.nn.operations import Array, Operation, constant, perform, zeros


class Network:
    """Layers of units; the hidden ones are followed by the activation, the last is linear.

    `parameters` and `gradients` are flat (P,). A layer with n inputs and m units is a view (m, n + 1) of
    them: a row a unit, its bias in the last column. Examples stand in columns, above a row of ones.
    """

    def __init__(self, sizes: Sequence[int], activation: str, dtype: npt.DTypeLike = np.float32) -> None:
        """`sizes`: inputs, units of each hidden layer, outputs."""
        self.sizes = tuple(sizes)
        self.activation = ACTIVATIONS[activation]
        count, width = parameter_count(sizes), self.sizes[-2] + 2
        memory = zeros((count + 1 + width,), dtype)
        memory[count] = -1
        self.parameters: Array = memory[:count]
        self.ending: Array = memory[count + 1 - width :].reshape(2, width)
        """(2, inputs + 2): weights and bias of the last layer, if that is one unit, and -1; then zeros."""
        self.gradients: Array = zeros((count,), dtype)
        """What a `GradientPass` found last: see its `left`."""
        self.layers = self.views(self.parameters)
        self.slopes = self.views(self.gradients)

    def views(self, flat: Array) -> list[Array]:
        """`flat` (P,) seen as layers: a view (units, inputs + 1) for each."""
        views: list[Array] = []
        start = 0
        for inputs, units in pairwise(self.sizes):
            end = start + units * (inputs + 1)
            views.append(flat[start:end].reshape(units, inputs + 1))
            start = end
        return views

    def initialize(self, kind: str, random: np.random.Generator) -> None:
        """Set the weights as `kind` says (xavier, he, uniform, zero) and the biases to zero."""
        for layer in self.layers:
            layer[:, -1] = 0
            layer[:, :-1] = INITIALIZATIONS[kind](random, layer.shape[1] - 1, layer.shape[0])

    def weights_alone(self) -> Array:
        """A mask (P,): 1 where a parameter is a weight, 0 where it is a bias."""
        mask = np.ones_like(self.parameters)
        for layer in self.views(mask):
            layer[:, -1] = 0
        return mask

    def predict(self, inputs: Array) -> Array:
        """Outputs (N, outputs) for inputs (N, inputs)."""
        columns = with_ones(inputs.T.astype(self.parameters.dtype))
        forward = ForwardPass(self, columns)
        perform(forward.operations)
        return forward.outputs.T.copy()


class ForwardPass:
    """Operations that carry given examples through the network, into buffers of their own."""

    def __init__(self, network: Network, inputs: Array, last_hidden: Array | None = None) -> None:
        """`inputs`: (inputs + 1, N), the last row ones; read again at every pass.

        `last_hidden`: (units + 1, N), the buffer of the last hidden layer where it is to be a certain one.
        """
        self.operations: list[Operation] = []
        self.activations = [inputs]
        for layer, after in pairwise(network.layers):
            buffer = zeros((layer.shape[0] + 1, inputs.shape[1]), layer.dtype)
            if last_hidden is not None and after is network.layers[-1]:
                buffer = last_hidden
            buffer[-1] = 1  # whom the bias is multiplied by
            # On arrays this small the method costs 0.3 µs, np.dot 0.4 and np.matmul 0.7, for one product.
            self.operations.append((layer.dot, (self.activations[-1], buffer[:-1])))
            self.operations += network.activation.apply(buffer[:-1])
            self.activations.append(buffer)
        last = network.layers[-1]
        self.padded: Array = zeros((max(2, last.shape[0]), inputs.shape[1]), last.dtype)
        """The outputs, and a row of zeros where there is only one."""
        self.outputs: Array = self.padded[: last.shape[0]]
        self.operations.append((last.dot, (self.activations[-1], self.outputs)))


class GradientPass:
    """Operations that fill the network's gradients, by examples that the caller puts into `examples`."""

    def __init__(self, network: Network, loss: Loss, count: int, leave_scale: bool = False) -> None:
        """`count`: of examples. `leave_scale`: see `left`."""
        outputs, width = network.layers[-1].shape
        hidden = width if len(network.layers) > 1 else 0
        memory = zeros((hidden + outputs + network.sizes[0] + 1, count), network.parameters.dtype)
        self.examples: Array = memory[hidden:]
        """Targets, inputs and a row of ones, (outputs + inputs + 1, count)."""
        targets, inputs = self.examples[:outputs], self.examples[outputs:]
        self._forward = ForwardPass(network, inputs, memory[:hidden])
        delta = self._forward.outputs
        scale = loss.scale(delta)
        self.left = scale if leave_scale and math.frexp(scale)[0] == 0.5 else 1.0
        """What the gradients are still to be multiplied by: plain descent puts it into its rate, one call
        less a step. A power of two: that rounds nothing, and the numbers are the same, bit for bit."""
        self.operations = self._forward.operations
        if hidden and outputs == 1 and loss.subtracts:
            # The targets lie below the last hidden layer and get the weight -1: one product does both.
            self.operations[-1] = (network.ending[:1].dot, (memory[: hidden + 1], delta))
        else:
            self.operations += loss.derive(delta, targets)
        if self.left == 1:
            self.operations.append((np.multiply, (delta, constant(scale, delta), delta)))
        self.operations += self._backward(network)

    def _backward(self, network: Network) -> list[Operation]:
        """From the derivative by the outputs, which stands in their place, to all gradients.

        The derivative by a layer's sums, delta (units, N), gives the gradient of its weights,
        delta · inputsᵀ, and goes back to the layer before through the weights: Wᵀ · delta · f'.
        """
        delta, operations = self._forward.outputs, list[Operation]()
        for index in reversed(range(len(network.layers))):
            inputs = self._forward.activations[index]
            operations.append((delta.dot, (inputs.T, network.slopes[index])))
            if index:
                layer = network.layers[index]
                if delta is self._forward.outputs and len(delta) == 1:
                    # A column times a row takes BLAS longer than two columns times two rows, here of zeros.
                    layer, delta = network.ending, self._forward.padded
                # The bias is carried along, for nothing: np.dot would copy a matrix without it every time.
                before = zeros((layer.shape[1], delta.shape[1]), delta.dtype)
                operations.append((layer.T.dot, (delta, before)))
                delta = before[: len(inputs) - 1]
                operations += network.activation.derive(inputs[:-1], delta, zeros(delta.shape, delta.dtype))
        return operations


def with_ones(columns: Array) -> Array:
    """(n, N) with a row of ones below: (n + 1, N)."""
    rows, examples = columns.shape
    # Made by hand: np.vstack may order it by columns, and np.dot and np.take would copy it every time.
    extended = np.ones((rows + 1, examples), dtype=columns.dtype)
    extended[:-1] = columns
    return extended


def parameter_count(sizes: Sequence[int]) -> int:
    """How many weights and biases a network of these sizes has."""
    return sum(units * (inputs + 1) for inputs, units in pairwise(sizes))
