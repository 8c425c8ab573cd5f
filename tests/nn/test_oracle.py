"""The same weights and examples in PyTorch: gradients and several steps agree.

PyTorch is large, so it is a group of its own: `uv run --group oracle pytest tests/nn/test_oracle.py`.
Without it these tests are skipped.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from asistente.nn.learner import Learner
from asistente.nn.losses import LOSSES, Loss
from asistente.nn.network import Network
from asistente.nn.operations import Array

torch: Any = pytest.importorskip("torch")

SIZES = (3, 7, 5, 4)
N = 12
RATE = 0.05
L2 = 0.01
UNITS = {"linear": "Identity", "relu": "ReLU", "tanh": "Tanh", "sigmoid": "Sigmoid"}


def problem(loss: Loss, outputs: int) -> tuple[Array, Array]:
    random = np.random.default_rng(3)
    inputs = random.normal(size=(N, SIZES[0]))
    if loss.name == "squared error":
        return inputs, random.normal(size=(N, outputs))
    if loss.name == "binary cross-entropy":
        return inputs, random.integers(0, 2, size=(N, outputs)).astype(float)
    return inputs, np.eye(outputs)[random.integers(0, outputs, size=N)]


def twin(network: Network) -> Any:
    """A PyTorch model with the same layers and weights, in float64."""
    layers: list[Any] = []
    for (before, after), layer in zip(pairwise(network.sizes), network.layers, strict=True):
        linear = torch.nn.Linear(before, after, dtype=torch.float64)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(layer[:, :-1].copy()))
            linear.bias.copy_(torch.from_numpy(layer[:, -1].copy()))
        layers += [linear, getattr(torch.nn, UNITS[network.activation.name])()]
    return torch.nn.Sequential(*layers[:-1])


def flat(model: Any, gradients: bool = False) -> Array:
    """Weights and biases, or their gradients, in the order of our flat array."""
    parts: list[Array] = []
    for layer in model:
        if isinstance(layer, torch.nn.Linear):
            weight = (layer.weight.grad if gradients else layer.weight.detach()).numpy()
            bias = (layer.bias.grad if gradients else layer.bias.detach()).numpy()
            parts.append(np.hstack([weight, bias[:, None]]).ravel())
    return np.concatenate(parts)


def loss_of(loss: Loss, outputs: Any, targets: Any) -> Any:
    functional = torch.nn.functional
    if loss.name == "squared error":
        return functional.mse_loss(outputs, targets)
    if loss.name == "binary cross-entropy":
        return functional.binary_cross_entropy_with_logits(outputs, targets)
    return functional.cross_entropy(outputs, targets.argmax(dim=1))


def optimizer_of(name: str, model: Any, l2: float) -> Any:
    """Our l2 adds 2 · l2 · w to the gradient of weights; PyTorch's weight_decay adds weight_decay · w."""
    weights = [parameter for name, parameter in model.named_parameters() if name.endswith("weight")]
    biases = [parameter for name, parameter in model.named_parameters() if name.endswith("bias")]
    groups = [{"params": weights, "weight_decay": 2 * l2}, {"params": biases, "weight_decay": 0.0}]
    if name == "adam":
        return torch.optim.Adam(groups, lr=RATE)
    return torch.optim.SGD(groups, lr=RATE, momentum=0.9 if name == "momentum" else 0.0)


@pytest.mark.parametrize("l2", [0.0, L2])
@pytest.mark.parametrize("optimizer", ["sgd", "momentum", "adam"])
@pytest.mark.parametrize("loss", LOSSES.values(), ids=list(LOSSES))
@pytest.mark.parametrize("activation", sorted(UNITS))
def test_gradients_and_steps_agree_with_pytorch(
    activation: str, loss: Loss, optimizer: str, l2: float
) -> None:
    network = Network(SIZES, activation, np.float64)
    network.initialize("xavier", np.random.default_rng(1))
    network.parameters[:] += np.random.default_rng(2).normal(0, 0.1, network.parameters.shape)
    inputs, targets = problem(loss, SIZES[-1])
    learner = Learner(
        network,
        loss,
        inputs,
        targets,
        optimizer=optimizer,
        learning_rate=RATE,
        batch_size=N,
        l2=l2,
        random=np.random.default_rng(0),
    )
    model = twin(network)
    steps = optimizer_of(optimizer, model, l2)
    for _ in range(6):
        steps.zero_grad()
        loss_of(loss, model(torch.from_numpy(inputs)), torch.from_numpy(targets)).backward()
        steps.step()
        learner.step()
        if not l2:  # PyTorch adds the decay after the gradient is read
            np.testing.assert_allclose(network.gradients, flat(model, gradients=True), rtol=1e-7, atol=1e-10)
        np.testing.assert_allclose(network.parameters, flat(model), rtol=1e-6, atol=1e-9)
