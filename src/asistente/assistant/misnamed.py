"""Finds an optimizer, an activation or a beginning whose name missed by a letter: "the addam optimizer"."""

from __future__ import annotations

from collections.abc import Sequence

from asistente.assistant.numbers import Token
from asistente.assistant.vocabulary import near, phrases, word_set
from asistente.language.detect import LANGUAGES, Language
from asistente.language.wordlists import function_words
from asistente.training.parameters import ACTIVATIONS, INITS, OPTIMIZERS

_CHOICES = {"optimizer": OPTIMIZERS, "activation": ACTIVATIONS, "init": INITS}
REACH = 3
"""Words up to which the name may stand from what it is the name of."""


def misnamed(found: Sequence[Token], language: Language) -> dict[str, int]:
    """By parameter the place of the word that stands for a choice, and is none; empty for most turns.

    It is left as it was written: that there is no such choice is said, with the nearest.
    """
    places: dict[str, int] = {}
    for span in phrases(language, "kinds").find(found):
        before = range(span.start - 1, max(span.start - 1 - REACH, -1), -1)
        after = range(span.stop, min(span.stop + REACH, len(found)))
        for side in (before, after):
            at = _beside(found, side, language)
            if at is not None and _is_like(found[at].text, _CHOICES[span.name]):
                places.setdefault(span.name, at)
    return places


def _beside(found: Sequence[Token], side: range, language: Language) -> int | None:
    """The first word on one side that is no filler."""
    fillers = word_set(language, "fillers")
    return next((at for at in side if found[at].text not in fillers), None)


def _is_like(word: str, choices: Sequence[str]) -> bool:
    known = any(word in function_words(one) for one in LANGUAGES)
    return word.isalpha() and word not in choices and not known and any(near(word, one) for one in choices)
