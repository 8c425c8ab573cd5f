"""A step taken apart agrees with what the run did, and with what one finds by trying."""

from __future__ import annotations

import numpy as np
import pytest

from asistente.training.config import RunConfig, parse_link
from asistente.training.model import weight_count, weight_names
from asistente.training.run import Run
from asistente.training.step_taken import TRIED, StepTaken

LINKS = [
    "demo:addition",
    "demo:addition?hidden=none",
    "demo:addition?hidden=8,6&l2=0.01&noise=0.3",
    "demo:addition?activation=sigmoid&hidden=5,4,3",
    "demo:multiplication?optimizer=adam",
    "demo:xor?optimizer=momentum",
    "demo:digits?noise=0.2",
    "demo:names",
]


def taken(link: str, steps: int = 77) -> StepTaken:
    config = parse_link(link)
    run = Run(config)
    run.step(steps)
    return StepTaken(config, run.snapshot(), config.learning_rate)


@pytest.mark.parametrize("link", LINKS)
def test_gradients_agree_with_finite_differences(link: str) -> None:
    step = taken(link)
    assert step.agreement.tried == min(TRIED, weight_count(step.config))
    assert step.agreement.worst < 1e-6


@pytest.mark.parametrize("link", LINKS)
def test_a_chain_multiplies_to_the_gradient_of_its_example(link: str) -> None:
    step = taken(link)
    for index in (0, *step.order[:5].tolist(), len(step.before) - 1):
        for example in range(len(step.samples)):
            assert step.chain(index, example).gradient == pytest.approx(
                step.gradients[index, example], rel=1e-9, abs=1e-15
            )
        mean = step.gradients[index].mean()
        assert mean + step.decay[index] == pytest.approx(step.gradient[index])


@pytest.mark.parametrize("link", [link for link in LINKS if "optimizer" not in link and "digits" not in link])
def test_plain_descent_is_the_rate_times_the_gradient(link: str) -> None:
    step = taken(link)
    largest = np.abs(step.change).max()
    assert np.abs(step.change + step.learning_rate * step.gradient).max() < 1e-4 * largest


def test_momentum_adds_what_was_left_of_the_step_before() -> None:
    config = parse_link("demo:xor?optimizer=momentum")
    run = Run(config)
    run.step(30)
    before = run.snapshot().change.astype(np.float64)
    run.step()
    step = StepTaken(config, run.snapshot(), config.learning_rate)
    assert step.kept_velocity is not None
    left = -0.9 * before / config.learning_rate
    assert np.abs(step.kept_velocity - left).max() < 1e-4 * np.abs(left).max()


def test_the_examples_are_those_that_the_step_saw() -> None:
    config = RunConfig.of("addition")
    run = Run(config)
    seen: list[int] = []
    for _ in range(run.steps_to_epoch_end):
        run.step()
        seen += run.snapshot().examples
    assert sorted(seen) == list(range(len(config.task.train)))
    run.step_single()
    (one,) = run.snapshot().examples
    run.step()
    rest = run.snapshot().examples
    assert len(rest) == config.batch_size - 1 and one not in rest


def test_a_step_by_one_example_is_taken_apart_too() -> None:
    config = RunConfig.of("addition")
    run = Run(config)
    run.step(10)
    run.step_single()
    step = StepTaken(config, run.snapshot(), config.learning_rate)
    assert len(step.samples) == 1
    assert np.abs(step.change + step.learning_rate * step.gradient).max() < 1e-6
    assert step.loss_after < step.loss_before


def test_after_going_back_from_a_divergence_the_step_is_that_of_the_weights_kept() -> None:
    config = parse_link("demo:addition?learning_rate=5")
    run = Run(config)
    run.step(1_000)
    assert run.finished == "diverged"
    step = StepTaken(config, run.snapshot(), config.learning_rate)
    largest = np.abs(step.change).max()
    assert np.abs(step.change + step.learning_rate * step.gradient).max() < 1e-3 * largest


def test_before_the_first_step_there_is_nothing_to_take_apart() -> None:
    config = RunConfig.of("addition")
    with pytest.raises(ValueError, match="no step"):
        StepTaken(config, Run(config).snapshot(), config.learning_rate)


def test_a_place_is_where_its_name_says() -> None:
    step = taken("demo:addition?hidden=8,6")
    names = weight_names(step.config)
    for index, name in enumerate(names):
        place = step.place(index)
        unit = "sum" if place.layer == 2 else f"h{place.layer + 1}.{place.unit + 1}"
        assert name == f"{unit} bias" if place.source is None else name.endswith(f"→{unit}")
    with pytest.raises(IndexError):
        step.place(len(names))


def test_paths_are_named_and_add_up_to_the_blame() -> None:
    chain = taken("demo:addition?hidden=8,6").chain(0)
    assert [path.name for path in chain.paths] == [f"h2.{unit}" for unit in range(1, 7)]
    assert chain.blame == pytest.approx(sum(path.weight * path.blame for path in chain.paths))
