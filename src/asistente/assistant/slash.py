"""What is written exactly: slash commands, `demo:` links, a bare sum. Read before anything is weighed."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from asistente.assistant.commands import Command, named
from asistente.assistant.guessing import written_guess
from asistente.assistant.keeping import INTENTS as KEEPING
from asistente.assistant.looking import written_moment, written_part
from asistente.assistant.order import Order, Unknown
from asistente.assistant.parameters import assignments, demo, parameters, typed
from asistente.assistant.steering import written_rate, written_step
from asistente.assistant.step_words import explain_arguments
from asistente.assistant.sums import find_sum, is_half_sum
from asistente.assistant.vocabulary import word_set
from asistente.assistant.why import asks_why
from asistente.language.detect import Language
from asistente.language.normalise import fold
from asistente.training.parameters import PARAMETERS

_LINK = re.compile(r"\bdemo:(?P<name>[\w-]*)(?:\?(?P<query>[^\s)\]>]*))?", re.I)
_FILE_LINK = re.compile(r"demo:(?P<name>csv)\?(?P<query>.*\bfile=.*)", re.I)
"""A link to a table, alone in its turn: names of files and columns may hold blanks and brackets."""
_SLASH = re.compile(r"/(?P<word>[^\s/?]+|\?)(?=\s|$)\s*(?P<rest>.*)", re.DOTALL)
_LANGUAGES: dict[str, Language] = {
    "en": "en", "english": "en", "ingles": "en", "es": "es", "spanish": "es", "espanol": "es",
    "castellano": "es",
}  # fmt: skip


def exact(text: str, language: Language) -> Order | Unknown | None:
    """The order of a turn that is written exactly; None where the turn is plain words."""
    text = text.strip()
    slash = _SLASH.fullmatch(text)
    if slash:
        found = named(slash["word"])
        if found is None:
            return Unknown("/" + slash["word"][:30])
        command, fixed = found
        return _slash(command, dict(fixed), slash["rest"].strip(), language)
    link = _FILE_LINK.fullmatch(text) or _LINK.search(text)
    if link:
        return Order("train", link_arguments(link))
    asked = find_sum(text, language)
    if asked is not None and asked.bare:
        return Order("predict", asked.arguments(), text)
    if is_half_sum(text, language):
        return Order("predict", {}, text)
    if asks_why(text, language):
        return Order("why")
    return None


def link_arguments(link: re.Match[str]) -> dict[str, Any]:
    """The arguments of a `demo:` link; unknown parameters and unreadable values are kept as written."""
    arguments: dict[str, Any] = {"demo": unquote(link["name"]).lower() or "addition"}
    for part in filter(None, (link["query"] or "").split("&")):
        key, _, value = part.partition("=")
        name = unquote(key).lower().replace("-", "_")
        arguments[name] = typed(name, unquote(value)) if name in PARAMETERS else unquote(value)
    return arguments


def _slash(command: Command, fixed: dict[str, Any], rest: str, language: Language) -> Order:
    if command.name == "train":
        return Order("train", train_arguments(rest, language), rest)
    if command.name == "predict":
        asked = find_sum(rest, language)
        if asked is None:
            numbers = re.fullmatch(r"\s*(\S+?)[\s,;]+(\S+)\s*", rest)
            asked = find_sum(f"{numbers[1]} + {numbers[2]}", language) if numbers else None
        return Order("predict", asked.arguments() if asked else {}, rest)
    if command.name == "language":
        wanted = _LANGUAGES.get(fold(rest))
        return Order("language", {"lang": wanted} if wanted else {}, rest)
    if command.name == "speed" and not fixed:
        inner = named(rest.split()[0]) if rest else None
        fixed = dict(inner[1]) if inner else {}
        return Order("speed", fixed or {"value": "faster"}, rest)
    if command.name == "step":
        return Order("step", written_step(rest, language), rest)
    if command.name == "rate":
        return Order("rate", written_rate(rest, language), rest)
    if command.name == "compare":
        return Order("compare", parameters(rest, language), rest)
    if command.name == "explain":
        return Order("explain", explain_arguments(rest, language), rest)
    if command.name == "guess":
        return Order("guess", written_guess(rest, language), rest)
    if command.name == "see":
        return Order("see", written_part(rest, language), rest)
    if command.name == "look_back":
        return Order("look_back", written_moment(rest, language), rest)
    if command.name in KEEPING:
        return Order(command.name, {"name": rest} if rest and command.name != "export" else {}, rest)
    if command.name == "quiet" and not fixed:
        off = fold(rest) in word_set(language, "quiet", "off", file="steering")
        return Order("quiet", {"value": "off"} if off else {}, rest)
    return Order(command.name, fixed, rest)


def train_arguments(rest: str, language: Language) -> dict[str, Any]:
    """The arguments of `/train …`: a link, `demo?name=value`, flags, assignments, or plain words."""
    if not rest:
        return {"demo": "addition"}
    first = rest.split()[0].removeprefix("demo:")
    link = re.fullmatch(r"(?P<name>[A-Za-z][\w-]*)(?:\?(?P<query>\S*))?", first)
    given = parameters(rest.replace("?", " ").replace("&", " "), language)
    if link and link["query"] is not None:
        # Options stand in the link as it quotes them.
        return {**link_arguments(link), **{name: given[name] for name in given if name in PARAMETERS}}
    named_demo = demo(rest, language)
    if named_demo is None and link and first == assignments(rest)[1].strip():
        named_demo = first.lower()  # a demo that nobody knows: said as such
    return {"demo": named_demo or "addition", **given}
