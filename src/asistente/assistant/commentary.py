"""What is said in the chat when a run has ended: its own numbers, and what to try next."""

from __future__ import annotations

from asistente.assistant.predict import decimals
from asistente.assistant.reply import Reply, Suggestion
from asistente.language.detect import Language
from asistente.language.texts import Texts
from asistente.training.config import RunConfig
from asistente.training.events import RunFinished
from asistente.training.model import predict
from asistente.training.parameters import ConfigError

MOST = 3


def report(finished: RunFinished, config: RunConfig, language: Language) -> Reply:
    """The remark on the end of a run. Its suggestions are `demo:` links and questions."""
    texts = Texts(language)
    lines = (
        _diverged(finished, config, texts)
        if finished.reason == "diverged"
        else _ended(finished, config, texts)
    )
    return Reply(
        question="",
        language=language,
        kind="command",
        intent="report",
        text=" ".join(lines),
        arguments={"reason": finished.reason, "steps": finished.snapshot.step},
        suggestions=tuple(_next(finished, config, texts))[:MOST],
    )


def _ended(finished: RunFinished, config: RunConfig, texts: Texts) -> list[str]:
    demo = config.task
    snapshot = finished.snapshot
    kinds = {sample.kind: sample for sample in reversed(demo.shown)}
    seen, unseen = kinds["seen"], kinds["unseen"]
    said = predict(config, snapshot.weights, [seen.inputs, unseen.inputs])
    steps = texts.number(snapshot.step)
    error = decimals(snapshot.typical_error)
    lines = [
        texts(f"chat.report.{finished.reason}", steps=steps, sum=seen.label, answer=decimals(float(said[0])))
    ]
    if finished.reason == "max_steps":
        lines.append(texts("chat.report.goal", error=error, target=decimals(demo.stop.target)))
        return lines
    lines.append(texts("chat.report.unseen", sum=unseen.label, answer=decimals(float(said[1]))))
    if finished.reason == "learnt":
        lines.append(texts("chat.report.typical", error=error))
    return lines


def _diverged(finished: RunFinished, config: RunConfig, texts: Texts) -> list[str]:
    steps = texts.number(finished.snapshot.step)
    return [texts("chat.report.diverged", steps=steps, rate=f"{config.learning_rate:g}")]


def calmer(config: RunConfig) -> float:
    """A learning rate that is worth a retry: a tenth, and not above the demo's own."""
    usual = config.task.defaults["learning_rate"]
    assert isinstance(usual, int | float)
    smaller = config.learning_rate / 10
    return float(f"{min(smaller, usual) if smaller > usual or config.learning_rate <= usual else usual:.3g}")


def _next(finished: RunFinished, config: RunConfig, texts: Texts) -> list[Suggestion]:
    """What to try, most useful first."""
    found: list[Suggestion | None] = []
    if finished.reason == "diverged":
        rate = calmer(config)
        found.append(_run(config, texts("chat.report.retry", rate=f"{rate:g}"), learning_rate=rate))
        found.append(_question(texts, "how"))
    elif finished.reason == "max_steps":
        steps = min(config.steps * 4, 100_000_000)
        found.append(_run(config, texts("chat.report.longer", steps=texts.number(steps)), steps=steps))
        if config.optimizer != "adam":
            found.append(_run(config, texts("chat.report.adam"), optimizer="adam", learning_rate=0.01))
        found.append(_question(texts, "still"))
    elif finished.reason == "stopped":
        found.append(_run(config, texts("chat.report.same")))
        found.append(_question(texts, "outside"))
        found.append(_question(texts, "after"))
    else:
        found.append(_question(texts, "outside"))
        if config.hidden and config.demo == "addition":
            found.append(_run(config, texts("chat.report.three"), hidden=()))
        else:
            found.append(_run(config, texts("chat.report.big_rate"), learning_rate=5.0))
        found.append(_question(texts, "still"))
    return [one for one in found if one is not None]


def _question(texts: Texts, name: str) -> Suggestion:
    question = texts(f"chat.report.{name}")
    return Suggestion(question, question)


def _run(config: RunConfig, label: str, **changed: object) -> Suggestion | None:
    """The same run with something changed, as a link; None where it would be no valid run."""
    try:
        varied = RunConfig.of(config.demo, **{**config.given(), **changed})
    except ConfigError:
        return None
    return Suggestion(label, varied.link())
