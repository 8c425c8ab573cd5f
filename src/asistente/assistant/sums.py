"""Finds the sum that a turn asks the network: "7 + 5", "siete más cinco", "and 3 times 4?"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from asistente.assistant.numbers import Token, tokens
from asistente.assistant.routing import LANGUAGES
from asistente.assistant.vocabulary import phrases, word_set
from asistente.language.detect import Language

_CHOICE = re.compile(r"(?:#|n\.?[º°o] ?)?(\d{1,4})[.):]?", re.I)
_HALF_SUM = re.compile(r"(?P<a>[^\s+*×·÷/]+) *(?:[+*×·÷]| [-−/] ) *(?P<b>[^\s+*×·÷/]+) *=? *\??")
_SHAPE = re.compile(r"(?<![\d.,-])\d+(?:-\d+){2,}(?![\d-])")
"""How a network's layers are written: the 2-8-1 of "how many weights has a 2-8-1?"."""
OPERATORS = {"plus": "+", "times": "*", "minus": "-", "divided": "/"}


@dataclass(frozen=True, slots=True)
class Sum:
    """Two numbers and the sign between them."""

    a: float
    b: float
    op: str
    """`+` or `*`; `-` and `/` are understood, so that it can be said that no network here learns them."""
    bare: bool
    """Nothing else is said but what surrounds a sum: "how much is … ?"."""
    more: bool
    """More numbers follow: `1 + 2 + 3`."""

    def arguments(self) -> dict[str, int | float | str]:
        """The arguments of the intent `predict`."""
        return {"a": plain(self.a), "b": plain(self.b), "op": self.op}


def plain(value: float) -> int | float:
    """A whole number as an int, which is how it is written and compared."""
    return int(value) if abs(value) < 1e15 and value == int(value) else value


def find_sum(text: str, language: Language) -> Sum | None:
    """The first sum of a turn; None where there is none."""
    if not _SHAPE.fullmatch(text.strip(" ?¿=")):
        text = _SHAPE.sub(" ", text)
    found = tokens(text, language)
    signs = phrases(language, "signs")
    for at, token in enumerate(found):
        if token.value is None:
            continue
        sign = signs.at(found, at + 1) if at + 1 < len(found) else None
        if sign is None or sign.name not in OPERATORS or sign.stop >= len(found):
            continue
        right = found[sign.stop]
        if right.value is None:
            continue
        return _made(found, (at, sign.stop + 1), token.value, right.value, OPERATORS[sign.name], language)
    return _told(found, language)


def chip_number(text: str) -> int | None:
    """The number of a choice that a turn is and nothing else: `2`, `2.`, `2)`, `#2`, `two`, `dos`; None."""
    text = text.strip()
    written = _CHOICE.fullmatch(text)
    if written:
        return int(written[1])
    for language in LANGUAGES:
        found = tokens(text, language)
        value = found[0].value if len(found) == 1 else None
        if value is not None and text.isalpha() and value == int(value) and 0 <= value <= 20:
            return int(value)
    return None


def is_half_sum(text: str, language: Language) -> bool:
    """Whether a turn is a sum of which one side is no number: `7 + nan`, `x * 3`."""
    sides = _HALF_SUM.fullmatch(text.strip())
    if sides is None:
        return False
    numbers = [len(side) == 1 and side[0].value is not None for side in map(_side(language), sides.groups())]
    return numbers.count(True) == 1


def _side(language: Language) -> Callable[[str], list[Token]]:
    return lambda text: tokens(text, language)


def loose_sum(text: str, language: Language) -> Sum | None:
    """The sum of a turn that is known to ask for one: two numbers with an "and" are enough."""
    exact = find_sum(text, language)
    if exact is not None:
        return exact
    found = tokens(text, language)
    for left, between, right in zip(found, found[1:], found[2:], strict=False):
        joined = between.text in word_set(language, "signs", "and")
        if joined and left.value is not None and right.value is not None:
            return Sum(left.value, right.value, "+", bare=False, more=False)
    return None


def _told(found: Sequence[Token], language: Language) -> Sum | None:
    """A sum said with a verb: "add 7 and 5", "la suma de 7 y 5"."""
    signs = phrases(language, "signs")
    for span in signs.find(found):
        if span.name not in ("add", "multiply") or span.stop + 2 >= len(found):
            continue
        left, right = found[span.stop], found[span.stop + 2]
        between = found[span.stop + 1].text
        if left.value is None or right.value is None or left.article or right.article:
            continue
        if between in word_set(language, "signs", "and"):
            op = "+" if span.name == "add" else "*"
            return _made(found, (span.start, span.stop + 3), left.value, right.value, op, language)
    return None


def _made(
    found: Sequence[Token], at: tuple[int, int], a: float, b: float, op: str, language: Language
) -> Sum:
    start, stop = at
    rest = [*found[:start], *found[stop:]]
    around = word_set(language, "around")
    signs = phrases(language, "signs")
    follows = signs.at(found, stop) if stop < len(found) else None
    more = bool(
        follows
        and follows.name in OPERATORS
        and follows.stop < len(found)
        and found[follows.stop].value is not None
    )
    bare = more or all(token.text in around for token in rest)
    return Sum(a, b, op, bare=bare, more=more)
