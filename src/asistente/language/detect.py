"""Which language a question is written in, English or Spanish."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from asistente.language.normalise import words

Language: TypeAlias = Literal["en", "es"]
LANGUAGES: tuple[Language, ...] = ("en", "es")

_EN = frozenset(
    (
        "what",
        "is",
        "the",
        "how",
        "why",
        "does",
        "do",
        "a",
        "of",
        "and",
        "to",
        "show",
        "me",
        "it",
        "are",
        "you",
    )
)
_ES = frozenset(
    ("que", "es", "el", "la", "como", "por", "los", "las", "un", "una", "de", "y", "en", "para", "se", "q")
)


def other(language: Language) -> Language:
    """The language that is not this one."""
    return "es" if language == "en" else "en"


def from_locale(name: str) -> Language:
    """The language of a locale's name such as `es_MX.UTF-8`; English for any other."""
    return "es" if re.match(r"es(?![a-z])", name.lower()) else "en"


def detect(text: str, default: Language) -> Language:
    """The language of a question, however short; `default` where nothing tells."""
    found = words(text[:2000])
    english = sum(word in _EN for word in found)
    spanish = sum(word in _ES for word in found) + 2 * len(re.findall("[ñ¿¡áéíóú]", text.lower()[:2000]))
    if english == spanish:
        return default
    return "en" if english > spanish else "es"
