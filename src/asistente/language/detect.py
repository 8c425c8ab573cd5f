"""Which language a question is written in, English or Spanish, however short it is."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cache, lru_cache
from typing import Literal, TypeAlias

from asistente.language.normalise import words
from asistente.language.wordlists import command_words, common_words, function_words, shared_words

Language: TypeAlias = Literal["en", "es"]
LANGUAGES: tuple[Language, ...] = ("en", "es")

_MAX_CHARACTERS = 2000
_NOT_PROSE = re.compile(
    r"`[^`]*`|\b(?:demo|topic|https?|file):\S*"  # code, links
    r"|\S+\.\w{2,4}\b(?=\s|$)|\w+\.\w+\([^)]*\)|\w+\s*=\s*\S+"  # file names, calls, settings
)
_SPANISH_SIGNS = re.compile(r"[ñ¿¡]", re.IGNORECASE)
_SPANISH_ACCENTS = re.compile(r"[áéíóú]", re.IGNORECASE)
_FUNCTION, _COMMON, _SIGN, _ACCENT = 2.0, 1.5, 3.0, 1.5
_UNKNOWN = 1.0  # the most that an unknown word can tell by its letters
_ENOUGH = 0.5  # less evidence than half an unknown word is none


def other(language: Language) -> Language:
    """The language that is not this one."""
    return "es" if language == "en" else "en"


def from_locale(name: str) -> Language:
    """The language of a locale's name such as `es_MX.UTF-8`; English for any other."""
    return "es" if re.match(r"es(?![a-z])", name.lower()) else "en"


def detect(text: str, default: Language) -> Language:
    """The language of a question; `default` where nothing tells, as in `backprop` or `/train addition`."""
    evidence = english_evidence(text)
    if abs(evidence) < _ENOUGH:
        return default
    return "en" if evidence > 0 else "es"


def english_evidence(text: str) -> float:
    """How much a text speaks for English (above 0) or for Spanish (below 0).

    Words of one language's lists count; others by their letters. Slash commands, links, file names and code
    are no prose, and the field's English terms are used in both languages: none of them counts.
    """
    text = text[:_MAX_CHARACTERS].strip()
    if text.startswith("/"):
        return 0.0
    text = _NOT_PROSE.sub(" ", text)
    found = words(text)
    if len(found) == 1 and found[0] in command_words():
        return 0.0
    evidence = -_SIGN * len(_SPANISH_SIGNS.findall(text)) - _ACCENT * len(_SPANISH_ACCENTS.findall(text))
    return evidence + sum(map(_word_evidence, found))


@lru_cache(maxsize=1 << 14)  # a folder of pages has the same words over and over
def _word_evidence(word: str) -> float:
    if word in shared_words():
        return 0.0
    total, known = 0.0, False
    for sign, language in ((1, "en"), (-1, "es")):
        if word in function_words(language):
            total, known = total + sign * _FUNCTION, True
        elif word in common_words(language):
            total, known = total + sign * _COMMON, True
    return total if known else _letters_evidence(word)


def _letters_evidence(word: str) -> float:
    """What the groups of three letters of an unknown word tell, -1 to 1: `th` and `ck`, or `ción` and `ñ`."""
    if len(word) < 3 or not word.isalpha():
        return 0.0
    odds = _odds()
    groups = _groups(word)
    mean = sum(odds.get(group, 0.0) for group in groups) / len(groups)
    return max(-_UNKNOWN, min(_UNKNOWN, mean))


@cache
def _odds() -> dict[str, float]:
    """For groups of letters, the logarithm of how much commoner they are in English than in Spanish."""
    counts = [
        Counter(group for word in function_words(name) | common_words(name) for group in _groups(word))
        for name in LANGUAGES
    ]
    english, spanish = (sum(count.values()) for count in counts)
    return {
        group: math.log((counts[0][group] + 0.5) / english) - math.log((counts[1][group] + 0.5) / spanish)
        for group in counts[0] | counts[1]
    }


def _groups(word: str) -> list[str]:
    padded = f" {word} "
    return [padded[place : place + 3] for place in range(len(padded) - 2)]
