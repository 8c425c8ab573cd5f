"""Orders to look at the run on the screen: at another part of it, or at another moment."""

from __future__ import annotations

import re
from typing import Any

from asistente.assistant.order import Order
from asistente.assistant.reply import Suggestion
from asistente.assistant.routing import table
from asistente.assistant.run_view import RunView
from asistente.assistant.said import Said
from asistente.assistant.turn import Turn
from asistente.language.detect import Language
from asistente.language.normalise import fold
from asistente.language.texts import Texts

FILE = "looking"
INTENTS = ("see", "look_back")
MOMENTS = ("now", "first", "film")
_NUMBER = re.compile(r"(?P<number>\d{1,3}(?:[ ,.]\d{3})+|\d+)$")
_SPACE = re.compile(r"[\s¿?¡!.,;:]+")


def looking_order(turn: Turn) -> Order | None:
    """The order of a turn that wants to look at something of the run; None for any other, or with no run."""
    return _read(turn.question, turn.language) if turn.run is not None else None


def _read(text: str, language: Language) -> Order | None:
    found = table(language, FILE)
    said = _bare(text, found["said"]["after"])
    for moment in MOMENTS:
        if said in found["said"][moment]:
            return Order("look_back", {"to": moment}, text)
    step = _step(said, found["said"])
    if step is not None:
        return Order("look_back", {"step": step}, text)
    for verb in sorted(found["said"]["before"], key=len, reverse=True):
        if said.startswith(f"{verb} "):
            rest = said.removeprefix(f"{verb} ")
            part = next((name for name, words in found["parts"].items() if rest in words), None)
            return Order("see", {"value": part}, text) if part else None
    return None


def _bare(text: str, after: list[str]) -> str:
    """Folded, without signs, and without what is only polite."""
    said = _SPACE.sub(" ", fold(text)).strip()
    for word in after:
        said = said.removesuffix(f" {word}").removeprefix(f"{word} ")
    return said


def _step(said: str, words: dict[str, list[str]]) -> int | None:
    """The number in "back to step 100"."""
    number = _NUMBER.search(said)
    if number is None:
        return None
    before = said[: number.start()].strip()
    for step in words["step"]:
        if before.endswith(f" {step}") and before.removesuffix(f" {step}") in words["steps"]:
            return int(re.sub(r"\D", "", number["number"]))
    return None


def written_moment(rest: str, language: Language) -> dict[str, Any]:
    """The arguments of `/back …`: a step, or `now`, `first`, `film`; nothing: the first."""
    said = _bare(rest, [])
    if said.replace(" ", "").isdecimal():
        return {"step": int(said.replace(" ", ""))}
    words = table(language, FILE)["said"]["moments"]  # as completion offers them
    moments = dict(zip(words, MOMENTS, strict=True))
    return {"to": moments.get(said, "first")}


def written_part(rest: str, language: Language) -> dict[str, Any]:
    """The arguments of `/see …`: a part; none where it is no such."""
    said = _bare(rest, [])
    parts = table(language, FILE)["parts"]
    named = next((name for name, words in parts.items() if said == name or said in words), None)
    return {"value": named} if named else {}


def said(intent: str, arguments: dict[str, Any], run: RunView | None, language: Language) -> Said:
    """What is said to such an order; doing it is the business of the screen."""
    texts = Texts(language)
    if run is None:
        return Said(texts("chat.looking.no_run"), (Suggestion(texts("chat.greeting.demo"), "demo:addition"),))
    if intent == "see":
        value = arguments.get("value")
        key = f"chat.looking.part.{value}" if value else "chat.looking.parts"
        return Said(texts(key), arguments=arguments)
    if "step" in arguments:
        return Said(texts("chat.looking.step", step=texts.number(arguments["step"])), arguments=arguments)
    return Said(texts(f"chat.looking.{arguments.get('to', 'first')}"), arguments=arguments)
