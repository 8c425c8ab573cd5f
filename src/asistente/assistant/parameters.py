"""Reads the parameters of a run out of a turn: "two layers of 8, rate 0,01, with Adam"."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

from asistente.assistant.layers import layers
from asistente.assistant.numbers import Token, tokens
from asistente.assistant.sums import plain
from asistente.assistant.vocabulary import Span, corrected, phrases, word_set
from asistente.language.detect import Language
from asistente.training.demos import DEMOS
from asistente.training.parameters import PARAMETERS

COUNTS = frozenset(("steps", "batch_size", "seed"))
_NAMES = "|".join(sorted((name.replace("_", "[_-]") for name in PARAMETERS), key=len, reverse=True))
_ASSIGNED = re.compile(rf"(?<!\w)(?:--)?({_NAMES})\s*[=:]\s*(\[[^\]]*\]|\S+)", re.I)
_FLAG = re.compile(rf"(?<!\S)--({_NAMES})\s+(\S+)", re.I)
REACH = 4
"""Filler words that may stand between a cue and its number."""


def parameters(text: str, language: Language) -> dict[str, Any]:
    """The parameters that the turn names, by name. Values that cannot be read stay as they were written."""
    given, rest = assignments(text)
    found = corrected([token for token in tokens(rest, language) if token.text not in "_"], language)
    used: set[int] = set()
    for name, value in _numbers(found, language, used).items():
        given.setdefault(name, value)
    sizes = layers(found, language, used)
    if sizes is not None:
        given.setdefault("hidden", sizes)
    for name in ("activation", "optimizer", "init"):
        spans = phrases(language, name).find(found)
        if spans:
            given.setdefault(name, spans[-1].name)
    return {name: given[name] for name in PARAMETERS if name in given}


def assignments(text: str) -> tuple[dict[str, Any], str]:
    """What is written as `name=value` or `--name value`, and the text without it."""
    given: dict[str, Any] = {}

    def take(match: re.Match[str]) -> str:
        name = match.group(1).lower().replace("-", "_")
        given[name] = typed(name, match.group(2).rstrip(",;.?!)"))
        return " "

    return given, _FLAG.sub(take, _ASSIGNED.sub(take, text))


def typed(name: str, written: str) -> Any:
    """A written value as a JSON value: a number, a list of layers, a word; left as it is where unreadable."""
    kind = PARAMETERS[name].kind
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
    for spans, sides in ((before, (1, -1)), (after, (-1, 1))):
        for side in sides:
            for span in spans:
                if span.name in given:
                    continue
                at = _beside(found, span, side, fillers, used)
                if at is None:
                    continue
                used.add(at)
                token = found[at]
                value = token.count if span.name in COUNTS else token.value
                given[span.name] = plain(value) if value is not None else token.text
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
