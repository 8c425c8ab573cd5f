"""From a question and its topic to an answer: the section that fits, cut to a few short paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from asistente.assistant.compare import Names, Side, bare, compares
from asistente.assistant.depth import COMPARE, wanted
from asistente.assistant.excerpt import excerpt
from asistente.assistant.reply import Suggestion
from asistente.assistant.sections import Asked, Sections
from asistente.assistant.suggest import Told, after_answer
from asistente.knowledge.library import Library
from asistente.knowledge.page import Page, Section
from asistente.knowledge.vectors import VectorStore
from asistente.language.detect import Language
from asistente.language.normalise import words
from asistente.language.texts import Texts

EACH = 320
"""Characters of each of two passages that stand side by side; the first paragraph is whole all the same."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said from a page."""

    text: str
    page: Page
    section: Section
    suggestions: tuple[Suggestion, ...]
    sections: tuple[Section, ...]
    """Every section that something is shown of."""


class Composer:
    """Answers from the pages of a library."""

    def __init__(self, library: Library, store: VectorStore) -> None:
        self.library = library
        self._sections = Sections(library, store)
        self._names = Names(library)

    def answer_to(self, asked: Asked, page: Page, told: Told) -> Answer:
        """What a page answers to a question; a question that compares two things may take from two pages."""
        chosen = self._sections.chosen(page, asked)
        sides = self._names.sides(asked.read, asked.language) if COMPARE in asked.wants else None
        if sides is None:
            return answer(self.library, page, chosen, told)
        for one, section in self._comparing(page, chosen, sides):
            return answer(self.library, one, section, told)
        return self._side_by_side(page, sides, told)

    def names_two(self, text: str, language: Language) -> bool:
        """Whether a text sets two things side by side that the pages tell of: "adam vs sgd"."""
        return self._names.sides(text, language) is not None

    def _comparing(self, page: Page, chosen: Section, sides: Sequence[Side]) -> list[tuple[Page, Section]]:
        """Sections that compare the two, the best first: by their headings, else the one that was chosen."""
        pages = {one.slug: one for one in (page, *(side.page for side in sides))}.values()
        found = [(one, sec) for one in pages for sec in one.sections if compares(sec, sides)]
        found.sort(key=lambda one: one[1] != chosen)
        compared = COMPARE in wanted(chosen.heading, page.language)
        if not found and compared:
            held = set(map(bare, words(f"{chosen.heading} {chosen.text}")))
            if all(side.words & held for side in sides):
                return [(page, chosen)]
        return found

    def _side_by_side(self, page: Page, sides: Sequence[Side], told: Told) -> Answer:
        """A short passage of each of the two, each under its name, which leads to where it stands."""
        sections = tuple(side.section for side in sides)
        shown = [f"**[{one.heading}]({link_to(one)})**\n\n{excerpt(one.text, EACH).text}" for one in sections]
        first = next((side for side in sides if side.page.slug == page.slug), sides[0])
        made = answer(self.library, first.page, first.section, told)
        return Answer("\n\n".join(shown), first.page, first.section, made.suggestions, sections)


def answer(library: Library, page: Page, section: Section, told: Told) -> Answer:
    """The section as an answer, with what may be asked next."""
    shown = excerpt(section.text)
    text = shown.text
    if not shown.whole:
        text += "\n\n" + Texts(page.language)("chat.more", title=section.heading, link=link_to(section))
    suggestions = after_answer(library, page, section, told, shown.whole)
    return Answer(text, page, section, suggestions, (section,))


def link_to(section: Section) -> str:
    """The section as the target of a link in a page: `learning-rate.md#too-big`."""
    return f"{section.slug}.md" + (f"#{section.anchor}" if section.anchor else "")
