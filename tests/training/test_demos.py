"""The demos: their data, and what is kept from training."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

import numpy as np
import pytest

from asistente.nn.losses import LOSSES
from asistente.training.arrays import examples, measured
from asistente.training.config import RunConfig
from asistente.training.demos import DEMOS, demo
from asistente.training.demos import names as first_names
from asistente.training.demos.addition import ADDITION
from asistente.training.demos.spiral import SPIRAL
from asistente.training.demos.xor import XOR
from asistente.training.model import answers
from asistente.training.parameters import PARAMETERS
from asistente.training.run import Run


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
    # Names are held out whole; most begin with the same letters as one that is trained on.
    assert name == "names" or not train & held_out
    assert {sample.kind for sample in DEMOS[name].train} == {"seen"}
    assert {sample.kind for sample in DEMOS[name].held_out} == {"unseen"}
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


@pytest.mark.parametrize("name", sorted(DEMOS))
def test_a_demo_says_how_it_is_learnt_and_read(name: str) -> None:
    made = DEMOS[name]
    assert made.loss in LOSSES
    outputs = len(made.classes) if len(made.classes) > 2 else 1
    assert len(made.output_names) == outputs
    assert (made.loss == "squared error") == (not made.classes)
    assert all(len(sample.inputs) == len(made.input_names) for sample in (*made.train, *made.shown))
    assert [
        kind for kind in ("seen", "unseen", "outside") if any(s.kind == kind for s in made.shown)
    ] == list(dict.fromkeys(sample.kind for sample in made.shown))
    for sample in made.shown:
        assert len(sample.label) <= 16
        assert 1 <= len(made.should(sample.truth)) <= 6
    if made.classes:
        assert {sample.truth for sample in made.train} <= set(range(len(made.classes)))


@pytest.mark.parametrize("name", sorted(DEMOS))
def test_inputs_and_targets_reach_the_network_in_a_range_it_can_learn_from(name: str) -> None:
    inputs, targets = examples(DEMOS[name], DEMOS[name].train)
    assert np.abs(inputs).max() <= 2
    assert np.abs(targets).max() <= 2


@pytest.mark.parametrize("seed", range(1, 21))
@pytest.mark.parametrize("name", sorted(set(DEMOS) - {"addition"}))  # addition: test_run.py
def test_a_demo_is_learnt_with_every_seed(name: str, seed: int) -> None:
    run = Run(RunConfig.of(name, seed=seed))
    run.step(10**9)
    snapshot, rule = run.snapshot(), DEMOS[name].stop
    assert run.finished == "learnt"
    assert rule.least_steps <= run.steps < run.config.steps
    assert snapshot.typical_error <= rule.target
    right = Counter(answer.sample.kind for answer in answers(run.config, snapshot.weights) if answer.correct)
    if name != "names":  # often several letters may follow
        assert right["seen"] >= 4
        assert right["unseen"] >= 4


@pytest.mark.parametrize("name", ["xor", "spiral", "digits", "names", "sine"])
def test_the_measure_agrees_with_the_answers(name: str) -> None:
    run = Run(RunConfig.of(name))
    run.step(300)
    snapshot, made = run.snapshot(), DEMOS[name]
    found = answers(run.config, snapshot.weights, made.held_out)
    match made.stop.measure:
        case "wrong":
            expected = np.mean([not answer.correct for answer in found])
        case "perplexity":
            chances = [answer.probabilities[round(answer.sample.truth)] for answer in found]
            expected = np.exp(-np.mean(np.log(chances)))
        case _:
            expected = np.sqrt(np.mean([answer.error**2 for answer in found]))
    assert snapshot.typical_error == pytest.approx(expected, rel=1e-3)


def test_answers_are_said_in_a_few_characters() -> None:
    digits = DEMOS["digits"]
    assert ADDITION.said([12.1973]) == "12.197"
    assert ADDITION.said([-3.2e9]) == "-3.20e+09"
    assert ADDITION.said([float("nan")]) == "–"
    assert ADDITION.should(12.0) == "12"
    assert SPIRAL.said([0.93]) == "B (0.93)"
    assert SPIRAL.said([0.07]) == "A (0.93)"
    assert XOR.should(1.0) == "1"
    assert digits.said([0.01] * 7 + [0.93, 0.0, 0.0]) == "7 (0.93)"
    assert digits.said([float("inf")] * 10) == "–"
    assert DEMOS["sine"].should(-0.0) == "0"
    assert DEMOS["sine"].should(0.866025) == "0.866"


def test_noise_exchanges_classes_and_moves_numbers() -> None:
    for name, noise in (("digits", 0.5), ("xor", 0.5), ("sine", 0.5)):
        clean, noisy = (Run(RunConfig.of(name, noise=value)).snapshot() for value in (0, noise))
        assert clean.test_loss == noisy.test_loss
        assert clean.train_loss != noisy.train_loss


def test_inputs_can_be_left_as_they_are() -> None:
    config = RunConfig.of("addition", inputs="raw", hidden="none")
    weights = np.array([0.1, 0.1, 0], dtype=np.float32)  # the answer still comes times ten
    assert answers(config, weights)[0].prediction == pytest.approx(3)
    assert config.link() == "demo:addition?inputs=raw&hidden=none"


def test_digits_are_balanced_and_whole() -> None:
    digits = DEMOS["digits"]
    assert len(digits.train) + len(digits.held_out) == 1_797
    assert len(digits.held_out) == 359
    counts = Counter(sample.truth for sample in digits.held_out)
    assert min(counts.values()) > 25
    assert {dot for sample in digits.train for dot in sample.inputs} == set(range(17))
    assert [sample.truth for sample in digits.shown] == 3 * [*range(10)]
    unseen, moved = digits.shown[10:20], digits.shown[20:]
    for before, after in zip(unseen, moved, strict=True):
        assert (before.kind, after.kind) == ("unseen", "outside")
        assert all(
            after.inputs[8 * row + 1 : 8 * row + 8] == before.inputs[8 * row : 8 * row + 7]
            for row in range(8)
        )


@pytest.mark.parametrize("language", ["en", "es"])
def test_names_are_held_out_whole(language: str) -> None:
    everyone = first_names.names(language)
    kept = first_names.held_out(language)
    assert len(everyone) == len(set(everyone)) > 250
    assert len(everyone) // 7 < len(kept) < len(everyone) // 5
    made = RunConfig.of("names", language=language).task
    letters = sum(len(name) + 1 for name in kept)
    assert len(made.held_out) == letters
    seen = {sample.inputs for sample in made.train}
    assert all(sample.inputs not in seen for sample in made.shown if sample.kind == "unseen")
    assert ("ñ" in made.classes or "é" in made.classes) == (language == "es")


def test_perplexity_of_knowing_nothing_is_the_number_of_letters() -> None:
    made = DEMOS["names"]
    outputs, targets = np.zeros((len(made.classes), 5)), np.eye(len(made.classes))[:, :5]
    loss = LOSSES[made.loss].value(outputs, targets)
    assert measured(made, outputs, targets, loss) == pytest.approx(len(made.classes))


def test_the_registry_loads_no_arrays() -> None:
    program = (
        "import asistente.training.config, sys\n"
        "asistente.training.config.RunConfig.of('digits').link()\n"
        "print('numpy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
