from __future__ import annotations

import pytest

from asistente.assistant.commentary import calmer, report
from asistente.assistant.reply import Reply
from asistente.language.detect import Language
from asistente.training.config import RunConfig, parse_link
from asistente.training.events import RunFinished
from asistente.training.model import predict
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
    assert reply.text.startswith(f"**Learnt.** After {snapshot.step:,} steps **1 + 2 = {said:.3f}**.")
    assert "7 + 5 was never practised" in reply.text
    assert reply.arguments == {"reason": "learnt", "steps": snapshot.step}
    assert "What is 12 + 30?" in [one.target for one in reply.suggestions]


def test_diverged_offers_a_calmer_retry() -> None:
    reply, config = ended(learning_rate=50, seed=2)
    assert "went off the rails" in reply.text
    assert "learning rate of 50" in reply.text
    retry = parse_link(reply.suggestions[0].target)
    assert retry.learning_rate == calmer(config) == 0.1
    assert retry.seed == 2


def test_the_retry_is_always_calmer() -> None:
    for rate in (1000, 5, 0.5, 0.11, 0.1, 0.01):
        config = RunConfig.of("addition", learning_rate=rate)
        assert 0 < calmer(config) < rate


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
    assert reply.text.startswith("Detenido después de 30 pasos.")
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
