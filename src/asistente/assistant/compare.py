"""Finds the two things that a question sets side by side: "adam vs sgd", "is loss the same as accuracy?"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from asistente.assistant.routing import table
from asistente.knowledge.library import Library
from asistente.knowledge.page import Page, Section
from asistente.language.detect import LANGUAGES, Language
from asistente.language.normalise import words

FILE = "compare"
SHORT = 5
"""Letters below which "bias" and "loss" are no plurals."""
FAR = 5
"""Words that may stand between the two."""
_PARTS = re.compile(r"[():,;/]| - ")
_OTHER_NAME = re.compile(r"\A\*\*[^*]+\*\*\s*\(\*([^*]+)\*\)")
"""An entry of a list of terms begins with its name in the other language."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two things, and where it is told of."""

    words: frozenset[str]
    """The words of its name."""
    page: Page
    section: Section


class Names:
    """What the sections of a library are called: titles, headings, entries of lists of terms."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def sides(self, text: str, language: Language) -> tuple[Side, Side] | None:
        """The two things that a question compares, as it names them; None where it compares no two."""
        said = words(text)
        found = list(self._found(said, language))
        if len(found) != 2:
            return None
        (first, _, stop), (second, start, _) = found
        between = said[stop:start]
        cues = table(language, FILE)
        if len(between) > FAR or first.section == second.section:
            return None
        padded, whole = f" {' '.join(between)} ", f" {' '.join(said)} "
        joined = any(f" {cue} " in padded for cue in cues["joins"])
        asked = any(f" {cue} " in whole for cue in cues["asks"])
        linked = any(f" {cue} " in padded for cue in cues["links"])
        return (first, second) if joined or (asked and linked) else None

    def _found(self, said: Sequence[str], language: Language) -> Iterator[tuple[Side, int, int]]:
        """The names that a text holds, the longest first at each place, with where they begin and end."""
        known = self._known[language]
        spoken = [bare(word) for word in said]
        longest = max(map(len, known), default=0)
        at = 0
        while at < len(spoken):
            for size in range(min(longest, len(spoken) - at), 0, -1):
                side = known.get(tuple(spoken[at : at + size]))
                if side is not None:
                    yield side, at, at + size
                    at += size
                    break
            else:
                at += 1

    @cached_property
    def _known(self) -> dict[Language, dict[tuple[str, ...], Side]]:
        return {language: self._names(language) for language in LANGUAGES}

    def _names(self, language: Language) -> dict[tuple[str, ...], Side]:
        """Each name as words. A list of terms knows best where one is told of, then titles, then headings."""
        known: dict[tuple[str, ...], Side] = {}
        ranked: list[tuple[int, str, Page, Section]] = []
        for page in self._library.pages(language):
            for section in page.sections:
                to = section.points_to
                if to is None:
                    if section.role is None:
                        ranked.append((2 if section.anchor else 1, section.heading, page, section))
                    continue
                target = self._library.page(to[0], language)
                told = target.section(to[1]) if target is not None else None
                if target is None or told is None:
                    continue
                ranked.append((0, section.heading, target, told))
                if other := _OTHER_NAME.match(section.text):
                    ranked.append((3, other[1], target, told))
        for _, name, page, section in sorted(ranked, key=lambda one: one[0]):
            for part in (name, *_PARTS.split(name)):
                key = tuple(bare(word) for word in words(part))
                if key and key not in known:
                    known[key] = Side(frozenset(key), page, section)
        return known


def compares(section: Section, sides: Sequence[Side]) -> bool:
    """Whether the heading of a section names both (of the text before the first heading, the title does)."""
    said = {bare(word) for word in words(section.heading)}
    return all(side.words <= said for side in sides)


def bare(word: str) -> str:
    """A folded word without its plural. A stem would go too far: "normal" is no normalization."""
    if word.endswith(("ones", "ores", "ases", "sses")):
        return word.removesuffix("es")
    return word if word.endswith(("ss", "us", "as", "is")) and len(word) < SHORT else word.removesuffix("s")
