"""What is said to a command that steers the run on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from asistente.assistant.reply import Kind, Suggestion
from asistente.assistant.run_view import RunView
from asistente.assistant.said import Said
from asistente.language.detect import Language
from asistente.language.texts import Texts
from asistente.training.parameters import PARAMETERS, ConfigError

INTENTS = ("pause", "resume", "step", "reset", "stop", "speed", "rate")


def on_run(intent: str, arguments: Mapping[str, Any], run: RunView | None, language: Language) -> Said:
    """The words for one of `INTENTS`; a refusal where it makes no sense whatever the run does."""
    texts = Texts(language)
    wrong = _wrong(intent, arguments, texts)
    if wrong is not None:
        return wrong
    if run is None:
        return _no_run(intent, arguments, texts)
    # No step is named: the run goes on while the words are on their way.
    if intent == "reset":
        return Said(texts("chat.command.reset"))
    if run.state == "finished":
        return _over(intent, arguments, run, texts)
    if (intent, run.state) in (("pause", "paused"), ("resume", "running")):
        return Said(texts(f"chat.command.{intent}_already"))
    if intent == "rate":
        return _rate(arguments, run, texts)
    text = _step(arguments, texts) if intent == "step" else texts(f"chat.command.{_name(intent, arguments)}")
    if intent == "speed" and run.state == "paused":
        text += " " + texts("chat.command.still_paused")
    return Said(text, arguments=arguments)


def _over(intent: str, arguments: Mapping[str, Any], run: RunView, texts: Texts) -> Said:
    """To an order for a run that has ended: with `resume` another goes on with its weights."""
    if intent != "resume" or run.reason == "diverged":
        return Said(texts("chat.command.over"), arguments=arguments)
    text = texts("chat.command.goes_on", step=texts.number(run.snapshot.step))
    if run.config.optimizer != "sgd":
        text += " " + texts("chat.command.goes_on_anew", optimizer=run.config.optimizer)
    return Said(text, arguments=arguments)


def _name(intent: str, arguments: Mapping[str, Any]) -> str:
    return str(arguments.get("value", "faster")) if intent == "speed" else intent


def _no_run(intent: str, arguments: Mapping[str, Any], texts: Texts) -> Said:
    rate = arguments.get("learning_rate") if intent == "rate" else None
    if rate is None:
        start = Suggestion(texts("chat.greeting.demo"), "demo:addition")
        return Said(texts("chat.command.no_run"), (start,), arguments=arguments)
    label = texts("chat.steer.start", rate=f"{rate:g}")
    start = Suggestion(label, f"demo:addition?learning_rate={rate:g}")
    return Said(texts("chat.steer.no_run"), (start,), arguments=arguments)


def _wrong(intent: str, arguments: Mapping[str, Any], texts: Texts) -> Said | None:
    """The one line to an order that cannot be: no such number of steps, no such rate."""
    kind: Kind = "refusal"
    if intent == "step":
        n = arguments.get("n", 1)
        if not isinstance(n, int) or n < 1:
            return Said(texts("chat.steer.which_step"), kind=kind)
    if intent == "rate" and "times" not in arguments:
        if "learning_rate" not in arguments:
            return Said(texts("chat.steer.which_rate"), kind=kind)
        try:
            PARAMETERS["learning_rate"].read(arguments["learning_rate"])
        except ConfigError as error:
            return Said(texts.error(error), kind=kind, arguments=arguments)
    return None


def _step(arguments: Mapping[str, Any], texts: Texts) -> str:
    n, of = int(arguments.get("n", 1)), str(arguments.get("of", "batch"))
    if of == "batch" and n == 1:
        return texts("chat.command.step")
    return texts(f"chat.steer.{of}{'' if n == 1 else '_n'}", n=texts.number(n))


def _rate(arguments: Mapping[str, Any], run: RunView, texts: Texts) -> Said:
    rate = float(arguments["learning_rate"])
    key = "same_rate" if rate == run.rate else "rate"
    return Said(texts(f"chat.steer.{key}", rate=f"{rate:g}", before=f"{run.rate:g}"), arguments=arguments)
