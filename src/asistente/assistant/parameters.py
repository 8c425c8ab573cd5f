"""Reads the parameters of a run out of a turn: "two layers of 8, rate 0,01, with Adam"."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from asistente.assistant.layers import layers
from asistente.assistant.misnamed import misnamed
from asistente.assistant.numbers import Token, tokens
from asistente.assistant.routing import table
from asistente.assistant.sums import plain
from asistente.assistant.vocabulary import Span, corrected, phrases, word_set
from asistente.language.detect import Language
from asistente.training.demos import ALL, DEMOS
from asistente.training.parameters import PARAMETERS

CHOICES = ("activation", "optimizer", "init")
COUNTS = frozenset(("steps", "batch_size", "seed"))
_NAMES = "|".join(sorted((name.replace("_", "[_-]") for name in PARAMETERS), key=len, reverse=True))
_ASSIGNED = re.compile(rf"(?<!\w)(?:--)?({_NAMES})\s*[=:]\s*(\[[^\]]*\]|\S+)", re.I)
_FLAG = re.compile(rf"(?<!\S)--({_NAMES})\s+(\S+)", re.I)
OPTIONS = tuple(dict.fromkeys(name for one in ALL.values() for name in one.options))
"""What may be chosen beside the parameters, of whichever demo; it has to be written out."""
_OPTION = re.compile(rf"(?<!\S)(?:--)?({'|'.join(OPTIONS)})=(\S+)", re.I)
LONGEST_NUMBER = 100
"""Digits of a count that are kept one by one."""
REACH = 7
"""Filler words that may stand between a cue and its number."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of a turn that asks for a run."""

    given: dict[str, Any]
    """The parameters by name. Values that cannot be read stay as they were written."""
    unread: tuple[str, ...]
    """Parameters that were named without a value, and numbers that belong to none, as written."""


def parameters(text: str, language: Language) -> dict[str, Any]:
    """The parameters that the turn names, by name. Values that cannot be read stay as they were written."""
    return read(text, language).given


def read(text: str, language: Language) -> Read:
    """The parameters that the turn names, and what of it looked like one but could not be read."""
    given, rest = assignments(_hedge(language).sub(" ", text))
    found = corrected([token for token in tokens(rest, language) if token.text not in "_"], language)
    used: set[int] = set()
    for name, value in _numbers(found, language, used).items():
        given.setdefault(name, value)
    chosen = {name: phrases(language, name).find(found) for name in CHOICES}
    for name, spans in chosen.items():
        if spans:
            given.setdefault(name, _wanted(spans, found, language).name)
            used.update(at for span in spans for at in range(span.start, span.stop))
    for name, at in misnamed(found, language).items():
        given.setdefault(name, found[at].text)
        used.add(at)
    if "optimizer" in given and "learning_rate" not in given:
        given.update(_rate_alone(found, used))
    sizes = _layers(found, language, used)
    if sizes is not None:
        given.setdefault("hidden", sizes)
    ordered = {name: given[name] for name in (*PARAMETERS, *OPTIONS) if name in given}
    return Read(ordered, (*_valueless(found, language, ordered), *_left_over(found, language, used)))


def _wanted(spans: Sequence[Span], found: Sequence[Token], language: Language) -> Span:
    """The last of several choices that is not the one to be given up: "tanh instead of relu"."""
    given_up = {span.stop for span in phrases(language, "given_up", "words").find(found)}
    wanted = [span for span in spans if span.start not in given_up]
    return (wanted or list(spans))[-1]


def _rate_alone(found: Sequence[Token], used: set[int]) -> dict[str, Any]:
    """The learning rate of an optimizer that is named with a number alone: "with adam and 1e-3"."""
    free = [at for at, token in enumerate(found) if token.value is not None and at not in used]
    values = [at for at in free if 0 < (found[at].value or 0) < 1 and found[at].text[-1:].isdigit()]
    if len(values) != 1:
        return {}
    used.add(values[0])
    return {"learning_rate": plain(found[values[0]].value or 0.0)}


@cache
def _hedge(language: Language) -> re.Pattern[str]:
    """What is said before a value that comes to mind: ", say," and the like."""
    hedges = "|".join(re.escape(one) for one in table(language, "parameters")["hedges"]["words"])
    return re.compile(rf"\s*,\s*(?:{hedges})\b,?", re.I)


def _layers(found: Sequence[Token], language: Language, used: set[int]) -> list[float] | None:
    """The hidden layers; the activation may stand anywhere in them: "12 relu neurons"."""
    numbers = {at for at in used if found[at].value is not None}
    places = [at for at in range(len(found)) if at not in used or at in numbers]
    taken = {new for new, at in enumerate(places) if at in numbers}
    sizes = layers([found[at] for at in places], language, taken)
    used.update(places[new] for new in taken)
    return sizes


def _valueless(found: Sequence[Token], language: Language, given: Collection[str]) -> list[str]:
    """The parameters that are named but got no value."""
    named = [span.name for span in phrases(language, "before").find(found)]
    if any(phrases(language, "layers", key).find(found) for key in ("units", "hidden")):
        named.append("hidden")
    return [name for name in dict.fromkeys(named) if name not in given]


def _left_over(found: Sequence[Token], language: Language, used: Collection[int]) -> list[str]:
    """The numbers in digits that belong to nothing; "2 numbers" and the numbers of a sum are said aside."""
    aside = word_set(language, "aside")
    return [
        token.text
        for at, token in enumerate(found)
        if token.value is not None
        and at not in used
        and token.text[-1:].isdigit()
        and not any(near.text in aside for near in (*found[max(at - 1, 0) : at], *found[at + 1 : at + 2]))
    ]


def assignments(text: str) -> tuple[dict[str, Any], str]:
    """What is written as `name=value` or `--name value`, options too, and the text without it."""
    given: dict[str, Any] = {}

    def take(match: re.Match[str]) -> str:
        name = match.group(1).lower().replace("-", "_")
        given[name] = typed(name, match.group(2).rstrip(",;.?!)"))
        return " "

    def choose(match: re.Match[str]) -> str:
        given[match.group(1).lower()] = match.group(2).rstrip(",;?!)")
        return " "

    return given, _FLAG.sub(take, _ASSIGNED.sub(take, _OPTION.sub(choose, text)))


def typed(name: str, written: str) -> Any:
    """A written value as a JSON value: a number, a list of layers, a word; left as it is where unreadable."""
    kind = PARAMETERS[name].kind
    if name in COUNTS and written.isdecimal() and len(written) <= LONGEST_NUMBER:
        return int(written)
    if kind == "choice":
        return written.lower()
    if kind == "layers":
        inside = written.strip("[]() ").lower()
        if inside in ("", "none", "0", "ninguna"):
            return []
        parts = re.split(r"\s*[,;x×\s]\s*", inside)
        return [int(part) for part in parts] if all(part.isdecimal() for part in parts) else written
    numbers = tokens(written, "en")
    value = numbers[0].count if name in COUNTS and numbers else numbers[0].value if numbers else None
    readable = value is not None and len(numbers) == 1 and math.isfinite(value)
    return plain(value) if value is not None and readable else written


def _numbers(found: Sequence[Token], language: Language, used: set[int]) -> dict[str, Any]:
    """Cues and the numbers that belong to them; each number belongs to one cue."""
    given: dict[str, Any] = {}
    fillers = word_set(language, "fillers")
    before = phrases(language, "before").find(found)
    after = phrases(language, "after").find(found)
    # A comma between the two comes last: "rate 0.1, 8 neurons", but "another seed, 99".
    commas = fillers | {","}
    ways = ((before, ((1, fillers), (-1, fillers), (1, commas))), (after, ((-1, fillers), (1, fillers))))
    for spans, sides in ways:
        for side, between in sides:
            for span in spans:
                if span.name in given:
                    continue
                at = _beside(found, span, side, between, used)
                if at is None:
                    continue
                used.add(at)
                token = found[at]
                value = token.count if span.name in COUNTS else token.value
                digits = (
                    span.name in COUNTS and token.text.isdecimal() and len(token.text) <= LONGEST_NUMBER
                )  # a float would round a long one
                given[span.name] = int(token.text) if digits else plain(value or 0.0)
    return given


def _beside(
    found: Sequence[Token], span: Span, side: int, fillers: frozenset[str], used: set[int]
) -> int | None:
    """The free number nearest to a cue on one side (1: after it), with nothing but fillers between."""
    at = span.stop if side > 0 else span.start - 1
    for _ in range(REACH):
        if not 0 <= at < len(found):
            return None
        token = found[at]
        if token.value is not None and not token.article:
            return at if at not in used else None
        if token.text not in fillers:
            return None
        at += side
    return None


def demo(text: str, language: Language) -> str | None:
    """The demo that the turn names, whether or not this version has it; None where it names none."""
    found = corrected(tokens(assignments(text)[1], language), language)
    names = [span.name for span in phrases(language, "demo").find(found)]
    others = [name for name in names if name != "addition"]
    if others:
        return others[0]
    if names:
        return "addition"
    return next((name for name in DEMOS if any(token.text == name for token in found)), None)


def varies(text: str, language: Language) -> bool:
    """Whether the turn asks for the last run again, the same or changed."""
    found = corrected(tokens(text, language), language)
    if phrases(language, "vary", "words").find(found):
        return True
    weak = phrases(language, "vary", "weak").find(found)
    return bool(weak) and not phrases(language, "vary", "start").find(found)
