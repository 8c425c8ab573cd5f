"""Pictures of what a network knows: text out of arrays and a size."""

from __future__ import annotations

import numpy as np
import pytest

from asistente.language.texts import Texts
from asistente.training.api import train
from asistente.training.known import Square, known
from asistente.ui.draw.glyphs import ASCII, UNICODE, Glyphs
from asistente.ui.draw.known import draw_known

DEMOS = ("addition", "multiplication", "sine", "xor", "spiral", "digits", "names")
SIZES = ((60, 13), (76, 12), (56, 9), (40, 7), (20, 4), (16, 3))


def square(errors: list[list[float]], seen: list[list[bool]]) -> Square:
    numbers = tuple(range(len(errors)))
    return Square("+", numbers, numbers, np.array(errors), np.array(seen), 0.5)


@pytest.mark.parametrize("demo", DEMOS)
@pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["unicode", "ascii"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_picture_keeps_to_its_room(demo: str, glyphs: Glyphs, language: str) -> None:
    run = train(demo, steps=100)
    for width, height in SIZES:
        found = known(run.config, run.weights, width, height - 1)
        assert found is not None
        picture = draw_known(found, width, height, Texts(language), glyphs)  # type: ignore[arg-type]
        assert len(picture) <= height
        assert all(line.width <= width for line in picture), (width, picture.plain)
        if glyphs is ASCII:
            assert not set("█░▒▓●○△·✓✗│┤└─−┄━╍") & set(picture.plain.replace(" · ", ""))


def test_too_little_room_draws_nothing() -> None:
    assert not draw_known(square([[0.0]], [[True]]), 10, 2, Texts("en"), UNICODE)


def test_a_pair_says_how_far_off_it_is_and_whether_it_was_practised() -> None:
    found = square([[0.04, -0.3], [0.6, -140.0]], [[True, False], [False, True]])
    lines = draw_known(found, 40, 6, Texts("en"), UNICODE).plain.splitlines()
    assert lines[0].startswith("a + b: 2 of 4 right")
    assert lines[1].split() == ["b", "0", "1"]
    assert lines[2] == "  0 +.0○−.3"
    assert lines[3] == "  1○ +1 −−−"


def test_an_error_of_a_half_is_not_called_none() -> None:
    found = square([[0.5]], [[True]])
    assert "+1" in draw_known(found, 40, 6, Texts("en"), UNICODE).plain


def test_what_finds_no_room_is_left_out_evenly() -> None:
    n = 11
    found = square([[0.0] * n] * n, [[True] * n] * n)
    lines = draw_known(found, 60, 6, Texts("en"), UNICODE).plain.splitlines()
    assert [line.split()[0] for line in lines[2:]] == ["0", "3", "6", "9"]


def test_the_curve_leaves_the_truth_outside_what_it_practised() -> None:
    run = train("sine")
    found = known(run.config, run.weights, 76)
    assert found is not None
    picture = draw_known(found, 76, 12, Texts("es"), UNICODE)
    assert "practicado: de -180 a 180" in picture.plain
    assert "━━ la red" in picture.plain
    styles = {style for line in picture for _, style in line}
    assert {"$text-primary", "$text-warning"} <= styles


def test_a_wrong_point_is_a_cross() -> None:
    run = train("xor", steps=1)
    found = known(run.config, run.weights, 40, 12)
    assert found is not None
    picture = draw_known(found, 40, 13, Texts("en"), UNICODE)
    assert "✗" in "\n".join(picture.plain.splitlines()[1:])
