"""The name that a turn gives a network which is saved or loaded: "save it as adder"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from asistente.assistant.routing import table
from asistente.assistant.vocabulary import near
from asistente.language.detect import Language
from asistente.language.normalise import fold

FILE = "keeping"
LATEST = ("latest", "ultima")
"""What may stand in place of a name: the network saved last."""
_QUOTED = re.compile(r"[\"“«'‘](?P<name>[^\"”»'’]{1,60})[\"”»'’]")
_WORD = re.compile(r"[^\s,;:!?()\"“”«»¿¡]+")
_OWN_LOOK = re.compile(r"\w*[\d_-]\w*")
"""What a word looks like that no language has: `net1`, `spiral_best`."""
SHORTEST = 5
"""Shorter words that miss one of the list by a letter are taken for names."""


def name_said(text: str, language: Language) -> str | None:
    """The name that follows "as", "called" and the like; None where the turn gives none."""
    lists = table(language, FILE)["name"]
    found = _WORD.findall(text)
    folded = [fold(word).rstrip(".") for word in found]
    for cue in sorted(lists["before"], key=lambda one: -len(one.split())):
        parts = cue.split()
        for at in range(len(folded) - len(parts)):
            if folded[at : at + len(parts)] != parts:
                continue
            quoted = _QUOTED.search(text)
            if quoted is not None:
                return str(quoted["name"]).strip()
            rest = at + len(parts)
            while rest < len(folded) - 1 and folded[rest] in lists["articles"]:
                rest += 1
            said = found[rest].strip(".'’`")
            if not said or folded[rest] in lists["none"]:
                break  # "as soon as you can"
            return str(said)
    return None


def loaded_name(text: str, language: Language, names: Sequence[str]) -> str | None:
    """The network that is to be loaded: one of `names`, or what the turn calls it; None for neither."""
    folded = [fold(word).rstrip(".") for word in _WORD.findall(text)]
    there = next((name for name in names if fold(name) in folded), None)
    return there or name_said(text, language) or _after_verb(text, language) or _own_look(text)


def _own_look(text: str) -> str | None:
    """The one word that can be nothing but a name: "carga los pesos de prueba3"."""
    found = [word.strip(".") for word in _WORD.findall(text)]
    alike = [word for word in found if _OWN_LOOK.fullmatch(word) and word[0].isalpha()]
    return alike[0] if len(alike) == 1 else None


def wanted_back(text: str, language: Language, names: Sequence[str]) -> str | None:
    """The network that a turn wants back without a word for loading: "give me my xor-1 back".

    A name that is none of `names` must look like nothing else, and the turn say whose it is.
    """
    lists = table(language, FILE)["load"]
    folded = [fold(word).rstrip(".") for word in _WORD.findall(text)]
    padded = f" {' '.join(folded)} "
    if not any(padded.startswith(f" {cue} ") for cue in lists["back"]):
        return None
    looks = [word for word in folded if _OWN_LOOK.fullmatch(word)]
    there = next((name for name in names if fold(name) in looks), None)
    if there is not None or not any(f" {cue} " in padded for cue in lists["mine"]):
        return there
    own = _own_look(text)
    return own if own is not None and re.search(r"\d|_", own) and len(own) >= SHORTEST - 1 else None


def wants_latest(text: str, language: Language) -> bool:
    """Whether the network saved last is meant."""
    padded = f" {' '.join(fold(word) for word in _WORD.findall(text))} "
    return any(f" {cue} " in padded for cue in table(language, FILE)["load"]["latest"])


def _after_verb(text: str, language: Language) -> str | None:
    """The one word after "load", unless it is a word of the language."""
    lists = table(language, FILE)["load"]
    found = [word for word in _WORD.findall(text) if fold(word).rstrip(".") not in lists["around"]]
    folded = " ".join(fold(word).rstrip(".") for word in found)
    for verb in lists["verbs"]:
        rest = folded.removeprefix(f"{verb} ")
        if rest == folded or " " in rest:
            continue
        common = rest in lists["common"] or any(
            len(rest) >= SHORTEST and near(rest, word) for word in lists["common"]
        )
        if _OWN_LOOK.fullmatch(rest) or not common:
            return str(found[-1]).rstrip(".")
    return None
