"""Reads how somebody moves the three numbers: `w1 = 0.8`, "raise w1 by 0.1", "b a cero", `0.8 1 0`."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from asistente.assistant.numbers import Token, tokens
from asistente.assistant.vocabulary import Phrases, phrases
from asistente.language.detect import Language
from asistente.language.normalise import fold

FILE = "by_hand"
NAMES = ("w1", "w2", "b")
A_BIT = 0.1
"""How far a number goes that is only said to go up or down."""
MOST = 1e30
"""Larger numbers are none that a network can hold."""
LONGEST = 60
"""Words of a turn that may be a move."""
Numbers = tuple[float, float, float]
_WEIGHT = re.compile(r"\bw[ _]?(\d+)\b(?![.,]?\d)")
_SPELT = {"1": " wone ", "2": " wtwo "}
_TRIPLE = re.compile(r"\s*[(\[]?\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*[)\]]?\s*")
_OF: dict[str, tuple[int, ...]] = {
    "first": (0,), "second": (1,), "bias": (2,), "weights": (0, 1), "all": (0, 1, 2),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of some of the three numbers."""

    which: tuple[int, ...]
    how: Literal["set", "add", "times"]
    value: float

    def of(self, before: float) -> float:
        """What a number becomes."""
        match self.how:
            case "set":
                return self.value
            case "add":
                return float(f"{before + self.value:.9g}")  # 0.1 + 0.2 is meant to be 0.3
            case "times":
                return float(f"{before * self.value:.9g}")


@dataclass(frozen=True, slots=True)
class Move:
    """One turn's changes, in order."""

    changes: tuple[Change, ...]

    def applied(self, numbers: Numbers) -> Numbers:
        """The three numbers after it."""
        after = list(numbers)
        for change in self.changes:
            for at in change.which:
                after[at] = change.of(after[at])
        first, second, bias = after
        return first, second, bias


@dataclass(frozen=True, slots=True)
class Bad:
    """What is meant as a move and is none."""

    why: Literal["name", "value", "which", "huge", "what"]
    what: str = ""
    """As it was written."""


@dataclass(frozen=True, slots=True)
class _Item:
    """A part of a move: its letter for the patterns below, and what it says."""

    letter: str
    which: tuple[int, ...] = ()
    value: float = 0.0


def read(text: str, language: Language) -> Move | Bad | None:
    """The move that a turn is; Bad where it is meant as one and cannot be read, None where it is none."""
    text = re.sub("[-=]>", "=", text)
    spelt = _WEIGHT.sub(lambda match: _SPELT.get(match[1], f" {match[0]} "), fold(text))
    triple = _TRIPLE.fullmatch(spelt)
    if triple:
        spelt = " ; ".join(triple.groups())
    items = _items(tokens(spelt, language), language)
    if items is None:
        return _bad(spelt)
    if any(not math.isfinite(item.value) or abs(item.value) > MOST for item in items):
        return Bad("huge")
    if re.fullmatch(f"[udth]{_BY}?[vs]?", "".join(item.letter for item in items)):
        return Bad("which")  # "raise it by 0.1"
    changes = _parsed(items)
    if changes is None:
        return _bad(spelt)
    return Move(tuple(changes)) if changes else None


def _bad(spelt: str) -> Bad | None:
    """That a turn assigns something, though not what can be read."""
    other = _WEIGHT.search(spelt)
    if other:
        return Bad("name", other[0].replace(" ", ""))
    named = re.search(r"\bw(?:one|two)\b", spelt)
    assigns = re.match(r"\s*(?:b|bias|sesgo)\s*[=:]", spelt)
    return Bad("value") if named or assigns else None


@cache
def _vocabulary(language: Language) -> Phrases:
    return phrases(language, "moves", file=FILE)


_LETTERS = {
    "raise": "u", "lower": "d", "set": "e", "by": "y", "in": "k", "into": "x", "multiply": "q", "twice": "t",
    "half": "h",
}  # fmt: skip
A_LOT = 0.5


def _items(found: Sequence[Token], language: Language) -> list[_Item] | None:
    """The parts in order; None where a word is none of them."""
    if len(found) > LONGEST:
        return None
    items: list[_Item] = []
    at = 0
    while at < len(found):
        token, span = found[at], _vocabulary(language).at(found, at)
        if token.text in ("+", "-", "−", "*", "×"):
            items.append(_Item({"+": "p", "*": "x", "×": "x"}.get(token.text, "m")))
        elif span is not None:
            at = span.stop - 1
            if span.name in _OF:
                items.append(_Item("n", which=_OF[span.name]))
            elif span.name == "lots":
                items.append(_Item("v", value=A_LOT))
            elif span.name != "fillers":
                items.append(_Item(_LETTERS[span.name]))
        elif token.value is None or token.text.endswith("%"):
            return None
        elif not token.article:
            signed = token.text[0] in "-−" or token.text.split()[0] in ("minus", "menos")
            items.append(_Item("s" if signed else "v", value=token.value))
        at += 1
    return items


_TO, _BY = "[ek]", "[ykx]"
_CLAUSES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("same", "e?ne+n[pm][vs]"),  # w1 = w1 + 0.1
        ("to", "[ude]*(?:ne*)*n[ud]?e+[pm]?[vs]|e*n+k[vs]"),  # w1 = 0.8, raise w1 to 0.9, w2 down to 1
        ("to", f"[ude]*n+e+[vs]{_TO}+[vs]"),  # w1 from 0.5 to 0.9
        ("to", f"e+[vs]{_TO}*n+|e+n+[vs]"),  # set 0.8 for w1, set w1 0.8
        ("each", f"e?n{{2,3}}{_TO}*[vs]{{2,3}}"),  # w1, w2 and b to 1, 1 and 0
        ("bare", "n+[vs]"),  # w1 0.8
        ("by", f"e?n+[ud]{_BY}?[vs]|[ud]n+{_BY}?[vs]|[ud]{_BY}?[vs]{_TO}*n+|e?n+y[pm]?[vs]"),
        ("by", f"n+[pm]e?v|[pm]v{_TO}*n+"),  # w1 + 0.1, w1 += 0.1, +0.1 to w1
        ("bit", "[ud]e*n+|e?n+[ud]"),  # raise w1
        ("times", f"[th]e*n+|n+{_TO}*[th]|e*[th]e*n+"),  # double w1
        ("factor", "n+x[vs]|qn+[xy]?[vs]"),  # w1 * 2, multiply w1 by 2
    )
)


def _parsed(items: Sequence[_Item]) -> list[Change] | None:
    """The changes; empty where nothing is moved, None where parts are left over."""
    letters = "".join(item.letter for item in items)
    if re.fullmatch("[vs]{3}", letters):
        return [Change((at,), "set", item.value) for at, item in enumerate(items)]
    if "n" not in letters:
        return []
    clauses = _parted(letters, 0, set())
    if clauses is None or any(_torn(name, items[start:stop]) for name, start, stop in clauses):
        return None
    # "w1 0.8 w2 -1": where one number is given bare, so is one with a minus.
    plain = any(name == "bare" and letters[stop - 1] == "v" for name, _, stop in clauses)
    return [change for name, start, stop in clauses for change in _changes(name, items[start:stop], plain)]


def _parted(letters: str, start: int, failed: set[int]) -> list[tuple[str, int, int]] | None:
    """The clauses from here to the end, each as long as it can be; None where there is no such way."""
    if start == len(letters):
        return []
    if start in failed:
        return None
    for stop in range(len(letters), start, -1):
        part = letters[start:stop]
        name = next((name for name, pattern in _CLAUSES if "n" in part and pattern.fullmatch(part)), None)
        rest = _parted(letters, stop, failed) if name is not None else None
        if name is not None and rest is not None:
            return [(name, start, stop), *rest]
    failed.add(start)
    return None


def _which(items: Sequence[_Item]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(at for item in items for at in item.which))


def _torn(name: str, items: Sequence[_Item]) -> bool:
    """Whether a clause does not say which number gets which value."""
    if name == "same":
        return len(_which(items)) > 1
    return name == "each" and len(_which(items)) != sum(item.letter in "vs" for item in items)


def _changes(name: str, items: Sequence[_Item], plain: bool) -> Iterator[Change]:
    which = _which(items)
    letters = "".join(item.letter for item in items)
    values = [item.value for item in items if item.letter in "vs"]
    value = values[-1] if values else A_BIT
    down = "d" in letters or "m" in letters
    match name:
        case "to":
            yield Change(which, "set", -value if "m" in letters else value)
        case "each":
            for at, one in zip(which, values, strict=True):
                yield Change((at,), "set", one)
        case "bare":
            yield Change(which, "add" if letters[-1] == "s" and not plain else "set", value)
        case "times":
            yield Change(which, "times", 2.0 if "t" in letters else 0.5)
        case "factor":
            yield Change(which, "times", value)
        case _:
            yield Change(which, "add", -value if down else value)
