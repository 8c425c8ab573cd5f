"""The opposite of what was just explained: too small after too big, underfitting after overfitting."""

from __future__ import annotations

from functools import cache

from asistente.assistant.reply import Reply
from asistente.assistant.routing import table
from asistente.knowledge.library import Library
from asistente.knowledge.page import Page, Section
from asistente.language.detect import Language
from asistente.language.normalise import words

FILE = "opposites"


def asks_opposite(text: str, language: Language) -> bool:
    """Whether a turn asks for the opposite of what was said, and for nothing else."""
    asks = table(language, FILE)["asks"]
    known = {word for cue in (*asks, *table(language, FILE)["around"]) for word in cue.split()}
    found = words(text)
    return _has(found, tuple(asks)) and all(word in known for word in found)


def opposite_of(before: Reply, language: Language, library: Library) -> tuple[Page, Section] | None:
    """The section that tells the opposite of what a reply told, on its page or else on a page of that name.

    What it told says the heading of its section, else its question, else the title of its page. None where
    no heading tells the opposite.
    """
    page = library.page(before.topic or "", language)
    if page is None:
        return None
    language = page.language
    now = page.section((before.source or "").partition("#")[2]) or page.sections[0]
    for told in (now.heading if now.anchor else "", before.question, page.title):
        wanted = _opposites(words(told), language)
        telling = [one for one in page.sections if one is not now and _has(words(one.heading), wanted)]
        if telling:  # a longer heading or title may name both, or be about something else too
            return page, min(telling, key=lambda one: len(one.heading))
        for other in library.pages(language) if wanted else ():
            if other.slug != page.slug and _has(words(other.title), wanted):
                return other, other.sections[0]
    called = tuple(table(language, FILE)["headings"])
    named = [one for one in page.sections if one is not now and _has(words(one.heading), called)]
    return (page, named[0]) if named else None


def _opposites(found: list[str], language: Language) -> tuple[str, ...]:
    """The opposites of the words of a text; of a pair that it names both of, neither."""
    wanted: list[str] = []
    for left, right in _pairs(language):
        says = _has(found, left), _has(found, right)
        if says == (True, False):
            wanted += right
        elif says == (False, True):
            wanted += left
    return tuple(wanted)


def _has(found: list[str], phrases: tuple[str, ...]) -> bool:
    padded = f" {' '.join(found)} "
    return any(f" {phrase} " in padded for phrase in phrases)


@cache
def _pairs(language: Language) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    return tuple((tuple(left), tuple(right)) for left, right in table(language, FILE)["pairs"])
