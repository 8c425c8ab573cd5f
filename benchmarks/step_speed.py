"""Steps a second of the fused step beside other ways of doing the same step, in one run.

    python benchmarks/step_speed.py [--markdown] [--growth]

The same network, loss, batch and optimizer (plain gradient descent, float32) for all; every way is measured
several times, in turn, and its best time counts. PyTorch, scikit-learn and JAX join in where they are
installed. `--markdown` prints the table of the README, `--growth` measures how the cost grows with batch and
weights.
"""

# ruff: noqa: E402 - one core for all has to be said before NumPy is loaded

from __future__ import annotations

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"

import argparse
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from asistente.nn.learner import Learner
from asistente.nn.losses import CROSS_ENTROPY, SQUARED_ERROR
from asistente.nn.network import Network, parameter_count

Array = npt.NDArray[np.float32]
Steps = Callable[[int], None]
"""Does so many steps."""
RATE = 0.01
ROUNDS = 40
SECONDS = 0.05
"""Of one measurement."""
BATCHES = 6
"""To an epoch, where mini-batches are fetched: as many as the default run has."""


@dataclass(frozen=True)
class Case:
    """A network, its activation and batch; classes are told apart where it has several outputs."""

    sizes: tuple[int, ...]
    batch: int
    activation: str = "tanh"

    def __str__(self) -> str:
        return f"{'-'.join(map(str, self.sizes))} {self.activation}, batch {self.batch}"

    @property
    def classes(self) -> bool:
        """Whether softmax cross-entropy is the loss, not squared error."""
        return self.sizes[-1] > 1

    def data(self, examples: int) -> tuple[Array, Array]:
        """Inputs (examples, inputs) and targets (examples, outputs): sums, or one class of several."""
        random = np.random.default_rng(0)
        inputs = random.random((examples, self.sizes[0]), dtype=np.float32)
        if self.classes:
            chosen = random.integers(0, self.sizes[-1], examples)
            return inputs, np.eye(self.sizes[-1], dtype=np.float32)[chosen]
        return inputs, inputs.sum(axis=1, keepdims=True)


CASES = (
    Case((2, 8, 1), 16),
    Case((2, 16, 1), 32),
    Case((2, 64, 64, 1), 128),
    Case((64, 32, 10), 32, "relu"),
)


def fused(case: Case) -> Steps:
    """Ours, with the shuffling and fetching of mini-batches."""
    network = Network(case.sizes, case.activation)
    network.initialize("xavier", np.random.default_rng(0))
    inputs, targets = case.data(BATCHES * case.batch)
    return Learner(
        network,
        CROSS_ENTROPY if case.classes else SQUARED_ERROR,
        inputs,
        targets,
        optimizer="sgd",
        learning_rate=RATE,
        batch_size=case.batch,
        l2=0.0,
        random=np.random.default_rng(0),
    ).step


def plain(case: Case) -> Steps:
    """NumPy as a textbook writes it, on one batch over and over."""
    random = np.random.default_rng(0)
    weights = [random.normal(0, 0.5, shape).astype(np.float32) for shape in pairwise(case.sizes)]
    biases = [np.zeros(units, dtype=np.float32) for units in case.sizes[1:]]
    inputs, targets = case.data(case.batch)
    last = len(weights) - 1
    relu = case.activation == "relu"

    def steps(n: int) -> None:
        for _ in range(n):
            layers = [inputs]
            for index, (weight, bias) in enumerate(zip(weights, biases, strict=True)):
                sums = layers[-1] @ weight + bias
                layers.append(sums if index == last else np.maximum(sums, 0) if relu else np.tanh(sums))
            if case.classes:
                powers = np.exp(layers[-1] - layers[-1].max(axis=1, keepdims=True))
                delta = (powers / powers.sum(axis=1, keepdims=True) - targets) * np.float32(1 / case.batch)
            else:
                delta = (layers[-1] - targets) * np.float32(2 / case.batch)
            for index in reversed(range(len(weights))):
                slope, bias_slope = layers[index].T @ delta, delta.sum(axis=0)
                if index:
                    slopes = layers[index] > 0 if relu else 1 - layers[index] ** 2
                    delta = (delta @ weights[index].T) * slopes
                weights[index] -= RATE * slope
                biases[index] -= RATE * bias_slope

    return steps


def pytorch(case: Case) -> Steps:
    """PyTorch, eager."""
    import torch  # type: ignore[import-not-found, unused-ignore]

    torch.set_num_threads(1)
    layers: list[Any] = []
    for before, after in pairwise(case.sizes):
        layers += [
            torch.nn.Linear(before, after),
            torch.nn.Tanh() if case.activation == "tanh" else torch.nn.ReLU(),
        ]
    model = torch.nn.Sequential(*layers[:-1])
    optimizer = torch.optim.SGD(model.parameters(), lr=RATE)
    inputs, targets = (torch.from_numpy(part) for part in case.data(case.batch))
    functional = torch.nn.functional
    loss = functional.cross_entropy if case.classes else functional.mse_loss
    targets = targets.argmax(dim=1) if case.classes else targets

    def steps(n: int) -> None:
        for _ in range(n):
            optimizer.zero_grad()
            loss(model(inputs), targets).backward()
            optimizer.step()

    return steps


def scikit_learn(case: Case) -> Steps:
    """scikit-learn's partial_fit."""
    from sklearn.neural_network import (  # type: ignore[import-not-found, unused-ignore]
        MLPClassifier,
        MLPRegressor,
    )

    kind = MLPClassifier if case.classes else MLPRegressor
    model = kind(
        hidden_layer_sizes=case.sizes[1:-1],
        activation=case.activation,
        solver="sgd",
        learning_rate_init=RATE,
        batch_size=case.batch,
    )
    inputs, targets = case.data(case.batch)
    wanted = targets.argmax(axis=1) if case.classes else targets.ravel()
    more = {"classes": np.arange(case.sizes[-1])} if case.classes else {}

    def steps(n: int) -> None:
        for _ in range(n):
            model.partial_fit(inputs, wanted, **more)

    return steps


def _jax_step(case: Case) -> tuple[Any, Any, Any, Any]:
    import jax  # type: ignore[import-not-found, unused-ignore]
    import jax.numpy as jnp  # type: ignore[import-not-found, unused-ignore]

    random = np.random.default_rng(0)
    layers = [
        (jnp.asarray(random.normal(0, 0.5, shape), jnp.float32), jnp.zeros(shape[1], jnp.float32))
        for shape in pairwise(case.sizes)
    ]
    function = jnp.tanh if case.activation == "tanh" else jax.nn.relu

    def loss(layers: Any, inputs: Any, targets: Any) -> Any:
        values = inputs
        for weight, bias in layers[:-1]:
            values = function(values @ weight + bias)
        outputs = values @ layers[-1][0] + layers[-1][1]
        if case.classes:
            return -(targets * jax.nn.log_softmax(outputs)).sum(axis=1).mean()
        return ((outputs - targets) ** 2).mean()

    def step(layers: Any, inputs: Any, targets: Any) -> Any:
        slopes = jax.grad(loss)(layers, inputs, targets)
        return jax.tree.map(lambda value, slope: value - RATE * slope, layers, slopes)

    inputs, targets = (jnp.asarray(part) for part in case.data(case.batch))
    return step, layers, inputs, targets


def jax_jit(case: Case) -> Steps:
    """JAX, one compiled step called again and again."""
    step, layers, inputs, targets = _jax_step(case)
    import jax

    compiled = jax.jit(step)

    def steps(n: int) -> None:
        current = layers
        for _ in range(n):
            current = compiled(current, inputs, targets)
        jax.block_until_ready(current)

    return steps


def jax_scan(case: Case) -> Steps:
    """JAX, many steps compiled into one loop, over mini-batches shuffled anew every epoch as ours are.

    On one batch over and over, as the other ways here, XLA takes what does not change out of the loop.
    """
    step, layers, _, _ = _jax_step(case)
    import jax
    import jax.numpy as jnp

    inputs, targets = (jnp.asarray(part) for part in case.data(BATCHES * case.batch))
    random = np.random.default_rng(0)
    epochs = 512
    order = np.tile(np.arange(BATCHES * case.batch, dtype=np.int32), (epochs, 1))

    def loop(current: Any, order: Any, n: Any) -> Any:
        batches = order.reshape(-1, case.batch)

        def one(index: Any, current: Any) -> Any:
            rows = batches[index]
            return step(current, inputs[rows], targets[rows])

        return jax.lax.fori_loop(0, n, one, current)

    compiled = jax.jit(loop)

    def steps(n: int) -> None:
        current = layers
        while n > 0:
            now = min(n, epochs * BATCHES)
            for epoch in order[: -(-now // BATCHES)]:
                random.shuffle(epoch)
            current = compiled(current, order, now)
            n -= now
        jax.block_until_ready(current)

    steps(1)  # compiling is not counted
    return steps


WAYS: dict[str, Callable[[Case], Steps]] = {
    "fused (ours)": fused,
    "plain NumPy": plain,
    "PyTorch eager": pytorch,
    "scikit-learn": scikit_learn,
    "JAX jit": jax_jit,
    "JAX scan": jax_scan,
}


def seconds_a_step(steps: Steps) -> float:
    """One measurement of at least a quarter of `SECONDS`."""
    n = 16
    while True:
        begun = time.perf_counter()
        steps(n)
        took = time.perf_counter() - begun
        if took > SECONDS / 4:
            return took / n
        n *= 4


def measure(case: Case) -> dict[str, float]:
    """The best seconds a step of each way that is installed, measured in turn."""
    ready: dict[str, Steps] = {}
    for name, way in WAYS.items():
        try:
            ready[name] = way(case)
        except ImportError:
            continue
    best = dict.fromkeys(ready, float("inf"))
    for _ in range(ROUNDS):
        for name, steps in ready.items():
            best[name] = min(best[name], seconds_a_step(steps))
    return best


def show(results: dict[Case, dict[str, float]]) -> None:
    """A table for each network."""
    for case, best in results.items():
        ours = best["fused (ours)"]
        print(f"\n{case}")
        for name, took in best.items():
            rates = f"{took * 1e6:8.1f} µs a step  {1 / took:9,.0f} steps/s"
            print(f"  {name:14} {rates}  ours is {took / ours:6.2f} ×")


def show_markdown(results: dict[Case, dict[str, float]]) -> None:
    """One table: µs a step, and how many times as quick ours is."""
    names = [name for name in WAYS if any(name in best for best in results.values())]
    print("| network | " + " | ".join(names) + " |")
    print("|---|" + "---|" * len(names))
    for case, best in results.items():
        ours = best["fused (ours)"]
        cells = [
            f"{best[name] * 1e6:.1f} µs"
            + ("" if name == "fused (ours)" else f" ({times(best[name] / ours)} ×)")
            for name in names
        ]
        print(f"| {case} | " + " | ".join(cells) + " |")


def times(ratio: float) -> str:
    """Two digits that count, below ten."""
    return f"{ratio:.2f}" if ratio < 1 else f"{ratio:.1f}"


def show_growth() -> None:
    """Cost of our step over the batch, and over the weights: linear once the fixed cost is small."""
    for title, cases in (
        ("batch", [Case((2, 64, 64, 1), batch) for batch in (1, 4, 16, 64, 256, 1024)]),
        ("weights", [Case((2, units, units, 1), 128) for units in (8, 16, 32, 64, 128, 256)]),
    ):
        print(f"\nover {title}")
        for case in cases:
            steps = fused(case)
            took = min(seconds_a_step(steps) for _ in range(3))
            work = parameter_count(case.sizes) * case.batch
            print(
                f"  {case!s:34} {took * 1e6:9.1f} µs a step  {took / work * 1e9:8.3f} ns a weight and example"
            )


def main() -> None:
    """Measure all there is and print it."""
    parser = argparse.ArgumentParser(description="Steps a second, ours beside others.")
    parser.add_argument("--markdown", action="store_true", help="print one table for the README")
    parser.add_argument("--growth", action="store_true", help="measure how the cost grows")
    args = parser.parse_args()
    warnings.simplefilter("ignore")
    if args.growth:
        show_growth()
        return
    results = {case: measure(case) for case in CASES}
    (show_markdown if args.markdown else show)(results)


if __name__ == "__main__":
    main()
