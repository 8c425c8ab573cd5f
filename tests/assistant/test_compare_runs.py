"""Two runs side by side; the stories of these pairs are known."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from asistente.assistant.actions import compare
from asistente.assistant.compare_runs import compared, differences
from asistente.assistant.run_view import RunView
from asistente.training.config import parse_link
from asistente.training.run import Run


@cache
def ended(link: str) -> RunView:
    config = parse_link(link)
    run = Run(config)
    run.step(config.steps)
    return RunView(config, run.snapshot(1), "finished", run.finished)


def rows(text: str) -> dict[str, tuple[str, str]]:
    """The table's lines by their names."""
    found = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    return {line[0]: (line[1], line[2]) for line in found if len(line) == 3}


def test_one_change_is_named_with_what_came_of_it() -> None:
    text = compared(ended("demo:addition"), ended("demo:addition?learning_rate=0.5"), "en")
    table = rows(text)
    assert table["learning_rate"] == ("0.1", "0.5")
    assert table["ended"] == ("learnt", "diverged")
    assert table["steps"][0] == "20,226"
    assert "The only difference is learning_rate, 0.1 before and 0.5 now" in text
    assert "both began with the same numbers" in text
    assert "The one before learnt it in 20,226 steps; this one: diverged" in text


def test_another_start_is_not_called_the_same() -> None:
    text = compared(ended("demo:addition"), ended("demo:addition?hidden=none"), "en")
    assert "the first numbers are others too" in text
    assert rows(text)["numbers"] == ("33", "3")


def test_another_seed_is_called_luck() -> None:
    text = compared(ended("demo:addition"), ended("demo:addition?seed=2"), "es")
    assert "cuestión de suerte" in text and "Los dos aprendieron" in text


def test_of_several_changes_none_is_blamed() -> None:
    text = compared(ended("demo:addition"), ended("demo:addition?seed=2&learning_rate=0.05"), "en")
    assert "2 things differ (learning_rate, seed)" in text and "only difference" not in text


def test_the_faster_of_two_is_told() -> None:
    text = compared(ended("demo:addition?optimizer=adam&learning_rate=0.01"), ended("demo:addition"), "en")
    assert "this one took 20,226 steps instead of" in text
    turned = compared(ended("demo:addition"), ended("demo:addition?optimizer=adam&learning_rate=0.01"), "en")
    assert "times sooner" in turned


def test_the_same_again_is_the_same() -> None:
    run = ended("demo:xor")
    text = compared(run, replace(run), "en")
    assert "Nothing differs" in text and "about as many steps" in text


def test_a_rate_changed_by_hand_blurs_it() -> None:
    run = ended("demo:addition")
    text = compared(run, replace(ended("demo:addition?learning_rate=0.5"), learning_rate=0.01), "en")
    assert "changed by hand" in text and "only difference" not in text


def test_neither_has_learnt() -> None:
    text = compared(
        ended("demo:addition?steps=5000&init=zero"),
        ended("demo:addition?steps=5000&learning_rate=0.001"),
        "en",
    )
    assert "Neither has learnt it. This one came nearer" in text


def test_different_demos_are_not_set_against_each_other() -> None:
    before, now = ended("demo:addition"), ended("demo:xor")
    assert differences(before.config, now.config) == {"demo": ("addition", "xor")}
    assert "cannot be set against each other" in compared(before, now, "en")


def test_a_run_that_was_left_is_told_as_such() -> None:
    config = parse_link("demo:addition")
    run = Run(config)
    run.step(500)
    left = RunView(config, run.snapshot(1), "finished")
    text = compared(left, ended("demo:addition?learning_rate=0.5"), "en")
    assert rows(text)["ended"] == ("not ended", "diverged")


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_can_be_compared_depends_on_the_runs_there_are(language: str) -> None:
    none = compare({}, None, language)  # type: ignore[arg-type]
    assert none.kind == "command" and none.suggestions[0].target == "demo:addition"
    one = compare({}, ended("demo:addition"), language)  # type: ignore[arg-type]
    assert "only one run" in one.text or "solo hay un" in one.text
    assert "0.02" in one.suggestions[0].target
    begun = compare({"learning_rate": 0.5}, ended("demo:addition"), language)  # type: ignore[arg-type]
    assert begun.kind == "command" and "learning_rate 0.5 (0.1)" in begun.text
    wrong = compare({"learning_rate": -1.0}, ended("demo:addition"), language)  # type: ignore[arg-type]
    assert wrong.kind == "refusal"
    two = replace(ended("demo:xor"), before=ended("demo:addition"))
    assert "|" in compare({}, two, language).text  # type: ignore[arg-type]
