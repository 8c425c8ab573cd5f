"""Steps a second of the fused step beside other ways of doing the same step, in one run.

    python benchmarks/step_speed.py

The same network, batch and optimizer (plain gradient descent, float32) for all; every way is measured several
times, and its best time counts. PyTorch and scikit-learn join in where they are installed.
"""

# ruff: noqa: E402 - one core for all has to be said before NumPy is loaded

from __future__ import annotations

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"

import time
import warnings
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from asistente.nn.learner import Learner
from asistente.nn.losses import SQUARED_ERROR
from asistente.nn.network import Network

Array = npt.NDArray[np.float32]
Steps = Callable[[int], None]
"""Does so many steps."""
CASES = (((2, 8, 1), 16), ((2, 16, 1), 32), ((2, 64, 64, 1), 128))
RATE = 0.01
ROUNDS = 5
SECONDS = 0.25
"""Of one measurement."""


def data(examples: int) -> tuple[Array, Array]:
    """Sums of two numbers from 0 to 1: (examples, 2) and (examples, 1)."""
    inputs = np.random.default_rng(0).random((examples, 2), dtype=np.float32)
    return inputs, inputs.sum(axis=1, keepdims=True)


def fused(sizes: tuple[int, ...], batch: int) -> Steps:
    """Ours, with the shuffling and fetching of mini-batches."""
    network = Network(sizes, "tanh")
    network.initialize("xavier", np.random.default_rng(0))
    inputs, targets = data(6 * batch)
    chance = np.random.default_rng(0)
    return Learner(
        network,
        SQUARED_ERROR,
        inputs,
        targets,
        optimizer="sgd",
        learning_rate=RATE,
        batch_size=batch,
        l2=0.0,
        random=chance,
    ).step


def plain(sizes: tuple[int, ...], batch: int) -> Steps:
    """NumPy as a textbook writes it, on one batch over and over."""
    random = np.random.default_rng(0)
    weights = [random.normal(0, 0.5, shape).astype(np.float32) for shape in pairwise(sizes)]
    biases = [np.zeros(units, dtype=np.float32) for units in sizes[1:]]
    inputs, targets = data(batch)
    last = len(weights) - 1

    def steps(n: int) -> None:
        for _ in range(n):
            layers = [inputs]
            for index, (weight, bias) in enumerate(zip(weights, biases, strict=True)):
                sums = layers[-1] @ weight + bias
                layers.append(sums if index == last else np.tanh(sums))
            delta = (layers[-1] - targets) * np.float32(2 / batch)
            for index in reversed(range(len(weights))):
                slope, bias_slope = layers[index].T @ delta, delta.sum(axis=0)
                if index:
                    delta = (delta @ weights[index].T) * (1 - layers[index] ** 2)
                weights[index] -= RATE * slope
                biases[index] -= RATE * bias_slope

    return steps


def pytorch(sizes: tuple[int, ...], batch: int) -> Steps:
    """PyTorch, eager."""
    import torch  # type: ignore[import-not-found, unused-ignore]

    torch.set_num_threads(1)
    layers: list[Any] = []
    for before, after in pairwise(sizes):
        layers += [torch.nn.Linear(before, after), torch.nn.Tanh()]
    model = torch.nn.Sequential(*layers[:-1])
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE)
    inputs, targets = (torch.from_numpy(part) for part in data(batch))

    def steps(n: int) -> None:
        for _ in range(n):
            optimizer.zero_grad()
            torch.nn.functional.mse_loss(model(inputs), targets).backward()
            optimizer.step()

    return steps


def scikit_learn(sizes: tuple[int, ...], batch: int) -> Steps:
    """scikit-learn's partial_fit."""
    from sklearn.neural_network import MLPRegressor  # type: ignore[import-not-found, unused-ignore]

    model = MLPRegressor(
        sizes[1:-1], activation="tanh", solver="sgd", learning_rate_init=RATE, batch_size=batch
    )
    inputs, targets = data(batch)

    def steps(n: int) -> None:
        for _ in range(n):
            model.partial_fit(inputs, targets.ravel())

    return steps


WAYS: dict[str, Callable[[tuple[int, ...], int], Steps]] = {
    "fused (ours)": fused,
    "plain NumPy": plain,
    "PyTorch eager": pytorch,
    "scikit-learn": scikit_learn,
}


def seconds_a_step(steps: Steps) -> float:
    """One measurement of about a quarter of a second."""
    n = 16
    while True:
        begun = time.perf_counter()
        steps(n)
        took = time.perf_counter() - begun
        if took > SECONDS / 4:
            return took / n
        n *= 4


def main() -> None:
    """Measure all there is and print a table for each network."""
    warnings.simplefilter("ignore")
    for sizes, batch in CASES:
        ready: dict[str, Steps] = {}
        for name, way in WAYS.items():
            try:
                ready[name] = way(sizes, batch)
            except ImportError:
                continue
        best = {name: min(seconds_a_step(steps) for _ in range(ROUNDS)) for name, steps in ready.items()}
        ours = best["fused (ours)"]
        print(f"\n{'-'.join(map(str, sizes))} tanh, batch {batch}")
        for name, took in best.items():
            rates = f"{took * 1e6:8.1f} µs a step  {1 / took:9,.0f} steps/s"
            print(f"  {name:14} {rates}  ours is {took / ours:5.1f} ×")


if __name__ == "__main__":
    main()
