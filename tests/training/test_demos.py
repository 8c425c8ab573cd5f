"""The demos: their data, and what is kept from training."""

from __future__ import annotations

import pytest

from asistente.training.config import RunConfig
from asistente.training.demos import DEMOS, demo
from asistente.training.demos.addition import ADDITION
from asistente.training.parameters import PARAMETERS


@pytest.mark.parametrize("name", sorted(DEMOS))
def test_a_demo_has_a_valid_default_for_every_parameter(name: str) -> None:
    assert set(DEMOS[name].defaults) == set(PARAMETERS)
    config = RunConfig.of(name)
    assert RunConfig.of(name, **config.values()) == config
    assert config.given() == {}


@pytest.mark.parametrize("name", sorted(DEMOS))
def test_what_is_held_out_is_not_trained_on(name: str) -> None:
    train = {sample.inputs for sample in DEMOS[name].train}
    held_out = {sample.inputs for sample in DEMOS[name].held_out}
    assert not train & held_out
    assert {sample.inputs for sample in DEMOS[name].shown if sample.kind == "seen"} <= train
    assert {sample.inputs for sample in DEMOS[name].shown if sample.kind == "unseen"} <= held_out


def test_addition_has_every_sum_once() -> None:
    sums = [sample.inputs for sample in (*ADDITION.train, *ADDITION.held_out)]
    assert sorted(sums) == [(float(a), float(b)) for a in range(11) for b in range(11)]
    assert (len(ADDITION.train), len(ADDITION.held_out)) == (96, 25)
    assert all(sample.truth == sum(sample.inputs) for sample in (*ADDITION.train, *ADDITION.shown))


def test_addition_studies_one_plus_two_and_never_sees_seven_plus_five() -> None:
    assert ADDITION.sample(1, 2).kind == "seen"
    assert ADDITION.sample(7, 5).kind == "unseen"
    assert ADDITION.sample(12, 30).kind == "outside"
    with pytest.raises(KeyError):
        ADDITION.sample(99, 99)


def test_addition_shows_some_of_each_kind() -> None:
    kinds = [sample.kind for sample in ADDITION.shown]
    assert kinds == ["seen"] * 5 + ["unseen"] * 5 + ["outside"] * 5
    assert [sample.label for sample in ADDITION.shown if sample.label in ("1 + 2", "7 + 5")] == [
        "1 + 2",
        "7 + 5",
    ]


@pytest.mark.parametrize(
    ("said", "right"), [(2.51, True), (3.49, True), (2.49, False), (float("nan"), False)]
)
def test_an_answer_is_correct_where_it_rounds_to_the_truth(said: float, right: bool) -> None:
    assert demo("addition").is_correct(said, 3.0) is right
