"""Reads numbers that are put to a network: "what is 1 xor 0?", "at 45°?", "on which arm is 0.5, -0.3?"."""

from __future__ import annotations

import math
from typing import Any

from asistente.assistant.asking.said import FILE, Said
from asistente.assistant.numbers import tokens
from asistente.assistant.sums import find_sum, plain
from asistente.assistant.vocabulary import word_set
from asistente.training.demo import Asking

SPLIT = 6
"""Digits that a degree is written with, of an angle that was given otherwise."""


def operation(said: Said, asking: Asking, beside: bool) -> dict[str, Any] | None:
    """Two numbers; `beside` a run of the demo an "and" between them is enough, else the sign is needed."""
    signs = said.find("sign")
    own = [one for one in signs if one.name == asking.sign]
    if len(own) != len(signs) or not (beside or own):
        return None
    said.take(own)
    values = _pair(said)
    if values is None and asking.sign == "xor":
        values = _states(said)
    if values is None or not said.fits("operation"):
        return None
    return dict(zip(asking.names, map(plain, values), strict=True))


def values(said: Said, asking: Asking, beside: bool, named: str) -> dict[str, Any] | None:
    """As many numbers as the demo has inputs; with no run beside it only where its own words are there."""
    if not beside and not said.has("names", named):
        return None
    is_sum = find_sum(said.text, said.language)
    if is_sum is not None and is_sum.op in ("+", "*"):
        return None
    said.take(said.find("names", named))
    count = len(asking.names)
    found = _angle(said) if count == 1 else _pair(said) if count == 2 else None
    if found is None or not said.fits("values"):
        return None
    return dict(zip(asking.names, map(plain, found), strict=True))


def _pair(said: Said) -> list[float] | None:
    """The two numbers of a turn, in order; "1,0" is two where there is no other."""
    at = said.numbers()
    if len(at) == 1:
        parted = _parted(said, at[0])
        if parted is not None:
            said.used.add(at[0])
        return parted
    if len(at) != 2 or not all(abs(said.value(one)) < 1e15 for one in at):
        return None
    said.used.update(at)
    return [said.value(one) for one in at]


def _parted(said: Said, at: int) -> list[float] | None:
    """The two numbers of one token with a comma in it."""
    text = said.tokens[at].text
    commas = [place for place, letter in enumerate(text) if letter == ","]
    if len(commas) % 2 == 0:
        return None
    middle = commas[len(commas) // 2]
    sides = [tokens(side, said.language) for side in (text[:middle], text[middle + 1 :])]
    found = [side[0].value for side in sides if len(side) == 1]
    return [one for one in found if one is not None] if len(found) == 2 else None


def _states(said: Said) -> list[float] | None:
    """On and off in words: "true and false", "both on"; a number may stand for one of them."""
    twice = said.find("twice")
    if len(twice) == 1:
        said.take(twice)
        return [1.0 if twice[0].name == "on" else 0.0] * 2 if not said.numbers() else None
    spans = said.find("states")
    found = [(one.start, 1.0 if one.name == "on" else 0.0) for one in spans]
    found += [(at, said.value(at)) for at in said.numbers()]
    if len(found) != 2 or all(said.word(at) in _weak(said) for at, _ in found):
        return None
    said.take(spans)
    said.used.update(at for at, _ in found)
    return [value for _, value in sorted(found)]


def _weak(said: Said) -> frozenset[str]:
    """Words that mean a state only beside one that surely does: "come on, go on"."""
    return word_set(said.language, "weak_states", "words", file=FILE)


def _angle(said: Said) -> list[float] | None:
    """An angle in degrees: `45`, `45°`, `1.5 radians`, `3 pi / 2`."""
    pi = said.find("angle", "pi")
    radians = said.find("angle", "radians")
    said.take(said.find("angle", "degrees"))
    said.take(radians)
    if len(pi) == 1:
        return _of_pi(said, pi[0].start)
    at = said.numbers()
    if pi or len(at) != 1:
        return None
    said.used.add(at[0])
    value = said.value(at[0])
    return [round(math.degrees(value), SPLIT) if radians else value]


def _of_pi(said: Said, at: int) -> list[float] | None:
    """`pi`, `2 pi`, `-3 pi / 2` in degrees."""
    said.used.add(at)
    numbers = set(said.numbers())
    times, parts = 1.0, 1.0
    before = at - 2 if said.word(at - 1) in ("*", "x", "×", "·") else at - 1
    if before in numbers:
        times = said.value(before)
        said.used.add(before)
    elif said.word(at - 1) in ("-", "−", "minus", "menos"):
        times = -1.0
        said.used.add(at - 1)
    if said.word(at + 1) in ("/", "÷", "over", "entre") and at + 2 in numbers and said.value(at + 2):
        parts = said.value(at + 2)
        said.used.update((at + 1, at + 2))
    half = said.find("angle", "half")
    if half and half[0].stop == at:
        parts = 2.0
        said.take(half)
    return [round(180 * times / parts, SPLIT)] if not said.numbers() else None
