"""What may be asked next: questions of neighbouring pages, the page's demo, the rest of a section."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from asistente.assistant.reply import Suggestion
from asistente.knowledge.library import Library
from asistente.knowledge.markdown import links, plain
from asistente.knowledge.page import Page, Section
from asistente.language.detect import Language
from asistente.language.normalise import words
from asistente.language.texts import Texts

MOST = 3
WRITTEN = 12
"""Questions of a page that are shown to people: those of the front matter stand first."""
_ASKS: dict[Language, frozenset[str]] = {
    "en": frozenset(
        ("what", "how", "why", "who", "when", "where", "which", "is", "are", "does", "do", "can")
    ),
    "es": frozenset(("que", "como", "por", "quien", "cuando", "donde", "cual", "cuanto", "cuantos", "para")),
}


@dataclass(frozen=True, slots=True)
class Told:
    """What a conversation has been through."""

    read: frozenset[str] = frozenset()
    """Topics that were answered from."""
    shown: frozenset[str] = frozenset()
    """Sources that were shown."""
    offered: frozenset[str] = frozenset()
    """Targets that were suggested of late."""
    asked: frozenset[tuple[str, ...]] = frozenset()
    """The words of the questions so far, that of this turn too: none of them is offered."""


def after_answer(
    library: Library, page: Page, section: Section, told: Told, shown_whole: bool
) -> tuple[Suggestion, ...]:
    """Two or three things to do after an answer: read on, run the demo, ask the next question."""
    texts = Texts(page.language)
    found: list[Suggestion] = []
    if not shown_whole:
        found.append(Suggestion(texts("chat.read_on", title=section.heading), target_of(section)))
    demo = demo_of(page, section)
    if demo and demo.target not in told.offered:
        found.append(Suggestion(texts("chat.suggest.run", label=demo.label), demo.target))
    deeper = _deeper(page, section, told, texts)
    if deeper:
        found.append(deeper)
    found += [
        question_on(one, page.language, told.offered, told.asked)
        for one in _neighbours(library, page, told.read)
    ]
    new = [one for one in unique(found) if tuple(words(one.target)) not in told.asked]
    fresh = sorted(new, key=lambda one: one.target in told.offered)
    return tuple(fresh[:MOST])


def _deeper(page: Page, section: Section, told: Told, texts: Texts) -> Suggestion | None:
    """The same in plain words, or with numbers, whichever comes next; asked so that it stands alone."""
    for role in ("plain", "numbers"):
        other = page.section(role)
        if other is not None and other != section and other.source not in told.shown:
            label = texts(f"chat.suggest.{role}")
            return Suggestion(label, f"{page.title.rstrip('?')}: {label.lower()}".lstrip("¿"))
    return None


def demo_of(page: Page, section: Section | None = None) -> Suggestion | None:
    """The first demo link of a section, else of the page's `{#try}`; None where there is none."""
    for place in (section, page.section("try")):
        if place is None:
            continue
        for link in links(place.text.split("\n")):
            if link.target.startswith("demo:"):
                return Suggestion(plain(link.text), link.target)
    return None


def _neighbours(library: Library, page: Page, read: Collection[str]) -> list[Page]:
    """The pages to go on to: related ones, what builds on this one, the next in order; unread ones first."""
    everything = library.pages(page.language)
    at = next((place for place, one in enumerate(everything) if one.slug == page.slug), 0)
    slugs = [
        *page.related,
        *(one.slug for one in library.building_on(page.slug, page.language)),
        *(one.slug for one in everything[at + 1 : at + 2]),
        *page.prerequisites,
    ]
    pages = [library.page(slug, page.language) for slug in dict.fromkeys(slugs) if slug != page.slug]
    there = [one for one in pages if one is not None]
    return sorted(there, key=lambda one: one.slug in read)


def question_on(
    page: Page,
    language: Language,
    offered: Collection[str] = (),
    asked: Collection[tuple[str, ...]] = (),
) -> Suggestion:
    """A question that the page answers, a new one each time; its title where none can be shown."""
    fitting = [
        question
        for question in page.questions[:WRITTEN]
        if 12 <= len(question) <= 60 and words(question)[:1] and words(question)[0] in _ASKS[language]
    ]
    new = (one for one in fitting if one not in offered and tuple(words(one)) not in asked)
    question = next(new, page.title)
    if question not in fitting:
        return Suggestion(page.title, f"topic:{page.slug}")
    return Suggestion(as_question(question, language), question)


def as_question(question: str, language: Language) -> str:
    """A question with its capital and its marks: `qué es una red` is shown as `¿Qué es una red?`."""
    text = question.strip().strip("¿?").strip()
    text = text[:1].upper() + text[1:]
    return f"¿{text}?" if language == "es" else f"{text}?"


def topics(library: Library, slugs: Iterable[str], language: Language) -> tuple[Suggestion, ...]:
    """Topics to choose from, by their titles."""
    pages = [library.page(slug, language) for slug in slugs]
    return unique(
        replace(question_on(page, language), label=page.title) for page in pages if page is not None
    )[:MOST]


def target_of(section: Section) -> str:
    """`topic:slug#anchor`."""
    return f"topic:{section.slug}" + (f"#{section.anchor}" if section.anchor else "")


def unique(found: Iterable[Suggestion]) -> tuple[Suggestion, ...]:
    """The suggestions without those that lead where an earlier one leads."""
    return tuple({re.sub(r"\W+", " ", one.target): one for one in reversed(list(found))}.values())[::-1]
