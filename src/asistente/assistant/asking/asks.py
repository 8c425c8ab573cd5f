"""Finds what a turn asks the network of a run, of whichever demo: a small grammar for each form of asking."""

from __future__ import annotations

from typing import Any

from asistente.assistant.asking.drawings import drawing
from asistente.assistant.asking.inventions import invention
from asistente.assistant.asking.pictures import picture
from asistente.assistant.asking.rows import row
from asistente.assistant.asking.said import Said
from asistente.assistant.asking.values import operation, values
from asistente.assistant.conversation import Conversation
from asistente.assistant.order import Order
from asistente.assistant.sums import find_sum, loose_sum
from asistente.assistant.turn import Turn
from asistente.language.detect import Language
from asistente.training.demo import Asking, Demo
from asistente.training.demos import DEMOS

SUMS = ("+", "*")
"""Signs whose asks are sums: `a`, `b` and `op`, without the demo's name."""
PICTURES = "digits"
"""The demo that is shown pictures, one's own too."""
STRANGE = 3
"""Words that nobody knows of in a turn that is likely to ask the network."""


def asked(turn: Turn, strange: int = 0) -> Order | None:
    """The order to ask the network; None where the turn asks it nothing, or not clearly.

    The demo of the run on the screen is tried first, then those that the words name by themselves.
    `strange`: how many words that nobody knows of may stand in a turn beside a run.
    """
    text, language = turn.question, turn.language
    beside = turn.run.config.task if turn.run is not None else None
    before = _before(turn.conversation)
    drawn = drawing(text, beside is not None and beside.name == PICTURES)
    if drawn is not None:
        return Order("predict", {"demo": PICTURES, **drawn}, text)
    if beside is not None:
        again = _again(turn, before)
        if again is not None:
            return Order("predict", again, text)
        found = read(
            text, language, beside, beside=True, follows=before.get("demo") == beside.name, strange=strange
        )
        if found is not None:
            return Order("predict", found, text)
    for demo in DEMOS.values():
        if beside is None or demo.name != beside.name:
            found = read(text, language, demo)
            if found is not None:
                return Order("predict", found, text)
    return None


def read(
    text: str, language: Language, demo: Demo, beside: bool = False, follows: bool = False, strange: int = 0
) -> dict[str, Any] | None:
    """The arguments of the intent `predict` for a demo; None where the turn asks it nothing.

    `beside`: a run of it is on the screen. `follows`: it was asked something just before.
    """
    asking = demo.asking
    if asking is None:
        return None
    said = Said(text, language, strange)
    found: dict[str, Any] | None = None
    match asking.form:
        case "operation":
            return _operation(said, demo.name, asking, beside)
        case "values":
            found = values(said, asking, beside, demo.name)
        case "picture":
            found = picture(said, beside, follows)
        case "invention":
            found = invention(said, beside, follows)
        case "row":
            found = row(said, asking.columns) if beside else None
    return found if found is None else {"demo": demo.name, **found}


def likely(turn: Turn) -> Order | None:
    """As `asked`, of a turn that led nowhere else: if it speaks of the network, some words may be strange."""
    said = Said(turn.question, turn.language)
    return asked(turn, STRANGE) if turn.run is not None and said.has("cue", "words") else None


def _operation(said: Said, name: str, asking: Asking, beside: bool) -> dict[str, Any] | None:
    if find_sum(said.text, said.language) is not None:
        return None  # a sum is a sum beside any run
    if asking.sign not in SUMS:
        found = operation(said, asking, beside)
        return None if found is None else {"demo": name, **found}
    if not beside or loose_sum(said.text, said.language) is None:
        return None
    found = operation(said, asking, beside)
    return None if found is None else {**found, "op": asking.sign}


def meant(turn: Turn) -> dict[str, Any]:
    """The arguments of a turn that is known to ask the network; {} where it does not say what."""
    clear = asked(turn, STRANGE)
    if clear is not None:
        return clear.arguments
    found = loose_sum(turn.question, turn.language)
    if found is not None:
        return dict(found.arguments())
    return {}


def _before(conversation: Conversation) -> dict[str, Any]:
    """The arguments of the turn before, where it asked the network."""
    last = conversation.turns[-1] if conversation.turns else None
    return last.arguments if last is not None and last.intent == "predict" else {}


def _again(turn: Turn, before: dict[str, Any]) -> dict[str, Any] | None:
    """The same as just before: "and now?", "ask it again"."""
    if not before:
        return None
    said = Said(turn.question, turn.language)
    spans = said.find("again", "words")
    said.take(spans)
    return before if spans and all(not token.text[0].isalnum() for token in _free(said)) else None


def _free(said: Said) -> list[Any]:
    return [token for at, token in enumerate(said.tokens) if at not in said.used]
