"""Steps: against a plain implementation, in every batch shape, without allocating."""

from __future__ import annotations

import tracemalloc
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pytest

from asistente.nn.learner import Learner, Meter
from asistente.nn.losses import LOSSES, SQUARED_ERROR
from asistente.nn.network import Network
from asistente.nn.operations import Array
from asistente.nn.optimizers import OPTIMIZERS

N = 10


def problem(examples: int = N) -> tuple[Array, Array]:
    random = np.random.default_rng(5)
    return random.normal(size=(examples, 2)), random.normal(size=(examples, 1))


def made(
    optimizer: str = "sgd",
    batch_size: int = 4,
    hidden: tuple[int, ...] = (3,),
    dtype: type = np.float64,
    examples: int = N,
    learning_rate: float = 0.05,
    loss: str = "squared error",
) -> tuple[Network, Learner]:
    network = Network([2, *hidden, 1], "tanh", dtype)
    network.initialize("xavier", np.random.default_rng(1))
    inputs, targets = problem(examples)
    learner = Learner(
        network,
        LOSSES[loss],
        inputs,
        targets,
        optimizer=optimizer,
        learning_rate=learning_rate,
        batch_size=batch_size,
        l2=0.0,
        random=np.random.default_rng(2),
    )
    return network, learner


def plain_gradient(network: Network, inputs: Array, targets: Array) -> Array:
    """Backpropagation as a textbook writes it, examples in rows."""
    activations = [inputs]
    for index, layer in enumerate(network.layers):
        sums = activations[-1] @ layer[:, :-1].T + layer[:, -1]
        activations.append(np.tanh(sums) if index < len(network.layers) - 1 else sums)
    delta = 2 * (activations[-1] - targets) / targets.size
    parts: list[Array] = []
    for index in reversed(range(len(network.layers))):
        before = activations[index]
        parts.insert(0, np.hstack([delta.T @ before, delta.sum(axis=0)[:, None]]).ravel())
        delta = delta @ network.layers[index][:, :-1] * (1 - before**2)
    return np.concatenate(parts)


def orders(epochs: int) -> list[npt.NDArray[np.intp]]:
    random, order = np.random.default_rng(2), np.arange(N)
    seen: list[npt.NDArray[np.intp]] = []
    for _ in range(epochs):
        random.shuffle(order)
        seen.append(order.copy())
    return seen


@pytest.mark.parametrize("batch_size", [1, 3, 4, 5, 7])
@pytest.mark.parametrize("hidden", [(), (3,), (4, 3)])
def test_steps_agree_with_a_plain_implementation(batch_size: int, hidden: tuple[int, ...]) -> None:
    network, learner = made(batch_size=batch_size, hidden=hidden)
    plain, _ = made(batch_size=batch_size, hidden=hidden)
    inputs, targets = problem()
    for order in orders(3):
        for start in range(0, N, batch_size):  # the last batch may be smaller
            rows = order[start : start + batch_size]
            plain.parameters -= 0.05 * plain_gradient(plain, inputs[rows], targets[rows])
            learner.step()
            np.testing.assert_allclose(network.parameters, plain.parameters, rtol=1e-9, atol=1e-12)


def test_a_batch_of_all_or_more_is_every_example_at_once() -> None:
    network, learner = made(batch_size=1_000)
    inputs, targets = problem()
    expected = network.parameters - 0.05 * plain_gradient(network, inputs, targets)
    learner.step()
    np.testing.assert_allclose(network.parameters, expected)


def plain_momentum(gradients: list[Array], learning_rate: float) -> Array:
    velocity = np.zeros_like(gradients[0])
    for gradient in gradients:
        velocity = 0.9 * velocity + gradient
    return -learning_rate * velocity


def plain_adam(gradients: list[Array], learning_rate: float) -> Array:
    mean, square = np.zeros_like(gradients[0]), np.zeros_like(gradients[0])
    for gradient in gradients:
        mean = 0.9 * mean + 0.1 * gradient
        square = 0.999 * square + 0.001 * gradient**2
    t = len(gradients)
    change: Array = -learning_rate * (mean / (1 - 0.9**t)) / (np.sqrt(square / (1 - 0.999**t)) + 1e-8)
    return change


@pytest.mark.parametrize(
    ("name", "plain"),
    [("sgd", lambda all_, rate: -rate * all_[-1]), ("momentum", plain_momentum), ("adam", plain_adam)],
)
def test_each_optimizer_agrees_with_its_formula(name: str, plain: object) -> None:
    assert callable(plain)
    network, learner = made(name, batch_size=N, learning_rate=0.01)
    gradients: list[Array] = []
    for _ in range(5):
        before = network.parameters.copy()
        learner.step()
        gradients.append(network.gradients.copy())
        np.testing.assert_allclose(learner.change, plain(gradients, 0.01), rtol=1e-6)
        np.testing.assert_allclose(network.parameters, before + learner.change)


@pytest.mark.parametrize("optimizer", sorted(OPTIMIZERS))
def test_many_steps_at_once_are_the_same_as_one_by_one(optimizer: str) -> None:
    at_once, one_by_one = made(optimizer), made(optimizer)
    at_once[1].step(17)
    for _ in range(17):
        one_by_one[1].step()
    assert at_once[0].parameters.tobytes() == one_by_one[0].parameters.tobytes()


@pytest.mark.parametrize("optimizer", sorted(OPTIMIZERS))
@pytest.mark.parametrize("hidden", [(), (64,), (64, 64)])
@pytest.mark.parametrize("loss", sorted(LOSSES))
def test_a_step_allocates_nothing(optimizer: str, hidden: tuple[int, ...], loss: str) -> None:
    _, learner = made(optimizer, batch_size=128, hidden=hidden, dtype=np.float32, examples=512, loss=loss)
    learner.step(20)
    tracemalloc.start()
    try:
        learner.step(4)
        before = tracemalloc.get_traced_memory()[0]
        tracemalloc.reset_peak()
        learner.step(40)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    # An activation of 64 units on this batch is 32 kB; the Python of the loop itself is a few hundred bytes.
    assert peak - before < 2_000


def test_measuring_does_not_touch_the_training() -> None:
    (measured, learner), (alone, other) = made(), made()
    meter = Meter(measured, SQUARED_ERROR, *problem())
    for _ in range(9):
        learner.step()
        meter.losses(slice(None))
    other.step(9)
    assert measured.parameters.tobytes() == alone.parameters.tobytes()


def test_the_loss_of_parts_is_the_mean_over_them() -> None:
    network, _ = made()
    inputs, targets = problem()
    first, rest = Meter(network, SQUARED_ERROR, inputs, targets).losses(slice(0, 3), slice(3, None))
    squares = (network.predict(inputs) - targets) ** 2
    assert first == pytest.approx(squares[:3].mean())
    assert rest == pytest.approx(squares[3:].mean())


def test_training_lowers_the_loss() -> None:
    network, learner = made(batch_size=N)
    meter = Meter(network, SQUARED_ERROR, *problem())
    losses = []
    for _ in range(20):
        losses += meter.losses(slice(None))
        learner.step()
    assert all(after < before for before, after in pairwise(losses))


def test_the_learning_rate_can_be_changed_between_steps() -> None:
    network, learner = made("momentum", batch_size=N)
    learner.step()
    learner.learning_rate = 0.0
    assert learner.learning_rate == 0
    before = network.parameters.copy()
    learner.step(5)
    assert (network.parameters == before).all()


def test_single_steps_take_the_examples_of_the_batch_one_by_one_and_a_step_takes_the_rest() -> None:
    network, learner = made(batch_size=4)
    plain, _ = made(batch_size=4)
    inputs, targets = problem()
    (order,) = orders(1)
    parts = [order[0:1], order[1:2], order[2:4], order[4:8], order[8:9], order[9:10]]
    for part, single in zip(parts, (True, True, False, False, True, True), strict=True):
        plain.parameters -= 0.05 * plain_gradient(plain, inputs[part], targets[part])
        if single:
            learner.step_single()
        else:
            learner.step()
        np.testing.assert_allclose(network.parameters, plain.parameters, rtol=1e-9, atol=1e-12)
    assert learner.batches_left == 3  # of the next epoch
    learner.step()
    assert learner.batches_left == 2
