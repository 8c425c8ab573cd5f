from __future__ import annotations

import re
from pathlib import Path

import pytest

from asistente.assistant.commentary import report
from asistente.assistant.reply import Reply
from asistente.language.detect import Language
from asistente.language.texts import Texts
from asistente.training.config import RunConfig, parse_link
from asistente.training.demos import DEMOS
from asistente.training.events import RateChanged, Reason, RunFinished
from asistente.training.failures import FAILURES
from asistente.training.model import answers, predict
from asistente.training.remedy import calmer_rate
from asistente.training.run import Run


def ended(language: Language = "en", steps: int = 10**9, **given: object) -> tuple[Reply, RunConfig]:
    """The report on a real run that is trained to its end, or stopped after some steps."""
    config = RunConfig.of("addition", **given)
    run = Run(config)
    while not run.finished and run.steps < steps:
        run.step(min(1_000, steps - run.steps))
    if not run.finished:
        run.stop()
    assert run.finished
    return report(RunFinished(1, run.finished, run.snapshot(1)), config, language), config


def test_learnt() -> None:
    reply, config = ended(hidden="none")
    run = Run(config)
    while not run.finished:
        run.step(1_000)
    snapshot = run.snapshot(1)
    said = float(predict(config, snapshot.weights, [(1.0, 2.0)])[0])
    text = reply.text.replace("\N{NO-BREAK SPACE}", " ")
    assert text.startswith(f"**Learnt.** After {snapshot.step:,} steps **1 + 2 = {said:.3f}**.")
    assert "7 + 5 was never practised" in text
    assert reply.arguments == {"reason": "learnt", "steps": snapshot.step}
    assert "What is 12 + 30?" in [one.target for one in reply.suggestions]


def test_diverged_offers_a_calmer_retry() -> None:
    reply, config = ended(learning_rate=50, seed=2)
    assert "went off the rails" in reply.text
    assert "learning rate of 50" in reply.text
    retry = parse_link(reply.suggestions[0].target)
    assert retry.learning_rate == calmer_rate(config, 50) == 0.1
    assert "With a learning rate of 0.1 its loss falls" in reply.text
    assert retry.seed == 2


def test_max_steps_says_what_is_missing_and_offers_more() -> None:
    reply, _ = ended(steps=10**9, seed=4, learning_rate=0.001)
    assert reply.arguments["reason"] == "max_steps"
    assert "the goal was 0.050" in reply.text
    assert parse_link(reply.suggestions[0].target).steps == 200_000


def test_max_steps_of_a_short_run() -> None:
    config = RunConfig.of("addition", steps=20)
    run = Run(config)
    run.step(20)
    assert run.finished == "max_steps"
    reply = report(RunFinished(1, "max_steps", run.snapshot(1)), config, "es")
    assert reply.text.startswith("Se acabaron los 20 pasos")
    assert "Adam" in reply.suggestions[1].label


def test_stopped() -> None:
    config = RunConfig.of("addition")
    run = Run(config)
    run.step(30)
    reply = report(RunFinished(1, "stopped", run.snapshot(1)), config, "es")
    assert reply.text.startswith("Detenido en el paso 30.")
    assert parse_link(reply.suggestions[0].target) == config


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_suggestion_leads_somewhere(language: Language) -> None:
    for given in ({}, {"hidden": "none"}, {"learning_rate": 500}):
        reply, _ = ended(language, **given)
        assert 2 <= len(reply.suggestions) <= 3
        for one in reply.suggestions:
            if one.target.startswith("demo:"):
                parse_link(one.target)
            else:
                assert one.target


def of_demo(link: str, language: Language, reason: Reason, steps: int = 30) -> Reply:
    """The report on a run of any demo that is said to have ended in a way."""
    config = parse_link(f"demo:{link}")
    run = Run(config)
    run.step(steps)
    return report(RunFinished(1, reason, run.snapshot(1)), config, language)


OTHERS = [name for name in DEMOS if name != "addition"]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("demo", OTHERS)
def test_every_demo_is_spoken_of_in_its_own_terms(demo: str, language: Language) -> None:
    config = RunConfig.of(demo)
    run = Run(config)
    run.step(30)
    snapshot = run.snapshot(1)
    found = answers(config, snapshot.weights)
    first = [next(one for one in found if one.sample.kind == kind) for kind in ("seen", "unseen")]
    reasons: tuple[Reason, ...] = ("learnt", "max_steps", "stopped")
    for reason in reasons:
        reply = report(RunFinished(1, reason, snapshot), config, language)
        for one in first:
            assert f"`{one.sample.label}`" in reply.text
            assert one.said in reply.text and one.should in reply.text
        assert "1 + 2" not in reply.text and "sum" not in reply.text
        assert 2 <= len(reply.suggestions) <= 3
        for suggestion in reply.suggestions:
            assert "12 + 30" not in suggestion.target
            if suggestion.target.startswith("demo:"):
                assert parse_link(suggestion.target).demo == demo


def test_the_measure_stands_beside_its_goal() -> None:
    assert "the goal was 0.05." in of_demo("xor", "en", "learnt").text
    assert re.search(r"gets [\d.]+% wrong; the goal was 3%\.", of_demo("digits", "en", "max_steps").text)
    assert "respuestas; la meta era 12." in of_demo("names", "es", "stopped").text


def test_names_invents_some() -> None:
    assert "Nombres que inventa: " in of_demo("names?language=es", "es", "learnt", steps=300).text


@pytest.mark.parametrize("code", [one.code for one in FAILURES.values() if one.ends == "max_steps"])
def test_a_failure_is_told_its_cure(code: str) -> None:
    failure = FAILURES[code]
    config = parse_link(failure.link)
    run = Run(config)
    run.step(5)
    reply = report(RunFinished(1, failure.ends, run.snapshot(1)), config, "en")
    assert reply.suggestions[0].target == failure.cure
    if config.demo != "addition":
        assert Texts("en")(f"demos.failures.{code}.look") in reply.text


@pytest.mark.parametrize(
    ("link", "cured"),
    [
        ("digits?inputs=raw", "demo:digits"),
        ("spiral?init=zero", "demo:spiral"),
        ("multiplication?hidden=none&seed=4", "demo:multiplication?seed=4"),
        ("sine?learning_rate=0.2", "demo:sine"),
    ],
)
def test_what_kept_a_run_from_learning_is_set_right(link: str, cured: str) -> None:
    assert of_demo(link, "es", "max_steps").suggestions[0].target == cured


def test_what_was_learnt_is_followed_by_how_it_fails() -> None:
    targets = [one.target for one in of_demo("xor", "en", "learnt").suggestions]
    assert FAILURES["too_small"].link in targets


def test_a_table_of_ones_own_is_spoken_of_in_its_unit(tmp_path: Path) -> None:
    file = tmp_path / "flats.csv"
    rows = "".join(f"{size},{size * 3_000}\n" for size in range(20, 80))
    file.write_text("size,price\n" + rows, encoding="utf-8")
    text = of_demo(f"csv?file={file}&target=price", "en", "max_steps", steps=5).text
    assert re.search(r"is off by \d\d,\d{3} on average; the goal was \d+,\d{3}\.$", text)


def stopped_with(link: str, *changes: RateChanged, reason: Reason = "stopped") -> Reply:
    """The report on a run of which the rate was changed by hand."""
    config = parse_link(link)
    run = Run(config)
    run.step(30)
    return report(RunFinished(1, reason, run.snapshot(1)), config, "en", changes)


def test_a_rate_changed_by_hand_is_told_at_the_end() -> None:
    changes = [RateChanged(1, step, rate) for step, rate in ((300, 0.5), (1_200, 0.05))]
    text = stopped_with("demo:addition", *changes).text
    assert text.endswith("changed by hand on the way: 0.5 from step 300, 0.05 from step 1,200.")
    assert "by hand" not in stopped_with("demo:addition").text


def test_of_many_changes_the_last_are_told() -> None:
    changes = [RateChanged(1, step, step / 10) for step in range(1, 8)]
    text = stopped_with("demo:addition", *changes).text
    assert "7 times" in text
    assert text.count(" from step ") == 3 and "0.7 from step 7" in text


def test_a_run_that_was_pushed_off_the_rails_blames_the_rate_it_had_then() -> None:
    reply = stopped_with("demo:addition", RateChanged(1, 25, 8.0), reason="diverged")
    assert "learning rate of 8 " in reply.text
    assert parse_link(reply.suggestions[0].target).learning_rate == 0.1


@pytest.mark.parametrize("reason", ["stopped", "max_steps"])
def test_a_failure_has_its_cure_however_it_ends(reason: Reason) -> None:
    for failure in FAILURES.values():
        first = stopped_with(failure.link, reason=reason).suggestions[0]
        assert (first.target, first.label) == (
            failure.cure,
            Texts("en")(f"demos.failures.{failure.code}.cure"),
        )
