"""Networks drawn: units, lines between them, maps of weights."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from asistente.training.activity import activities, layer_weights
from asistente.training.api import Trained, train
from asistente.training.model import unit_names
from asistente.ui.draw.diagram import MINUS, PLUS, Shown, draw_diagram, fits
from asistente.ui.draw.glyphs import ASCII, UNICODE
from asistente.ui.draw.heatmap import draw_images, draw_maps


def shown(run: Trained, *inputs: float) -> Shown:
    return Shown(
        unit_names(run.config),
        activities(run.config, run.weights, inputs),
        layer_weights(run.config, run.weights),
    )


def more(**values: object) -> str:
    return " ".join(f"{name}={value}" for name, value in values.items())


def test_what_flows_through_is_what_the_network_answers() -> None:
    run = train("addition", steps=300)
    first, hidden, out = activities(run.config, run.weights, (7.0, 5.0))
    assert first.tolist() == np.array([0.7, 0.5], dtype=np.float32).tolist()
    weights, last = layer_weights(run.config, run.weights)
    by_hand = np.tanh(weights[:, :-1] @ first + weights[:, -1])
    assert np.allclose(hidden, by_hand, atol=1e-6)
    assert np.allclose(out, 10 * (last[:, :-1] @ hidden + last[:, -1]), atol=1e-5)
    assert f"{float(out[0]):.3f}" == run.ask(7, 5).said


def test_every_unit_has_its_name_and_value() -> None:
    run = train("addition", steps=300)
    picture = draw_diagram(shown(run, 1.0, 2.0), 60, 12, UNICODE)
    assert len(picture) == 12
    assert all(line.width == 60 for line in picture)
    for name in ("a", "b", *(f"h{unit}" for unit in range(1, 9)), "sum"):
        assert f"{name} " in picture.plain
    assert f"{float(run.ask(1, 2).said):+.3f}" in picture.plain


def test_the_sign_of_a_weight_shows_in_form_and_colour() -> None:
    weights: list[npt.NDArray[np.float32]] = [np.array([[1.0, 0.0]], dtype=np.float32)]
    gives = [np.zeros(1, dtype=np.float32)] * 2
    plus = draw_diagram(Shown([["a"], ["b"]], gives, weights), 40, 1, ASCII)
    minus = draw_diagram(Shown([["a"], ["b"]], gives, [-weights[0]]), 40, 1, ASCII)
    assert "+++++" in plus.plain.replace(" ", "")[8:]
    assert minus.plain.count("-- ") >= 5, "broken"
    assert PLUS in {style for text, style in plus[0] if "+++" in text}
    assert MINUS in {style for text, style in minus[0] if text == "--"}


def test_it_says_where_it_does_not_fit() -> None:
    small = shown(train("addition", steps=1), 1.0, 2.0)
    assert fits(small, 60, 8)
    assert not fits(small, 60, 7)
    assert not fits(small, 40, 8)


def test_maps_stand_side_by_side_and_count_what_they_leave_out() -> None:
    run = train("spiral", steps=10)
    matrices = layer_weights(run.config, run.weights)
    names = unit_names(run.config)[1:]
    whole = draw_maps(matrices, names, 80, 18, more, UNICODE)
    assert "=" not in whole.plain.splitlines()[-1] or "weights=" not in whole.plain
    part = draw_maps(matrices, names, 50, 8, more, UNICODE)
    assert len(part) == 8
    assert "of=33" in part[-1].plain
    assert "of_weights=337" in part[-1].plain
    assert all(line.width <= 50 for line in part)


def test_units_that_see_an_image_are_drawn_as_images() -> None:
    run = train("digits", steps=50)
    matrix = layer_weights(run.config, run.weights)[0]
    names = unit_names(run.config)[1]
    picture = draw_images(matrix, names, 8, 60, 12, more, ASCII)
    assert picture[0].plain.split() == [f"h{unit}" for unit in range(1, 7)]
    assert len(picture) == 10
    assert "units=6 of=32" in picture[-1].plain
    assert set("".join(line.plain for line in picture[1:9])) <= set(" +*#-=~")
