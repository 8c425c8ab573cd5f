"""What the form of a turn says, whatever its subject: that it asks, orders, or wants a page."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from asistente.assistant.examples import Label
from asistente.assistant.parameters import demo, parameters, varies
from asistente.assistant.routing import LANGUAGES, table
from asistente.assistant.sums import loose_sum
from asistente.language.detect import Language
from asistente.language.normalise import fold, words

NAMES = ("asks", "long", "parameters", "sets", "has_sum", "names_demo", "navigates")
_BARE = re.compile(r"[\"“”«»¿?¡!.,;:()\[\]]")
FIRST = 3
"""Words among which an order has its verb."""
_MAY_ASK = frozenset(("predict", "help", "topics", "language.en", "language.es", "train"))
"""Commands that are often put as a question."""


@dataclass(frozen=True, slots=True)
class Cues:
    """The form of a turn, each 0 or more."""

    asks: float
    long: float
    parameters: float
    sets: float
    """Parameters with their values, in a turn that asks nothing but what a run with them would do."""
    has_sum: float
    names_demo: float
    navigates: float

    def of(self, label: Label) -> Mapping[str, float]:
        """What the form says for a label; nothing for most."""
        if label.kind != "command":
            return {}
        found = {"asks": 0.0 if label.name in _MAY_ASK else self.asks, "long": self.long}
        if label.name == "train":
            found |= {"parameters": self.parameters, "sets": self.sets, "names_demo": self.names_demo}
        if label.name == "predict":
            found["has_sum"] = self.has_sum
        if label.name == "open_topic":
            found["navigates"] = self.navigates
        return found


def cues(text: str, language: Language) -> Cues:
    """Read the form of a turn."""
    found = words(text)
    padded = f" {' '.join(found)} "
    begins = f" {' '.join(found[:FIRST])} "
    asks = "?" in text or any(padded.startswith(f" {cue} ") for cue in _cues(language, "asks"))
    has = {
        name: any(f" {cue} " in where for cue in _cues(language, name))
        for name, where in (("verbs", begins), ("weak_verbs", begins), ("pages", padded))
    }
    named = demo(text, language)
    given = parameters(text, language)
    return Cues(
        asks=float(asks),
        long=math.log1p(len(found)),
        parameters=math.log1p(len(given)),
        sets=float(bool(given) and (not asks or varies(text, language))),
        has_sum=float(loose_sum(text, language) is not None),
        names_demo=float(named is not None and named != "addition"),
        navigates=float((has["verbs"] and not asks) or (has["weak_verbs"] and has["pages"])),
    )


@cache
def _cues(language: Language, name: str) -> tuple[str, ...]:
    return tuple(table(language, "cues")[name])


def wonders(text: str, language: Language) -> bool:
    """Whether a turn is put as a question ("what is …"); "could you …?" asks for something to be done."""
    padded = f" {' '.join(words(text))} "
    return any(padded.startswith(f" {cue} ") for cue in _cues(language, "asks"))


SHORT = 7
"""A turn of so many words may lean on what was said before."""


def leans(text: str, language: Language) -> float:
    """How much a turn leans on the one before: short, begins with "and", speaks of "it"; 0 to 2."""
    found = words(text)
    padded = f" {' '.join(found)} "
    begins = any(padded.startswith(f" {cue} ") for cue in _cues(language, "goes_on"))
    points = any(f" {cue} " in padded for cue in _cues(language, "points_back"))
    return (begins + 0.5 * points + 0.5) if len(found) <= SHORT else 0.5 * begins


def switches_language(text: str) -> bool:
    """Whether a turn asks for another language for good ("speak Spanish"), not for one answer in it."""
    padded = f" {' '.join(words(text))} "
    return any(f" {cue} " in padded for language in LANGUAGES for cue in _cues(language, "switches"))


def ordered_pages(text: str, language: Language) -> list[str]:
    """What a turn that orders a page may name: "abre la página sobre los pesos" → …, "los pesos", "pesos".

    The longest comes first, the barest last. Empty where the turn does not begin with such an order.
    """
    bare = _BARE.sub(" ", text).split()
    folded = [fold(word) for word in bare]
    found = _order(folded, language)
    if found is None:
        return []
    skipped = {word for one in LANGUAGES for word in (*_cues(one, "around_page"), *_cues(one, "pages"))}
    at, last = found, len(bare)
    while last > at and folded[last - 1] in skipped:
        last -= 1
    named = [" ".join(bare[at:last])]
    while at < last and folded[at] in skipped:
        at += 1
        named.append(" ".join(bare[at:last]))
    return [name for name in named if name]


def _order(folded: list[str], language: Language) -> int | None:
    """Where the words after the order to open a page begin; None where there is none."""
    both = dict.fromkeys((language, *LANGUAGES))
    verbs = {cue: True for one in both for cue in _cues(one, "verbs")}
    verbs |= {cue: False for one in both for cue in _cues(one, "weak_verbs") if cue not in verbs}
    names_page = any(word in _cues(one, "pages") for one in both for word in folded)
    for start in range(min(FIRST, len(folded))):
        fitting = [
            (len(cue.split()), strong)
            for cue, strong in verbs.items()
            if folded[start : start + len(cue.split())] == cue.split()
        ]
        if fitting:
            length, strong = max(fitting)
            return start + length if strong or names_page else None
    return None
