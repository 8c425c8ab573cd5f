"""What is noticed about a run: found where it is, not found where it is not, the same every time."""

from __future__ import annotations

from itertools import pairwise

import pytest

from asistente.training.config import parse_link
from asistente.training.run import Run
from asistente.training.signs import (
    AlikeUnits,
    AllRight,
    DeadUnits,
    FirstRight,
    Oscillation,
    OverfittingGap,
    Plateau,
    Sign,
)


def signs(link: str, cut: int = 10**9) -> list[Sign]:
    run = Run(parse_link(link))
    found: list[Sign] = []
    while not run.finished:
        run.step(cut)
        found += run.take_signs()
    assert run.take_signs() == []
    return found


def kinds(found: list[Sign]) -> set[type]:
    return {type(sign) for sign in found}


def test_a_good_run_shows_nothing_but_right_answers() -> None:
    for seed in (1, 2, 3):
        first, all_right = signs(f"demo:addition?seed={seed}")
        assert isinstance(first, FirstRight)
        assert isinstance(all_right, AllRight)
        assert 0 < first.step < all_right.step < 1_000
        assert all_right.answers == 25
        assert abs(float(first.said) - float(first.should)) < 0.5


@pytest.mark.parametrize(
    ("link", "kind"),
    [
        ("demo:addition?init=zero&steps=1000", AlikeUnits),
        ("demo:addition?init=zero&steps=2000", Plateau),
        ("demo:xor?hidden=none&steps=2000", Plateau),
        ("demo:addition?activation=relu&learning_rate=0.4&steps=2000", DeadUnits),
        ("demo:addition?learning_rate=0.3&steps=3000", Oscillation),
        ("demo:sine?noise=0.3&hidden=64,64&steps=5000", OverfittingGap),
    ],
)
def test_what_goes_wrong_is_noticed(link: str, kind: type) -> None:
    assert kind in kinds(signs(link))


def test_dead_units_are_named() -> None:
    link = "demo:addition?activation=relu&learning_rate=0.4&steps=100"
    dead = next(sign for sign in signs(link) if isinstance(sign, DeadUnits))
    run = Run(parse_link(link))
    run.step(dead.step)
    assert (dead.layer, dead.of) == (1, 8)
    for unit in dead.units:
        w_a, w_b, bias = run.snapshot().weights[3 * (unit - 1) : 3 * unit]
        assert max(0, w_a) + max(0, w_b) + bias <= 0  # nowhere between 0 and 10 does it give anything


def test_the_numbers_of_a_gap_are_those_of_the_curve() -> None:
    (gap,) = (
        sign
        for sign in signs("demo:sine?noise=0.3&hidden=64,64&steps=5000")
        if isinstance(sign, OverfittingGap)
    )
    assert gap.best_step < gap.step
    assert gap.test_loss > 1.2 * gap.best_test_loss
    assert gap.train_loss < gap.train_loss_then
    assert gap.train_loss < gap.test_loss


def test_a_sign_comes_once_or_when_it_has_changed_much() -> None:
    flat = [sign for sign in signs("demo:addition?init=zero&steps=20000") if isinstance(sign, Plateau)]
    assert len(flat) == 1
    more = [sign for sign in signs("demo:addition?learning_rate=0.3") if isinstance(sign, Plateau)]
    assert all(after.loss <= before.loss / 2 for before, after in pairwise(more))


def test_signs_are_the_same_however_the_run_is_cut_and_watched() -> None:
    link = "demo:addition?activation=relu&learning_rate=0.4&steps=1500"
    assert signs(link) == signs(link, cut=7)
