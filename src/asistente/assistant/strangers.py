"""What a turn wants to have trained that nobody here knows: "train juggling", "entrena malabares"."""

from __future__ import annotations

from functools import cache

from asistente.assistant.routing import FOLDER, LANGUAGES, lines, table
from asistente.assistant.vocabulary import near
from asistente.language.normalise import words
from asistente.language.wordlists import function_words

FILE = "absent"
SHORTEST = 4
"""Shorter words are too like others to be told for unknown."""


def stranger(text: str) -> str | None:
    """The word that a turn wants to have trained, where no way to ask for a run has it; else None.

    Only what follows the verb is looked at: whatever else is said may be said in any words.
    """
    found = words(text)
    verbs = {verb for one in LANGUAGES for verb in table(one, FILE)["verbs"]["words"]}
    at = next((at for at, word in enumerate(found) if word in verbs), None)
    if at is None:
        return None
    known = _known()
    small = frozenset().union(*map(function_words, LANGUAGES))
    thing = next((word for word in found[at + 1 :] if word not in small), None)
    if thing is None or len(thing) < SHORTEST or not thing.isalpha() or thing in known:
        return None
    return None if any(near(thing, word) for word in known if len(word) >= SHORTEST) else thing


@cache
def _known() -> frozenset[str]:
    """The words with which runs are asked for, in both languages."""
    said: set[str] = set()
    for one in LANGUAGES:
        for line in lines(FOLDER / one / "intents" / "train.txt"):
            said.update(words(line))
        for section in table(one, "parameters").values():
            for listed in section.values():
                said.update(word for phrase in listed for word in words(phrase))
    return frozenset(said)
