"""What is said in the chat when a run has ended: its own numbers, and what to try next."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from asistente.assistant.asking.figures import decimals, unbroken
from asistente.assistant.gallery import cure, failure_of
from asistente.assistant.reply import Reply, Suggestion
from asistente.language.detect import Language
from asistente.language.normalise import literal
from asistente.language.texts import Texts
from asistente.training.config import RunConfig, parse_link
from asistente.training.events import RateChanged, RunFinished
from asistente.training.failures import FAILURES
from asistente.training.invent import sample_names
from asistente.training.model import answers, predict
from asistente.training.parameters import ConfigError
from asistente.training.remedy import calmer_rate

MOST = 3
SHOWN = 3
"""Changes of the learning rate that are told one by one."""


def report(
    finished: RunFinished, config: RunConfig, language: Language, changes: Sequence[RateChanged] = ()
) -> Reply:
    """The remark on the end of a run. Its suggestions are `demo:` links and questions.

    `changes`: how the learning rate was changed by hand on the way. Of a run that diverged it takes up to a
    few tenths of a second: rates are tried.
    """
    texts = Texts(language)
    rate = changes[-1].learning_rate if changes else config.learning_rate
    calmer = calmer_rate(config, rate) if finished.reason == "diverged" else None
    if finished.reason == "diverged":
        lines = _diverged(finished, rate, calmer, texts)
    elif config.demo == "addition":
        lines = _ended(finished, config, texts)
    else:
        lines = _ended_otherwise(finished, config, texts)
    if changes:
        lines.append(_by_hand(changes, texts))
    return Reply(
        question="",
        language=language,
        kind="command",
        intent="report",
        text=" ".join(lines),
        arguments={"reason": finished.reason, "steps": finished.snapshot.step},
        suggestions=tuple(_next(finished, config, calmer, texts))[:MOST],
    )


def _ended(finished: RunFinished, config: RunConfig, texts: Texts) -> list[str]:
    """Of an addition: in sums."""
    demo = config.task
    snapshot = finished.snapshot
    kinds = {sample.kind: sample for sample in reversed(demo.shown)}
    seen, unseen = kinds["seen"], kinds["unseen"]
    said = predict(config, snapshot.weights, [seen.inputs, unseen.inputs])
    steps = texts.number(snapshot.step)
    error = decimals(snapshot.typical_error)
    lines = [
        texts(
            f"chat.report.{finished.reason}",
            steps=steps,
            sum=unbroken(seen.label),
            answer=decimals(float(said[0])),
        )
    ]
    if finished.reason == "max_steps":
        lines.append(texts("chat.report.goal", error=error, target=decimals(demo.stop.target)))
        return lines
    lines.append(texts("chat.report.unseen", sum=unbroken(unseen.label), answer=decimals(float(said[1]))))
    if finished.reason == "learnt":
        lines.append(texts("chat.report.typical", error=error))
    return lines


def _ended_otherwise(finished: RunFinished, config: RunConfig, texts: Texts) -> list[str]:
    """Of any other demo: what it says to something it practised and to something it never saw."""
    snapshot, rule = finished.snapshot, config.task.stop
    first = {sample.kind: sample for sample in reversed(config.task.shown)}
    asked = [first[kind] for kind in ("seen", "unseen") if kind in first]
    keys = {"seen": f"chat.report.other.{finished.reason}", "unseen": "chat.report.other.unseen"}
    lines = [
        texts(
            keys[one.sample.kind],
            steps=texts.number(snapshot.step),
            label=one.sample.label,
            said=literal(one.said),
            should=literal(one.should),
        )
        for one in answers(config, snapshot.weights, asked)
    ]
    error, target = (_measured(config, value, texts) for value in (snapshot.typical_error, rule.target))
    lines.append(texts(f"chat.report.other.{rule.measure}", error=error, target=target))
    failure = failure_of(config)
    if failure and finished.reason == failure.ends:
        lines.append(texts(f"demos.failures.{failure.code}.look"))
    if config.demo == "names":
        invented = sample_names(config, snapshot.weights, 5, config.seed)
        names = ", ".join(map(str.capitalize, invented))
        lines += [texts("demos.invented", names=names) + "."] if invented else []
    return lines


def _measured(config: RunConfig, value: float, texts: Texts) -> str:
    """What the stop rule watches, in its unit: `0.0312`, `3.1%`."""
    if config.task.stop.measure == "wrong" and math.isfinite(value):
        return f"{100 * value:.3g}%"
    return texts.number(round(value)) if 1e3 <= value < 1e9 else f"{value:.3g}"


def _diverged(finished: RunFinished, rate: float, calmer: float | None, texts: Texts) -> list[str]:
    steps = texts.number(finished.snapshot.step)
    lines = [texts("chat.report.diverged", steps=steps, rate=f"{rate:g}")]
    if calmer is not None:
        lines.append(texts("chat.report.remedy", rate=f"{calmer:g}"))
    return lines


def _by_hand(changes: Sequence[RateChanged], texts: Texts) -> str:
    """That the rate was changed on the way: when, and to what; of many changes the last ones."""
    told = [
        texts("chat.report.rate_from", rate=f"{one.learning_rate:g}", step=texts.number(one.step))
        for one in changes[-SHOWN:]
    ]
    key = "by_hand" if len(changes) <= SHOWN else "by_hand_often"
    return texts(f"chat.report.{key}", count=texts.number(len(changes)), changes=", ".join(told))


def _retry(config: RunConfig, rate: float | None, texts: Texts) -> Suggestion | None:
    """The run that diverged, with a rate that was tried and found to work."""
    if rate is None:
        return None
    return _run(config, texts("chat.report.retry", rate=f"{rate:g}"), learning_rate=rate)


def _next(finished: RunFinished, config: RunConfig, calmer: float | None, texts: Texts) -> list[Suggestion]:
    """What to try, most useful first. `calmer`: the learning rate to retry a run with that diverged."""
    found: list[Suggestion | None] = []
    if finished.reason == "diverged":
        found.append(_retry(config, calmer, texts))
        found.append(_question(texts, "how"))
    elif finished.reason == "max_steps":
        found += _cures(config, texts)
        if config.init != "zero":  # units that begin alike stay alike, however long it takes
            steps = min(config.steps * 4, 100_000_000)
            found.append(_run(config, texts("chat.report.longer", steps=texts.number(steps)), steps=steps))
        if config.optimizer != "adam":
            found.append(_run(config, texts("chat.report.adam"), optimizer="adam", learning_rate=0.01))
        found.append(_question(texts, "still"))
    elif finished.reason == "stopped":
        failure = failure_of(config)
        if failure:
            found.append(cure(failure, texts))
        found.append(_run(config, texts("chat.report.same")))
        found.append(_question(texts, "outside" if config.demo == "addition" else "still"))
        found.append(_question(texts, "after"))
    elif config.demo == "addition":
        found.append(_question(texts, "outside"))
        if config.hidden:
            found.append(_run(config, texts("chat.report.three"), hidden=()))
        else:
            found.append(Suggestion(texts("chat.by_hand.offer"), texts("chat.by_hand.command")))
            found.append(_run(config, texts("chat.report.big_rate"), learning_rate=5.0))
        found.append(_question(texts, "still"))
    else:
        found += list(_variations(config, texts))[: MOST - 1]
        found.append(_question(texts, "still"))
    return [one for one in found if one is not None]


def _cures(config: RunConfig, texts: Texts) -> list[Suggestion | None]:
    """What in the run may have kept it from learning, set right: the most likely cause first."""
    failure = failure_of(config)
    if failure:
        return [cure(failure, texts)]
    usual = config.task.defaults
    rate, hidden = usual["learning_rate"], usual["hidden"]
    assert isinstance(rate, int | float) and isinstance(hidden, tuple)
    found: list[Suggestion | None] = []
    if config.chosen().get("inputs") == "raw":
        found.append(_run(config, texts("chat.report.cure.scaled"), inputs="scaled"))
    if config.init == "zero" != usual["init"]:
        found.append(_run(config, texts("chat.report.cure.init"), init=usual["init"]))
    if hidden and not config.hidden and config.demo != "addition":  # adding takes none
        found.append(_run(config, texts("chat.report.cure.hidden"), hidden=hidden))
    if config.learning_rate > 2 * rate and config.optimizer == usual["optimizer"]:
        found.append(_run(config, texts("chat.report.retry", rate=f"{rate:g}"), learning_rate=rate))
    return found[: MOST - 1]


def _variations(config: RunConfig, texts: Texts) -> Iterator[Suggestion | None]:
    """What else the demo shows: how it fails, how it does without a hidden layer, another start."""
    for failure in FAILURES.values():
        if parse_link(failure.link).demo == config.demo:
            yield Suggestion(f"▶ {texts(f'demos.failures.{failure.code}.name')}", failure.link)
    if config.hidden and config.demo != "xor":  # it is among its failures
        yield _run(config, texts("chat.report.flat"), hidden=())
    seed = (config.seed + 1) % 2**32
    yield _run(config, texts("chat.report.seed", seed=seed), seed=seed)


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
