from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asistente.training.config import RunConfig
from asistente.training.demo import Sample
from asistente.training.demos import DEMOS
from asistente.training.model import Answer, answers, weight_names
from asistente.training.run import Run
from asistente.ui.draw.bar import draw_bar
from asistente.ui.draw.glyphs import ASCII, UNICODE, Glyphs
from asistente.ui.draw.numbers import answer, change, fitted, loss
from asistente.ui.draw.sums import COLUMN, Group, draw_sums
from asistente.ui.draw.weights import MOST, draw_weights


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
    assert lines[0].strip() == "● practised +3"


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


def test_large_weights_do_not_touch_their_names() -> None:
    names = ["district=Old Town→h1"] * 7
    values = np.array([9.5, -22.0072, 170.03, -4321.5, 98765.4, -1.5e7, np.nan], dtype=np.float32)
    text = draw_weights(names, values, values * 0, 40, ("weight", "value", "last step")).plain
    assert [line.split()[-2] for line in text.split("\n")[1:]] == [
        "+9.5000",
        "-22.007",
        "+170.03",
        "-4321.5",
        "+98765",
        "-2e+07",
        "?",
    ]
    assert len({len(line) for line in text.split("\n")[1:]}) == 1


def test_a_bar_has_its_width_and_tells_the_share_in_figures() -> None:
    bar = draw_bar(0.5, 40, "4 s left", UNICODE).plain
    assert len(bar) == 40
    assert bar.endswith("50% 4 s left")
    assert bar.count("█") == bar.count("░") or abs(bar.count("█") - bar.count("░")) == 1
    assert draw_bar(7.0, 40, "", ASCII).plain.startswith("#" * 30)


def trained(demo: str, steps: int = 100) -> list[Group]:
    config = RunConfig.of(demo)
    run = Run(config)
    run.step(steps)
    found = answers(config, run.snapshot(1).weights)
    names = {"seen": "practised", "unseen": "never seen", "outside": "out of range"}
    return [Group("o", names[kind], "", [a for a in found if a.sample.kind == kind]) for kind in names]


@pytest.mark.parametrize("demo", DEMOS)
def test_every_demo_has_its_table_at_every_size(demo: str) -> None:
    drawn = trained(demo)
    for width in (1, 10, 18, 30, 41, 57, 90, 150):
        for height in (1, 2, 4, 6, 12, 30):
            lines = draw_sums(drawn, width, height, UNICODE).plain.split("\n")
            assert len(lines) <= height
            assert max(map(len, lines)) <= width, (width, height)


@pytest.mark.parametrize("demo", DEMOS)
def test_in_the_pane_of_a_usual_terminal_no_row_is_cut(demo: str) -> None:
    drawn = [group for group in trained(demo) if group.sums]
    lines = draw_sums(drawn, 57, 6, UNICODE).plain.split("\n")
    assert not any("…" in line for line in lines[1:])
    for group in drawn:
        shown = min(5, len(group.sums))
        assert shown == len(group.sums) or f" +{len(group.sums) - shown}" in lines[0]


def test_a_class_is_shown_with_its_probability_where_there_is_room() -> None:
    text = draw_sums(trained("digits"), 57, 6, UNICODE).plain
    assert re.search(r" 1 \d \(\d\.\d\d\) 0[✓✗]", text)  # tight, without the common №
    assert "(" not in draw_sums(trained("digits"), 40, 6, UNICODE).plain
    assert "(0." in draw_sums(trained("xor"), 90, 6, UNICODE).plain
    assert "(0." not in draw_sums(trained("xor"), 57, 6, UNICODE).plain


def test_the_count_of_what_is_shown_is_never_cut() -> None:
    long = [Group("●", "fuera de todo rango", "", groups(1)[0].sums)]
    assert draw_sums(long, COLUMN, 4, UNICODE).plain.split("\n")[0] == "● fuera de tod… +2"


@pytest.mark.parametrize("demo", ["multiplication", "digits", "sine"])
def test_ascii_has_no_other_sign_in_the_table(demo: str) -> None:
    assert draw_sums(trained(demo), 90, 6, ASCII).plain.isascii()


def test_a_sum_that_is_cut_says_so_in_ascii_too() -> None:
    sample = Sample("seen", (1, 2), "1 + 2", 3)
    group = Group("*", "practised", "", [Answer(sample, 3.1, 0.1, True)])
    assert draw_sums([group], 9, 3, ASCII).plain.isascii()
    assert "..." in draw_sums([group], 9, 3, ASCII).plain.split("\n")[1]


def test_the_longest_line_that_fits_is_taken_and_no_cut_goes_unsaid() -> None:
    lines = ["step 12 (max 90) · loss 0.1", "step 12 · loss 0.1", "step 12"]
    assert fitted(lines, 40, UNICODE) == lines[0]
    assert fitted(lines, 20, UNICODE) == lines[1]
    assert fitted(lines, 10, UNICODE) == lines[2]
    assert fitted(lines, 5, UNICODE) == "step…"
    assert fitted(lines, 0, UNICODE) == ""


def weights_of(demo: str, width: int, glyphs: Glyphs = UNICODE, **given: object) -> list[str]:
    config = RunConfig.of(demo, **given)
    run = Run(config)
    run.step(3)
    snapshot = run.snapshot(1)
    names = weight_names(config, MOST)
    headings = ("weight", "value", "last step")
    left_out = len(snapshot.weights) - len(names)
    more = f"… and {left_out:,} more" if left_out else ""
    drawn = draw_weights(names, snapshot.weights, snapshot.change, width, headings, more, glyphs)
    return drawn.plain.split("\n")


def test_of_a_large_network_the_first_weights_are_drawn_and_the_rest_is_counted() -> None:
    lines = weights_of("digits", 57, hidden="128,128")
    assert len(lines) == 1 + MOST + 1
    assert lines[-1] == "… and 26,002 more"
    assert "more" not in weights_of("addition", 57)[-1]


def test_names_of_two_layers_are_whole_and_still_stand_in_two_columns() -> None:
    lines = weights_of("spiral", 57)
    assert max(map(len, lines)) <= 57
    assert "h1.16→h2.1 " in "\n".join(lines)
    assert lines[0].count("weight") == 2


def test_the_names_of_weights_are_ascii_where_the_terminal_is() -> None:
    assert "\n".join(weights_of("spiral", 57, ASCII)).isascii()
