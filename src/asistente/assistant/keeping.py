"""What is said of networks that are saved and loaded, and of what is written out.

Doing it is the business of who receives the reply; what came of it is said with the words from here too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from asistente.assistant.called import LATEST, loaded_name, name_said, wanted_back, wants_latest
from asistente.assistant.order import Order
from asistente.assistant.reply import Suggestion
from asistente.assistant.run_view import RunView
from asistente.assistant.said import Said
from asistente.assistant.turn import Turn
from asistente.language.detect import Language
from asistente.language.errors import UserError
from asistente.language.normalise import fold, literal
from asistente.language.texts import Texts
from asistente.training.parameters import unknown
from asistente.training.saved import SavedNetwork

INTENTS = ("save_model", "load_model", "export")
MOST = 9
"""Networks to choose from: so many have a number for a key."""


def named(intent: str, text: str, language: Language, saved: Sequence[str]) -> dict[str, Any]:
    """The arguments of one of `INTENTS`: a name where one is said."""
    if intent == "export":
        return {}
    name = name_said(text, language) if intent == "save_model" else loaded_name(text, language, saved)
    if name is None and intent == "load_model" and saved and wants_latest(text, language):
        name = saved[0]
    return {"name": name} if name else {}


def back_order(turn: Turn) -> Order | None:
    """The order to load a network that a turn wants back by its name; None for any other."""
    name = wanted_back(turn.question, turn.language, turn.saved or ())
    return Order("load_model", {"name": name}, turn.question) if name is not None else None


def said(order: Order, run: RunView | None, saved: Sequence[str] | None, language: Language) -> Said:
    """The words for one of `INTENTS`; `saved`: the networks there are, None where nobody knows."""
    texts, arguments = Texts(language), order.arguments
    if order.intent == "export":
        return Said(texts("chat.keep.export"))
    if order.intent == "load_model":
        return _load(arguments, saved, texts)
    if run is None:
        start = Suggestion(texts("chat.greeting.demo"), "demo:addition")
        return Said(texts("chat.keep.nothing_to_save"), (start,), arguments=arguments)
    return Said(texts("chat.keep.save"), arguments=arguments)


def _load(arguments: Mapping[str, Any], saved: Sequence[str] | None, texts: Texts) -> Said:
    if saved is None:
        return Said(texts("chat.keep.load"), arguments=arguments)
    if not saved:
        return Said(texts("errors.saved.none"), kind="refusal", arguments=arguments)
    name = str(arguments.get("name") or (saved[0] if len(saved) == 1 else ""))
    if fold(name) in LATEST:
        name = saved[0]
    if not name:
        return Said(texts("chat.keep.which"), choices(saved), "refusal")
    there = next((one for one in saved if fold(one) == fold(name)), None)
    if there is None:
        error = unknown("unknown_saved", name, saved, MOST, name=name[:40])
        return Said(texts.error(error), choices(saved), "refusal", arguments)
    return Said(texts("chat.keep.load"), arguments={"name": there})


def choices(saved: Sequence[str]) -> tuple[Suggestion, ...]:
    """The networks to choose from, the newest first."""
    return tuple(Suggestion(name, f"/load {name}") for name in saved[:MOST])


def told_saved(path: Path, run: RunView | None, texts: Texts) -> Said:
    """That a network has been saved, where, and how it comes back."""
    key = "chat.keep.saved" if run is None or run.state == "finished" else "chat.keep.saved_running"
    step = texts.number(run.snapshot.step) if run is not None else ""
    text = texts(key, name=literal(path.stem), file=code(path), step=step)
    return Said(text, (Suggestion(texts("chat.keep.load_it", name=path.stem), f"/load {path.stem}"),))


def told_loaded(name: str, saved: SavedNetwork, texts: Texts) -> Said:
    """What was loaded, and what can be done with it."""
    config, snapshot = saved.config, saved.snapshot
    key = f"chat.train.demos.{config.demo}"
    ended = texts(f"chat.keep.ended.{saved.reason or 'unfinished'}")
    text = texts(
        "chat.keep.loaded",
        name=literal(name),
        demo=texts(key) if key in texts else literal(config.demo),
        step=texts.number(snapshot.step),
        ended=ended,
    )
    line = " ".join(["/train", *config.link().removeprefix("demo:").split("?", 1)]).replace("&", " ")
    chips = [Suggestion(texts("chat.keep.last_step"), "/explain")] if snapshot.examples else []
    if config.demo == "addition":
        chips.insert(0, Suggestion("7 + 5", "7 + 5"))
    if saved.reason != "diverged":
        chips.append(Suggestion(texts("chat.keep.go_on"), "/resume"))
    return Said(f"{text}\n\n`{line}`", tuple(chips))


def told_exported(conversation: Path | None, curve: Path | None, points: int, texts: Texts) -> Said:
    """Which files were written."""
    lines = []
    if conversation is not None:
        lines.append(texts("chat.keep.conversation", file=code(conversation)))
    if curve is not None:
        lines.append(texts("chat.keep.curve", file=code(curve), points=texts.number(points)))
    else:
        lines.append(texts("chat.keep.no_curve"))
    return Said("\n\n".join(lines))


def failed(error: UserError, texts: Texts, saved: Sequence[str] = ()) -> Said:
    """What went wrong, in one line with the remedy; where a name is taken, one that is free as a key."""
    chips = choices(saved)
    if error.code == "saved.taken":
        free = str(error.values["free"])
        chips = (Suggestion(texts("chat.keep.save_as", name=free), f"/save {free}"),)
    return Said(literal(texts.error(error)), chips, "refusal")


def code(path: Path) -> str:
    """A path as code in Markdown, below the home folder with `~`."""
    try:
        shown = f"~/{path.relative_to(Path.home())}"
    except (ValueError, RuntimeError):
        shown = str(path)
    return f"`{shown.replace('`', '')}`"
