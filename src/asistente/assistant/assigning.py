"""Turns that say nothing but the values of a run: "use the adam optimizer", "batch size of -4".

What begins with a verb is an order. Without one it may also ask for a page, and is weighed like any other
turn; but values with which no run can be are said to be so, and no page is opened for them.
"""

from __future__ import annotations

from asistente.assistant.actions import config_of
from asistente.assistant.cues import wonders
from asistente.assistant.numbers import tokens
from asistente.assistant.parameters import CHOICES, assignments, read
from asistente.assistant.turn import Turn
from asistente.assistant.vocabulary import corrected, phrases, word_set
from asistente.language.detect import Language
from asistente.language.normalise import words
from asistente.training.parameters import ConfigError

_SECTIONS = ("before", "after", "layers", *CHOICES, "kinds")
_SIGNS = frozenset(".,;:!¡()=_-−+/x")


def assigns(turn: Turn) -> bool:
    """Whether a turn orders a run, by its values alone."""
    text, language = turn.question, turn.language
    if "?" in text or wonders(text, language):
        return False
    said = read(text, language)
    if not said.given or said.unread or not _nothing_else(text, language, said.given):
        return False
    first = next(iter(words(text)), "")
    if first in word_set(language, "assigning", "verbs") and set(said.given) != {"steps"}:
        return True  # "run one iteration" may go on with the run that there is
    try:
        config_of(said.given, turn.run.config if turn.run is not None else None)
    except ConfigError:
        return True
    return False


def _nothing_else(text: str, language: Language, given: dict[str, object]) -> bool:
    """Whether every word belongs to a value, or is one that may stand around it."""
    rest = assignments(text)[1]
    found = corrected(tokens(rest, language), language)
    known = {word for section in _SECTIONS for word in phrases(language, section).words}
    known |= word_set(language, "fillers") | word_set(language, "layers", "joins")
    known |= word_set(language, "assigning", "verbs") | word_set(language, "assigning", "around")
    values = {value for value in given.values() if isinstance(value, str)}
    return all(
        token.value is not None or token.text in known or token.text in _SIGNS or token.text in values
        for token in found
    )
