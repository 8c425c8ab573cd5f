"""What a network knows, as arrays: the same answers as the network gives when it is asked."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from asistente.training.api import Trained, train
from asistente.training.known import Confusion, Curve, Following, Known, Plane, Scatter, Square, known
from tests.training.test_csv import flats

KINDS: dict[str, type[Known]] = {
    "addition": Square,
    "multiplication": Square,
    "sine": Curve,
    "xor": Plane,
    "spiral": Plane,
    "digits": Confusion,
    "names": Following,
}


@pytest.fixture(scope="module", params=KINDS)
def trained(request: pytest.FixtureRequest) -> Trained:
    return train(request.param, steps=200)


def test_each_task_has_its_own_kind(trained: Trained) -> None:
    assert type(known(trained.config, trained.weights)) is KINDS[trained.config.demo]


def test_weights_that_are_not_finite_know_nothing(trained: Trained) -> None:
    assert known(trained.config, np.full_like(trained.weights, np.nan)) is None


def test_the_square_holds_the_networks_own_errors() -> None:
    adding = train("addition", steps=500)
    square = known(adding.config, adding.weights)
    assert isinstance(square, Square)
    assert square.errors.shape == square.seen.shape == (11, 11)
    for a, b in ((1, 2), (7, 5), (10, 10)):
        said = float(adding.ask(a, b).said)
        assert square.errors[b, a] == pytest.approx(said - (a + b), abs=6e-4)
    assert square.seen[2, 1], "1 + 2 is practised"
    assert not square.seen[5, 7], "7 + 5 is not"
    assert int(square.seen.sum()) == len(adding.config.task.train)
    assert square.right.sum() == (np.abs(square.errors) < 0.5).sum()


def test_the_curve_reaches_beyond_what_was_practised() -> None:
    sine = train("sine", steps=300)
    curve = known(sine.config, sine.weights, 61)
    assert isinstance(curve, Curve)
    assert len(curve.x) == len(curve.answers) == len(curve.truths) == 61
    assert curve.x[0] < curve.practised[0] == -180
    assert curve.x[-1] > curve.practised[1] == 180
    assert curve.truths == pytest.approx(np.sin(np.radians(curve.x)), abs=1e-5)
    middle = 30
    assert curve.x[middle] == pytest.approx(0)
    assert curve.answers[middle] == pytest.approx(float(sine.ask(0.0).said), abs=6e-4)


def test_the_plane_stands_upright() -> None:
    xor = train("xor")
    plane = known(xor.config, xor.weights, 41, 21)
    assert isinstance(plane, Plane)
    assert plane.chances.shape == (21, 41)
    # left top is 0 xor 1, left bottom 0 xor 0: x grows to the right, y upwards
    top, bottom = plane.chances[3, 5], plane.chances[-4, 5]
    assert top > 0.5 > bottom
    assert len(plane.points) == len(xor.config.task.train) + len(xor.config.task.held_out)


def test_the_confusions_count_every_image_that_was_held_out() -> None:
    digits = train("digits", steps=100)
    found = known(digits.config, digits.weights)
    assert isinstance(found, Confusion)
    assert found.counts.sum() == len(digits.config.task.held_out)
    wrong = 1 - found.counts.trace() / found.counts.sum()
    assert wrong == pytest.approx(digits.error, abs=1e-6)
    assert found.sample is not None
    assert not found.sample.correct, "the first that it gets wrong"


def test_the_letters_that_follow_are_probabilities_the_likeliest_first() -> None:
    names = train("names", steps=300)
    found = known(names.config, names.weights)
    assert isinstance(found, Following)
    for letters in found.letters:
        chances = [chance for _, chance in letters]
        assert chances == sorted(chances, reverse=True)
        assert sum(chances) == pytest.approx(1, abs=1e-4)


def test_a_table_is_asked_row_by_row(tmp_path: Path) -> None:
    prices = train(flats(tmp_path / "flats.csv"), target="price", steps=200)
    found = known(prices.config, prices.weights)
    assert isinstance(found, Scatter)
    assert len(found.truths) == len(found.answers) == len(found.seen)
    assert 0 < found.seen.sum() < len(found.seen)
