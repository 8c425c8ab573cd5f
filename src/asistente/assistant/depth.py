"""At which depth an answer is wanted: in plain words, with numbers, as a formula, in code."""

from __future__ import annotations

from functools import cache

from asistente.assistant.routing import table
from asistente.language.detect import Language
from asistente.language.normalise import words

STRONG = ("plain", "numbers", "formula", "code", "mistakes", "try")
"""Roles that are asked for by name; `lead` and `how` are only leanings."""
COMPARE = "compare"
"""What a question wants that sets two things side by side."""
ASKING = frozenset(("why", "choice", "amount", "person", "moment", "event", COMPARE))
"""What a question and a heading may both be about: "how much data" is asked of "How much data is enough?"."""


@cache
def _cues(language: Language) -> tuple[tuple[str, frozenset[str]], ...]:
    """Each cue with what it says, the longest first."""
    said: dict[str, set[str]] = {}
    for name, cues in table(language, "depths").items():
        for cue in cues:
            said.setdefault(f" {cue} ", set()).add(name)
    return tuple((cue, frozenset(said[cue])) for cue in sorted(said, key=len, reverse=True))


@cache
def wanted(text: str, language: Language) -> frozenset[str]:
    """Everything that the form of a question, or of a heading, says: roles, `lead`, `claim`, `compare` …

    What a longer cue has taken says nothing more: "without formulas" asks for no formula.
    """
    padded = f" {' '.join(words(text))} "
    found: set[str] = set()
    for cue, said in _cues(language):
        if cue in padded:
            found |= said
            padded = padded.replace(cue, " | ")
    return frozenset(found)


def named(found: frozenset[str]) -> str | None:
    """The role that is asked for by name; None where there is none."""
    return next((role for role in STRONG if role in found), None)
