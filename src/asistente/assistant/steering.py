"""Reads how a run is steered in plain words: "ten steps", "one more epoch", "set the rate to 0.01".

Only what cannot be meant otherwise is read here; the rest is weighed with every other turn. What could also
ask for a run of its own, or for a page, steers only while there is a run to steer.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from asistente.assistant.cues import wonders
from asistente.assistant.numbers import Token, tokens
from asistente.assistant.order import Order
from asistente.assistant.parameters import demo, parameters, typed
from asistente.assistant.turn import Turn
from asistente.assistant.vocabulary import Span, corrected, phrases, word_set
from asistente.language.detect import Language

FILE = "steering"
FEW = 100
"""Steps up to which "ten steps" is an order for so many, where there is no run that tells."""
_SIGNS = frozenset(".,;:!¡()'’")


def steered(turn: Turn) -> Order | None:
    """The order of a turn that steers the run; None for any other."""
    if wonders(turn.question, turn.language):
        return None
    return step_order(turn) or rate_order(turn) or names_order(turn)


def step_order(turn: Turn) -> Order | None:
    """So many steps, of a kind; None for a single plain step too, which is weighed like any other turn."""
    found = _tokens(turn.question, turn.language)
    of = _one(phrases(turn.language, "of", file=FILE).find(found))
    if of is None or not _all_told(found, turn.language):
        return None
    counts = [token for token in found if token.value is not None]
    n = counts[0].value if counts else 1.0
    if len(counts) > 1 or n is None or n != int(n) or n < 1:
        return None
    if not _meant(turn, found, of, int(n)):
        return None
    return Order("step", step_arguments(int(n), of))


def step_arguments(n: int, of: str) -> dict[str, Any]:
    """The arguments of the intent `step`: only what is not the usual one step of a mini-batch."""
    arguments: dict[str, Any] = {}
    if n != 1:
        arguments["n"] = n
    if of != "batch":
        arguments["of"] = of
    return arguments


def loose_step(text: str, language: Language) -> dict[str, Any]:
    """The arguments of a turn that is known to ask for steps; those of one step where they are not clear."""
    found = _tokens(text, language)
    of = _one(phrases(language, "of", file=FILE).find(found)) or "batch"
    counts = [token.value for token in found if token.value is not None]
    n = counts[0] if len(counts) == 1 else 1.0
    return step_arguments(int(n) if n is not None and n >= 1 and n == int(n) else 1, of)


def _one(spans: Sequence[Span]) -> str | None:
    """What the step is of: "a step of one example" is of an example."""
    kinds = dict.fromkeys(span.name for span in spans)
    if len(kinds) > 1:
        kinds.pop("batch", None)
    return next(iter(kinds)) if len(kinds) == 1 else None


def _all_told(found: Sequence[Token], language: Language) -> bool:
    """Whether nothing is said but what may stand around a number of steps."""
    known = phrases(language, "step", file=FILE).words | phrases(language, "of", file=FILE).words
    return all(token.value is not None or token.text in known or token.text in _SIGNS for token in found)


def _meant(turn: Turn, found: Sequence[Token], of: str, n: int) -> bool:
    """Whether steps of the run are meant, and not an example, a page, or a run of so many steps."""
    said = {span.name for span in phrases(turn.language, "step", file=FILE).find(found)}
    counted = any(token.value is not None for token in found)
    begins = "start" in said and "more" not in said
    match of:
        case "batch":
            # "one more step" is among the examples of the intent.
            return n > 1 and not begins and (n <= FEW or "more" in said or steerable(turn))
        case "epoch":
            one = counted or found[0].text in word_set(turn.language, "articles", file=FILE)
            return not begins and ("more" in said or (steerable(turn) and ("go" in said or one)))
        case _:
            before = turn.conversation.turns[-1:]
            follows = bool(before and before[0].topic)  # then an example of that is wanted
            alone = counted and not any(token.article for token in found)
            return steerable(turn) and not follows and ("more" in said or "go" in said or alone)


def rate_order(turn: Turn, sure: bool = False) -> Order | None:
    """Another learning rate for the run as it goes; for none, a run with it. None for any other turn.

    `sure`: it is known that the run as it goes is meant.
    """
    text, language = turn.question, turn.language
    found = corrected(_tokens(text, language), language)
    spans = [span for key in _RATE for span in phrases(language, "rate", key, file=FILE).find(found)]
    goes_on = [span for span in spans if span.name == "live"]
    # "Don't start over" starts nothing.
    said = {span.name for span in spans if span.name != "apart" or not _inside(span, goes_on)}
    if "names" not in said or (not sure and ("apart" in said or demo(text, language) is not None)):
        return None
    if not (sure or "live" in said or ("set" in said and steerable(turn))):
        begins = any(span.name == "set" and span.start == 0 for span in spans)
        given = parameters(text, language)
        alone = begins and set(given) == {"learning_rate"}
        return Order("train", given, text) if alone else None  # no run to change: one with that rate
    times = 0.5 if "half" in said else 2.0 if "twice" in said else None
    given = parameters(text, language)
    if times is None and set(given) == {"learning_rate"}:
        return Order("rate", given, text)
    if times is None and not given:
        times = 0.5 if "lower" in said else 2.0 if "raise" in said else None
    if times is not None and set(given) <= {"learning_rate"}:
        return Order("rate", {"times": times}, text)
    return None


def _inside(span: Span, others: Sequence[Span]) -> bool:
    return any(one.start <= span.start and span.stop <= one.stop for one in others)


def live(text: str, language: Language) -> bool:
    """Whether a turn says that the run is to go on as it is."""
    return bool(phrases(language, "rate", "live", file=FILE).find(_tokens(text, language)))


_RATE = ("names", "live", "set", "half", "twice", "lower", "raise", "apart")


def settled(order: Order, turn: Turn) -> Order:
    """The order with the rate itself where it was said as so many times the one in force."""
    if order.intent != "rate" or "times" not in order.arguments or turn.run is None:
        return order
    rate = float(f"{turn.run.rate * order.arguments['times']:.6g}")
    return replace(order, arguments={"learning_rate": rate})


def written_step(rest: str, language: Language) -> dict[str, Any]:
    """The arguments of `/step …`: a number, a kind, both, or neither; what is none of it stands as `n`."""
    found = _tokens(rest, language)
    of = _one(phrases(language, "of", file=FILE).find(found))
    counts = [token.value for token in found if token.value is not None]
    if not rest:
        return {}
    if len(counts) > 1 or not (counts or of) or not _all_told(found, language):
        return {"n": rest[:40]}
    n = counts[0] if counts else 1.0
    whole = n is not None and n == int(n)
    return step_arguments(int(n), of or "batch") if n is not None and whole else {"n": rest[:40]}


def written_rate(rest: str, language: Language) -> dict[str, Any]:
    """The arguments of `/rate …`: a number, or half or double of what it is."""
    found = _tokens(rest, language)
    for name, times in (("half", 0.5), ("twice", 2.0)):
        if phrases(language, "rate", name, file=FILE).find(found):
            return {"times": times}
    return {"learning_rate": typed("learning_rate", rest)} if rest else {}


def steerable(turn: Turn) -> bool:
    """Whether there is a run that goes on, or stands still."""
    return turn.run is not None and turn.run.state != "finished"


def names_order(turn: Turn) -> Order | None:
    """Names in a language: the demo, and not a change of the language that is spoken here."""
    text, language = turn.question, turn.language
    if demo(text, language) != "names":
        return None
    wanted = names_language(text, language)
    found = _tokens(text, language)
    wants = phrases(language, "language", "wants", file=FILE).find(found)
    if wanted is None or not (wants or len(found) <= 3):
        return None
    return Order("train", {"demo": "names", **parameters(text, language), "language": wanted}, text)


def names_language(text: str, language: Language) -> str | None:
    """The language that the turn names, for names to be made up in."""
    found = _tokens(text, language)
    for one in ("en", "es"):
        if phrases(language, "language", one, file=FILE).find(found):
            return one
    return None


def _tokens(text: str, language: Language) -> list[Token]:
    return [token for token in tokens(text, language) if token.value is None or math.isfinite(token.value)]
