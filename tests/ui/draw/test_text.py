from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asistente.training.demo import Sample
from asistente.training.model import Answer
from asistente.ui.draw.bar import draw_bar
from asistente.ui.draw.glyphs import ASCII, UNICODE
from asistente.ui.draw.numbers import answer, change, loss
from asistente.ui.draw.sums import COLUMN, Group, draw_sums
from asistente.ui.draw.weights import draw_weights


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2.998, "2.998"),
        (12.1966, "12.197"),
        (-12.3456, "-12.35"),
        (-0.0001, "0.000"),
        (123456.7, "123457"),
        (-117476.0, "-1e+05"),
        (float("nan"), "?"),
        (float("inf"), "?"),
    ],
)
def test_an_answer_fits_its_column(value: float, text: str) -> None:
    assert answer(value) == text


@given(st.floats())
def test_no_number_is_wider_than_its_column(value: float) -> None:
    assert len(answer(value)) <= 7
    assert len(change(value)) <= 10


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.003241, "+0.003241"), (-0.25, "-0.250000"), (3e-8, "+3.0e-08"), (-4213.5, "-4.21e+03")],
)
def test_a_change_shows_thousandths_and_millionths(value: float, text: str) -> None:
    assert change(value) == text


def test_a_loss_has_three_figures() -> None:
    assert loss(0.031234) == "0.0312"
    assert loss(float("nan")) == "?"


def groups(count: int = 3) -> list[Group]:
    def sums(kind: str) -> list[Answer]:
        samples = [Sample("seen", (n, 2), f"{n} + 2", n + 2) for n in range(1, 6)]
        return [Answer(one, one.truth + 0.1, 0.1, True) for one in samples]

    names = [("●", "practised"), ("○", "never seen"), ("△", "out of range")][:count]
    return [Group(sign, name, "", sums(name)) for sign, name in names]


def test_three_groups_stand_side_by_side_where_there_is_room() -> None:
    lines = draw_sums(groups(), 3 * COLUMN + 2, 6, UNICODE).plain.split("\n")
    assert len(lines) == 6
    assert "practised" in lines[0] and "never seen" in lines[0] and "out of range" in lines[0]
    assert lines[1].split()[:4] == ["1+2", "3.100", "3", "✓"]


def test_narrow_groups_stand_below_each_other_and_say_what_is_left_out() -> None:
    lines = draw_sums(groups(), COLUMN, 9, UNICODE).plain.split("\n")
    assert len(lines) == 9
    assert lines[0].strip() == "● practised 2/5"


def test_a_wrong_sum_is_told_by_its_sign_not_only_by_colour() -> None:
    sample = Sample("outside", (12, 30), "12 + 30", 42)
    group = Group("^", "out", "", [Answer(sample, 32.4, -9.6, False)])
    assert draw_sums([group], COLUMN, 2, UNICODE).plain.split("\n")[1].split() == [
        "12+30",
        "32.400",
        "42",
        "✗",
    ]
    assert draw_sums([group], COLUMN, 2, ASCII).plain.isascii()


def test_every_weight_is_listed_with_its_change() -> None:
    names = [f"w{n}" for n in range(33)]
    values = np.linspace(-1, 1, 33, dtype=np.float32)
    text = draw_weights(names, values, values / np.float32(1000), 57, ("weight", "value", "last step")).plain
    assert len(text.split("\n")) == 18
    assert all(f"w{n} " in text for n in range(33))
    assert "-1.0000 -0.001000" in text


def test_a_bar_has_its_width_and_tells_the_share_in_figures() -> None:
    bar = draw_bar(0.5, 40, "4 s left", UNICODE).plain
    assert len(bar) == 40
    assert bar.endswith("50% 4 s left")
    assert bar.count("█") == bar.count("░") or abs(bar.count("█") - bar.count("░")) == 1
    assert draw_bar(7.0, 40, "", ASCII).plain.startswith("#" * 30)
