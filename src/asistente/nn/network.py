"""A multilayer perceptron: its parameters in one flat array, and the passes through it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from asistente.nn.activations import ACTIVATIONS
from asistente.nn.initialization import INITIALIZATIONS
from asistente.nn.losses import Loss
from asistente.nn.operations import Array, Operation, constant, perform


class Network:
    """Layers of units; the hidden ones are followed by the activation, the last is linear.

    `parameters` and `gradients` are flat (P,). A layer with n inputs and m units is a view (m, n + 1) of
    them: a row a unit, its bias in the last column. Examples stand in columns, above a row of ones.
    """

    def __init__(self, sizes: Sequence[int], activation: str, dtype: npt.DTypeLike = np.float32) -> None:
        """`sizes`: inputs, units of each hidden layer, outputs."""
        self.sizes = tuple(sizes)
        self.activation = ACTIVATIONS[activation]
        self.parameters: Array = np.zeros(parameter_count(sizes), dtype=dtype)
        self.gradients: Array = np.zeros_like(self.parameters)
        """What `backward` found last: a learner may keep the loss's scale apart, see there."""
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

    def __init__(self, network: Network, inputs: Array) -> None:
        """`inputs`: (inputs + 1, N), the last row ones; read again at every pass."""
        self.operations: list[Operation] = []
        self.activations = [inputs]
        for layer in network.layers[:-1]:
            buffer = with_ones(np.zeros((layer.shape[0], inputs.shape[1]), dtype=layer.dtype))
            # On arrays this small the method costs 0.3 µs, np.dot 0.4 and np.matmul 0.7, for one product.
            self.operations.append((layer.dot, (self.activations[-1], buffer[:-1])))
            self.operations += network.activation.apply(buffer[:-1])
            self.activations.append(buffer)
        last = network.layers[-1]
        self.outputs: Array = np.zeros((last.shape[0], inputs.shape[1]), dtype=last.dtype)
        self.operations.append((last.dot, (self.activations[-1], self.outputs)))


def backward(
    network: Network, forward: ForwardPass, loss: Loss, targets: Array, scaled: bool = True
) -> list[Operation]:
    """Operations that fill the network's gradients after `forward`; they use up its outputs.

    `targets`: (outputs, N). The derivative by a layer's sums, delta (units, N), gives the gradient of its
    weights, delta · inputsᵀ, and goes back to the layer before through the weights: Wᵀ · delta · f'.
    Not `scaled`, the gradients are still to be multiplied by the loss's scale.
    """
    delta = forward.outputs
    operations = loss.derive(delta, targets)
    if scaled:
        operations.append((np.multiply, (delta, constant(loss.scale(delta), delta), delta)))
    for index in reversed(range(len(network.layers))):
        inputs = forward.activations[index]
        operations.append((delta.dot, (inputs.T, network.slopes[index])))
        if index:
            # The bias column is carried along, for nothing: np.dot would copy a matrix without it every time.
            before = np.zeros_like(inputs)
            operations.append((network.layers[index].T.dot, (delta, before)))
            delta = before[:-1]
            operations += network.activation.derive(inputs[:-1], delta, np.zeros_like(delta))
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
