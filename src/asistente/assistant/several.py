"""Two things in one turn: "pause it and tell me what a batch is".

A turn is parted only where both parts clearly stand alone; a turn that is not parted where it might have
been is read as one, which is the smaller harm.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from asistente.assistant.routing import table
from asistente.language.detect import Language
from asistente.language.normalise import fold

FILE = "several"
LONGEST = 240
"""Characters of a turn that may be two things."""
MOST = 3
"""Things in a turn."""
SURE = 0.8
"""Probability that a part means what it is taken for, at least."""
CHANGES = frozenset(("train", "rate", "compare"))
"""Two of these are one order: "train it with 16 neurons and set the rate to 0.01"."""
WITH_NUMBERS = CHANGES | {"step", "predict", "explain", "save_model", "load_model", "open_topic"}
"""Orders in which a number says something. In any other it hangs on what is not understood: "at step 100"."""
NOT_FIRST = frozenset(("quit", "clear", "language"))
"""After these nothing more is said in the same breath."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a part was taken for."""

    kind: Literal["command", "question", "run", "other"]
    """A command, a question on a page, one on the run, or anything else."""
    name: str = ""
    """The intent of a command."""
    sure: float = 0.0


Judge = Callable[[str], Meaning]


def parts(text: str, language: Language, judge: Judge) -> list[str]:
    """The things that a turn asks for, in order: itself alone where they are not clearly several."""
    found = _parts(text.strip(), language, judge, MOST) if len(text) <= LONGEST else None
    return found or [text]


def _parts(text: str, language: Language, judge: Judge, most: int) -> list[str] | None:
    """The parts, at least two; None where the text is one thing."""
    for left, right, ended in _cuts(text, language):
        first = _stands(left, language, judge, asks_too=ended)
        if first is None or first.name in NOT_FIRST:
            continue
        rest = _parts(right, language, judge, most - 1) if most > 2 else None
        second = _stands((rest or [right])[0], language, judge, asks_too=True)
        if second is not None and _go_together(first, second):
            return [left, *(rest or [right])]
    return None


def may_be_several(text: str, language: Language) -> bool:
    """Whether a closer look is worth it: both sides begin as orders or questions do, one as an order."""
    if len(text) > LONGEST:
        return False
    for left, right, _ in _cuts(text, language):
        first, second = _begins(left, language), _begins(right, language)
        if first and second and first | second != {"?"}:
            return True
    return False


def _go_together(first: Meaning, second: Meaning) -> bool:
    if "command" not in (first.kind, second.kind) or first.name == second.name:
        return False
    if first.name in CHANGES and second.name in CHANGES:
        return False
    # What is loaded is known only once it is there.
    return first.name != "load_model" or second.kind == "question"


def _stands(part: str, language: Language, judge: Judge, asks_too: bool) -> Meaning | None:
    """What a part means that stands alone; None where it does not, or asks and must not."""
    begins = _begins(part, language)
    orders = begins - {"?"}
    if not begins or (_hangs(part, language) and not begins & {"?"}):
        return None
    meaning = judge(part)
    if meaning.sure < SURE:
        return None
    if meaning.kind == "command" and meaning.name in orders:
        numbered = any(character.isdigit() for character in part)
        alone = not _hangs(part, language) and (not numbered or meaning.name in WITH_NUMBERS)
        return meaning if alone else None
    asks = asks_too and "?" in begins
    return meaning if asks and (meaning.kind in ("question", "run") or meaning.name == "predict") else None


@cache
def _between(language: Language) -> re.Pattern[str]:
    joins = "|".join(re.escape(one) for one in sorted(table(language, FILE)["joins"], key=len, reverse=True))
    return re.compile(rf"(?P<ended>[?!.;…]*),?\s+(?:{joins})(?:\s*,)?\s+|(?P<signs>[,;?!.…]+)\s+", re.I)


def _cuts(text: str, language: Language) -> Iterator[tuple[str, str, bool]]:
    """Every place where the turn may be parted: both sides of it, and whether a sentence ended there."""
    folded = fold(text)
    if len(folded) != len(text):
        return
    for match in _between(language).finditer(folded):
        signs = match["ended"] or match["signs"] or ""
        ended = any(sign in signs for sign in "?!.;…")
        left = text[: match.start()] + ("?" if "?" in signs else "")
        right = _bare(text[match.end() :], language)
        if left.strip() and right:
            yield left.strip(), right, ended


def _bare(right: str, language: Language) -> str:
    """What follows a sign, without an "and" that follows it too: "¿y qué es un lote?"."""
    joins = sorted(table(language, FILE)["joins"], key=len, reverse=True)
    opening = right.lstrip(" ¿¡")
    found = next((one for one in joins if fold(opening).startswith(f"{one} ")), "")
    return opening[len(found) :].strip() if found else right.strip()


def _begins(part: str, language: Language) -> set[str]:
    """The intents whose orders begin like this part, and `?` where a question does."""
    padded = _padded(part)
    lists = table(language, FILE)
    again = True
    while again:
        again = False
        for filler in lists["before"]:
            if padded.startswith(f" {filler} "):
                padded, again = padded[len(filler) + 1 :], True
    found = {
        name for name, verbs in lists["verbs"].items() if any(padded.startswith(f" {one} ") for one in verbs)
    }
    # An accent or a question mark tells "qué" from "que".
    first = part.split()[0] if part.split() else ""
    marked = lists["marked"] if "?" in part or not first.isascii() else ()
    asks = any(padded.startswith(f" {one} ") for one in (*lists["asks"], *marked))
    return found | ({"?"} if asks else set())


def _hangs(part: str, language: Language) -> bool:
    padded = _padded(part)
    return any(f" {cue} " in padded for cue in table(language, FILE)["hangs"])


_NO_WORD = re.compile(r"[^\w'+*/.=-]+|\.(?=\s|$)")


def _padded(part: str) -> str:
    return f" {' '.join(_NO_WORD.sub(' ', fold(part)).split())} "
