"""The last step of a run, told at three depths with its real numbers."""

from __future__ import annotations

import re
from typing import Any

import pytest

from asistente.assistant.explain_step import explained, figure
from asistente.assistant.order import Order
from asistente.assistant.run_view import RunView
from asistente.assistant.slash import exact
from asistente.assistant.step_words import explain_arguments
from asistente.language.detect import Language
from asistente.training.config import parse_link
from asistente.training.model import weight_names
from asistente.training.run import Run
from asistente.training.step_taken import StepTaken


def view(link: str = "demo:addition", steps: int = 240) -> RunView:
    config = parse_link(link)
    run = Run(config)
    run.step(steps)
    return RunView(config, run.snapshot(1), "running")


def value(text: str) -> float:
    return float(text.replace("−", "-"))


def test_a_sentence_has_the_step_its_examples_and_both_losses() -> None:
    run = view()
    step = StepTaken(run.config, run.snapshot, run.rate)
    text = explained(run, "en", "brief").text
    assert "\n" not in text
    for told in ("Step 240", "16 examples", "33 numbers", figure(step.loss_before), figure(step.loss_after)):
        assert told in text
    assert "fell" in text


def test_a_step_that_does_harm_says_so() -> None:
    text = explained(view("demo:addition?learning_rate=1.2", 3), "en", "brief").text
    assert "rose from" in text and "oversteps" in text


def test_in_words_each_change_is_the_slope_times_the_rate() -> None:
    text = explained(view(), "en", "words").text
    rows = re.findall(r"^\| `(.+?)` \| (\S+) \| (\S+) \| (\S+) \| (\S+) \|$", text, re.M)
    assert len(rows) == 4
    for _, before, slope, change, after in rows:
        assert value(change) == pytest.approx(-0.1 * value(slope), rel=2e-3)
        assert value(after) == pytest.approx(value(before) + value(change), abs=2e-4)
    assert "All 33 slopes were checked" in text
    assert re.search(r"agree to \d+ digits", text)


def test_a_large_network_is_told_in_part_and_honestly() -> None:
    text = explained(view("demo:digits"), "en", "words").text
    assert "The other 2,406 moved less" in text
    assert "The 400 slopes of the numbers that moved most, of 2,410" in text
    everything = explained(view("demo:digits"), "en", wanted="all").text
    assert everything.count("\n| `") == 40 and "The other 2,370" in everything


def test_all_numbers_of_a_small_network_stand_in_their_order() -> None:
    text = explained(view("demo:addition?hidden=none"), "en", wanted="all").text
    assert re.findall(r"^\| `(.+?)`", text, re.M) == ["a→sum", "b→sum", "sum bias"]
    assert "moved less" not in text


@pytest.mark.parametrize(
    "link",
    [
        "demo:addition",
        "demo:addition?hidden=8,6&l2=0.01&optimizer=momentum",
        "demo:digits",
        "demo:xor?activation=sigmoid",
    ],
)
def test_every_figure_multiplies_out(link: str) -> None:
    run = view(link)
    step = StepTaken(run.config, run.snapshot, run.rate)
    for index in (0, int(step.order[0])):
        name = weight_names(run.config)[index]
        text = explained(run, "en", "figures", name).text
        (block,) = re.findall(r"```text\n(.*?)\n```", text, re.S)
        lines = {line[:-13].strip(): value(line.split()[-1]) for line in block.splitlines() if line.strip()}
        slope = lines["slope from this example"]
        first = next(lines[key] for key in reversed(lines) if key.startswith(("at ", "through", "loss by")))
        factors = [number for key, number in lines.items() if key.startswith(("× slope", "× what", "× 1"))]
        product = first
        for factor in factors:
            product *= factor
        assert product == pytest.approx(slope, rel=3e-3)
        mean = next(number for key, number in lines.items() if key.startswith("mean over"))
        assert lines["slope found by trying"] == pytest.approx(mean, rel=1e-3)
        given = sum(number for key, number in lines.items() if key.startswith(("mean over", "+ ")))
        assert lines["change"] == pytest.approx(given * lines["× −learning rate"], rel=3e-3)
        assert max(map(len, block.splitlines())) <= 52


@pytest.mark.parametrize("written", ["a→h3", "a->h3", "A -> H3"])
def test_a_weight_is_found_however_its_arrow_is_typed(written: str) -> None:
    assert "`a→h3`" in explained(view(), "en", "figures", written).text


def test_a_weight_that_does_not_exist_gets_one_line_with_some_that_do() -> None:
    said = explained(view(), "es", "words", "q→h99")
    assert said.kind == "refusal"
    assert "\n" not in said.text and "`q→h99`" in said.text and "`a→h1`" in said.text


def test_before_the_first_step_there_is_nothing_to_explain() -> None:
    assert "No step has been done yet" in explained(view(steps=0), "en").text


def test_numbers_that_blew_up_are_told_too() -> None:
    run = view("demo:addition?learning_rate=5", 100)
    text = explained(run, "en", "figures").text
    assert "slope found by trying" in text


@pytest.mark.parametrize(
    ("said", "language", "wanted"),
    [
        ("explain the last step", "en", {}),
        ("explain a->h3", "en", {"weight": "a→h3"}),
        ("explain the last step with the chain rule", "en", {"depth": "figures"}),
        ("explica el sesgo de h1 con todas las cifras", "es", {"weight": "sesgo de h1", "depth": "figures"}),
        ("explica el último paso en una frase", "es", {"depth": "brief"}),
        ("all", "en", {"weight": "all"}),
    ],
)
def test_depth_and_weight_are_read(said: str, language: Language, wanted: dict[str, Any]) -> None:
    assert explain_arguments(said, language) == wanted


def test_slash_forms_in_both_languages() -> None:
    for written, language in (("/explain figures", "en"), ("/explica cifras", "es")):
        order = exact(written, language)  # type: ignore[arg-type]
        assert isinstance(order, Order) and order.intent == "explain"
        assert order.arguments == {"depth": "figures"}


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0.87312, "0.8731"),
        (-0.00213, "−0.002130"),
        (4.1e-7, "4.100e−07"),
        (0.0, "0.0000"),
        (1234567.0, "1.235e+06"),
    ],
)
def test_figures_have_four_places(number: float, written: str) -> None:
    assert figure(number) == written
