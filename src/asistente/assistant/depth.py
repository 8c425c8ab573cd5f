"""At which depth an answer is wanted: in plain words, with numbers, as a formula, in code."""

from __future__ import annotations

from functools import cache

from asistente.assistant.routing import table
from asistente.language.detect import Language
from asistente.language.normalise import words

STRONG = ("plain", "numbers", "formula", "code", "mistakes", "try")
"""Roles that are asked for by name; `lead` and `how` are only leanings."""


@cache
def _cues(language: Language) -> tuple[tuple[str, str], ...]:
    return tuple((f" {cue} ", role) for role, cues in table(language, "depths").items() for cue in cues)


def asked(text: str, language: Language) -> str | None:
    """The role that a question asks for, `lead` for a definition; None where it does not say."""
    padded = f" {' '.join(words(text))} "
    found = [role for cue, role in _cues(language) if cue in padded]
    return next((role for role in STRONG if role in found), found[0] if found else None)
