"""What a part of a turn means by itself, and which parts a turn has."""

from __future__ import annotations

from dataclasses import replace

from asistente.assistant import orders
from asistente.assistant.asking.asks import asked
from asistente.assistant.order import Unknown
from asistente.assistant.router import SAME, Router
from asistente.assistant.several import Meaning, parts
from asistente.assistant.slash import exact
from asistente.assistant.steering import steered
from asistente.assistant.turn import Turn
from asistente.assistant.understanding import Understanding
from asistente.knowledge.library import Library


def parts_of(turn: Turn, understanding: Understanding, library: Library, router: Router) -> list[str]:
    """The things that a turn asks for, in order; one, the turn itself, where it is like a known example."""
    text = turn.question
    if text.startswith("/") or "demo:" in text:
        return [text]
    if (router.memory.letters(text) > SAME).any():
        return [text]
    return parts(text, turn.language, lambda part: judged(part, turn, understanding, library))


def judged(part: str, turn: Turn, understanding: Understanding, library: Library) -> Meaning:
    """What a part of a turn means, without anything that was said before."""
    alone = replace(turn, question=part)
    order = exact(part, turn.language) or asked(alone) or steered(alone) or orders.opens_page(alone, library)
    if isinstance(order, Unknown):
        return Meaning("other")
    if order is not None:
        return Meaning("command", order.intent, 1.0)
    route = understanding.route(part, alone)
    match route.label.kind:
        case "command":
            return Meaning("command", route.label.name.partition(".")[0], route.confidence)
        case "topic":
            return Meaning("other" if route.torn else "question", sure=route.confidence)
        case "run":
            return Meaning("run", sure=route.confidence)
        case _:
            return Meaning("other")
