"""Which turns begin the game, and what a turn says in the middle of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from asistente.assistant.by_hand.game import INTENT, last_game
from asistente.assistant.by_hand.moves import FILE, Bad, Move, read
from asistente.assistant.cues import wonders
from asistente.assistant.order import Order
from asistente.assistant.parameters import parameters
from asistente.assistant.routing import LANGUAGES, table
from asistente.assistant.sums import find_sum
from asistente.assistant.turn import Turn
from asistente.language.detect import Language
from asistente.language.normalise import fold, words

Says = Literal["hint", "undo", "end", "descent", "new", "state"]
_SAYS: tuple[Says, ...] = ("hint", "undo", "end", "descent", "new", "state")
_OF_THE_RUN = frozenset(
    ("stop", "para", "end", "detente", "fin", "restart", "reinicia", "compare", "compara")
)
"""Words that steer a run too: while one trains, they are meant for it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A sum that is put to the three numbers."""

    a: float
    b: float


def by_hand_order(turn: Turn) -> Order | None:
    """The order of a turn that begins the game, or that plays it; None for any other."""
    if turn.question.startswith("/"):
        return None
    if last_game(turn.conversation) is not None and meant(turn) is not None:
        return Order(INTENT, {}, turn.question)
    return Order(INTENT, {}, _seed(turn)) if _begins(turn.question, turn.language) else None


def meant(turn: Turn, sure: bool = False) -> Move | Bad | Says | Asked | None:
    """What a turn means in the middle of the game; None where it has nothing to do with it.

    `sure`: it stands after the game's slash word, and is meant for it.
    """
    text, language = turn.question, turn.language
    says = _says(text)
    trains = turn.run is not None and turn.run.state == "running"
    if says is not None and (sure or not trains or fold(text).strip(" .!") not in _OF_THE_RUN):
        return says
    found = read(text, language)
    asked = find_sum(text, language)
    if not isinstance(found, Move) and asked and asked.bare and not asked.more and asked.op == "+":
        return Asked(asked.a, asked.b)
    if isinstance(found, Bad) and not sure and ("?" in text or wonders(text, language)):
        return None  # a question on a weight
    return found


def _says(text: str) -> Says | None:
    """What a turn says that is one of the game's own words, with no more than courtesies around it."""
    said = " ".join(words(text))
    known, around = _own_words()
    while said:
        if said in known:
            return known[said]
        shorter = next((one for one in (_without(said, filler) for filler in around) if one != said), said)
        if shorter == said:
            return None
        said = shorter
    return None


@cache
def _own_words() -> tuple[dict[str, Says], list[str]]:
    """The game's own words in both languages, and the courtesies around them, the longest first."""
    lists = [table(language, FILE)["says"] for language in LANGUAGES]
    around = sorted({_plain(one) for each in lists for one in each["around"]}, key=len, reverse=True)
    return {_plain(phrase): name for each in lists for name in _SAYS for phrase in each[name]}, around


def _plain(phrase: str) -> str:
    return " ".join(words(phrase))


def _without(said: str, filler: str) -> str:
    if said.startswith(f"{filler} "):
        return said[len(filler) + 1 :]
    return said[: -len(filler) - 1] if said.endswith(f" {filler}") else said


def _begins(text: str, language: Language) -> bool:
    """Whether a turn asks to be the optimizer."""
    found = words(text)
    said = f" {' '.join(found)} "
    if not found:
        return False
    for one in dict.fromkeys((language, *LANGUAGES)):
        lists = table(one, FILE)["begins"]
        if any(said.startswith(f" {_plain(cue)} ") for cue in lists["questions"]):
            return False
    for one in dict.fromkeys((language, *LANGUAGES)):
        lists = table(one, FILE)["begins"]
        has = {
            name: any(f" {_plain(cue)} " in said for cue in lists[name])
            for name in ("asks", "verbs", "things", "selves")
        }
        if has["asks"] or (has["verbs"] and has["things"] and has["selves"]):
            return True
    return False


def _seed(turn: Turn) -> str:
    seed = parameters(turn.question, turn.language).get("seed")
    return f"seed={seed}" if seed is not None else ""
