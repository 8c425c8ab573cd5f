from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from asistente.ui.draw.axes import log_ticks, power_ticks, step_ticks, tick_label
from asistente.ui.draw.curve import braille, cells_lit, curve_dots
from asistente.ui.draw.glyphs import ASCII, UNICODE
from asistente.ui.draw.loss_curve import CurveLabels, draw_loss

LABELS = CurveLabels("loss", "practised", "never seen", "run before", "steps", "wait", lambda n: f"{n:,}")


def test_braille_bits_are_those_of_unicode() -> None:
    dots = np.zeros((4, 2), dtype=bool)
    assert braille(dots) == [" "]
    dots[0, 0] = True
    assert braille(dots) == ["\u2801"]
    dots[3, 1] = True
    assert braille(dots) == ["\u2881"]
    assert braille(np.ones((4, 2), dtype=bool)) == ["\u28ff"]


def test_a_rising_line_goes_from_bottom_left_to_top_right() -> None:
    dots = curve_dots(np.linspace(0, 1, 8), np.linspace(0, 1, 8), 8, 8)
    assert dots[7, 0] and dots[0, 7]
    assert not dots[0, 0] and not dots[7, 7]


def test_a_spike_of_one_point_survives_however_many_points_share_its_column() -> None:
    y = np.full(100_000, 0.1)
    y[54_321] = 1.0
    dots = curve_dots(np.linspace(0, 1, len(y)), y, 40, 20)
    assert dots[0].any()


def test_gaps_are_bridged_so_that_the_curve_is_connected() -> None:
    dots = curve_dots(np.array([0.0, 1.0]), np.array([0.0, 1.0]), 30, 30)
    assert dots.any(axis=0).all()


def test_what_is_not_a_number_is_left_out() -> None:
    y = np.array([0.5, np.nan, np.inf, 0.5])
    assert not curve_dots(np.linspace(0, 1, 4), np.full(4, np.nan), 10, 10).any()
    assert curve_dots(np.linspace(0, 1, 4), y, 10, 10).any()


def test_a_cell_is_lit_by_any_of_its_dots() -> None:
    dots = np.zeros((8, 4), dtype=bool)
    dots[5, 3] = True
    assert cells_lit(dots).tolist() == [[False, False], [False, True]]


@pytest.mark.parametrize(
    ("low", "high", "most", "expected"),
    [
        (0.001, 10, 9, [0.001, 0.01, 0.1, 1.0, 10.0]),
        (0.001, 10, 3, [0.001, 0.1, 10.0]),
        (1.5, 9, 5, [2.0, 5.0]),
    ],
)
def test_log_ticks_are_round(low: float, high: float, most: int, expected: list[float]) -> None:
    assert log_ticks(low, high, most) == pytest.approx(expected)


def test_ticks_of_steps() -> None:
    assert step_ticks(1000, 5) == [0, 200, 400, 600, 800, 1000]
    assert step_ticks(3, 5) == [0, 1, 2, 3]
    assert power_ticks(2_000) == [0, 1, 10, 100, 1000]
    assert power_ticks(0) == [0]
    assert [tick_label(value) for value in (10.0, 0.01, 1e-5)] == ["10", "0.01", "1e-05"]


def history(points: int = 50) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    steps = np.arange(points, dtype=np.float32) * 10
    return np.stack([steps, np.exp(-steps / 100), 1.5 * np.exp(-steps / 120)], axis=1).astype(np.float32)


def test_the_chart_has_its_size_its_axes_and_its_legend() -> None:
    lines = draw_loss(history(), 60, 12, LABELS, UNICODE).plain.split("\n")
    assert len(lines) == 12
    assert max(len(line) for line in lines) <= 60
    assert lines[0].startswith("loss") and "practised" in lines[0] and "never seen" in lines[0]
    assert any(line.lstrip().startswith("0.1┤") for line in lines)
    assert lines[-1].split()[0] == "0" and "100" in lines[-1] and lines[-1].endswith("steps")


def test_even_steps_have_even_marks() -> None:
    lines = draw_loss(history(), 60, 12, LABELS, UNICODE, even_steps=True).plain.split("\n")
    assert lines[-1].split() == ["0", "200", "400", "steps"]


def test_a_narrow_title_of_the_curve_is_wrapped_and_its_axis_stays() -> None:
    lines = draw_loss(history(), 24, 8, LABELS, UNICODE).plain.split("\n")
    assert len(lines) == 8 and max(map(len, lines)) <= 24
    assert "seen" in lines[1] and lines[-1].endswith("steps")


def test_ascii_has_no_other_sign_and_tells_the_curves_apart() -> None:
    text = draw_loss(history(), 60, 12, LABELS, ASCII).plain
    assert text.isascii()
    assert "*" in text and "o" in text


@settings(max_examples=150, deadline=None)
@given(
    data=arrays(
        np.float32, st.tuples(st.integers(0, 30), st.just(3)), elements=st.floats(0, 2.0**120, width=32)
    ),
    width=st.integers(0, 130),
    height=st.integers(0, 40),
    even=st.booleans(),
)
def test_no_history_and_no_size_breaks_the_chart(
    data: np.ndarray[tuple[int, int], np.dtype[np.float32]], width: int, height: int, even: bool
) -> None:
    data[:, 0] = np.sort(np.minimum(data[:, 0], np.float32(1e9)))
    lines = draw_loss(data, width, height, LABELS, UNICODE, even).plain.split("\n")
    assert len(lines) <= max(1, height)
    assert all(len(line) <= max(width, 1) for line in lines[1:])


def test_what_was_noticed_is_marked_on_the_axis() -> None:
    plain = draw_loss(history(), 60, 12, LABELS, UNICODE).plain
    picture = draw_loss(history(), 60, 12, LABELS, UNICODE, marks=[10, 10_000_000])
    assert "◆" not in plain
    assert picture.plain.count("◆") == 1, "what lies beyond the last step is not on the axis"
    assert "◆" in picture.plain.split("\n")[-2]


def test_the_cursor_reads_the_losses_at_its_step() -> None:
    data = history()
    at = len(data) // 2
    picture = draw_loss(data, 70, 12, LABELS, UNICODE, cursor=int(data[at, 0]))
    assert f"{data[at, 1]:.3g} · {data[at, 2]:.3g}" in picture.plain.split("\n")[0]
