"""From the passages of a topic to an answer: the section that fits, cut to a few short paragraphs."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from asistente.assistant.depth import STRONG
from asistente.assistant.excerpt import Excerpt, excerpt
from asistente.assistant.reply import Suggestion
from asistente.assistant.suggest import Told, after_answer
from asistente.knowledge.library import Library
from asistente.knowledge.page import Page, Section
from asistente.knowledge.search import Passage
from asistente.knowledge.words import analyzer
from asistente.language.detect import Language
from asistente.language.normalise import words
from asistente.language.texts import Texts
from asistente.language.wordlists import function_words

LEAD_BONUS: Mapping[str | None, float] = MappingProxyType(
    {None: 0.08, "lead": 0.1, "why": -0.05, "how": -0.05}
)
"""The first paragraph stands alone, but it is no reason and no method."""
TITLE_BONUS = 0.25
"""More for it where a definition is asked of what the page is about."""
LEANING_BONUS = 0.1
HEADING_BONUS = 0.6
"""For a section whose heading the question says: "how much oil" is asked of "## How much oil"."""
_PENALTY = {"code": 0.35, "formula": 0.25, "numbers": 0.2, "try": 0.5, "mistakes": 0.15, "quiz": 9.0}
"""Sections that are meant for those who ask for them; a quiz answers nobody."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said from a page."""

    text: str
    page: Page
    section: Section
    suggestions: tuple[Suggestion, ...]


def choose(page: Page, passages: Sequence[Passage], role: str | None, question: str) -> Section:
    """The section of a page that answers at the depth asked."""
    if role in STRONG:
        section = page.section(role)
        if section is not None:
            return section
    scores: dict[str, float] = {}
    for passage in passages:
        entry = passage.section.points_to
        slug, anchor = entry or (passage.section.slug, passage.section.anchor)
        if slug == page.slug and (anchor or not entry):
            scores[anchor] = max(scores.get(anchor, 0.0), passage.score)
    named = _names(question, page.title)
    # Search knows words alone; "what does ✓ mean" is asked of the section that has the sign.
    signs = {sign for sign in question if ord(sign) > 127 and unicodedata.category(sign) in ("So", "Sm")}

    def worth(section: Section) -> float:
        score = scores.get(section.anchor, 0.0) - _PENALTY.get(section.anchor, 0.0)
        if not section.anchor:
            score += LEAD_BONUS.get(role, 0.0) + (TITLE_BONUS if role == "lead" and named else 0.0)
        elif section.anchor == role:
            score += LEANING_BONUS
        if section.anchor and section.role is None and _says_heading(question, section, page):
            score += HEADING_BONUS
        if signs and all(sign in section.text for sign in signs):
            score += HEADING_BONUS
        return score

    usable = [section for section in page.sections if excerpt(section.text).text]
    return max(usable or page.sections, key=worth)


def _names(question: str, title: str) -> bool:
    """Whether a question says what a page is about: half of the title's longer words, endings aside."""
    said = {word[:5] for word in words(question)}
    wanted = {word[:5] for word in words(title) if len(word) > 3}
    return bool(wanted) and len(said & wanted) * 2 > len(wanted)


def _says_heading(question: str, section: Section, page: Page) -> bool:
    """Whether a question holds every word of a heading but those of the page's title, endings aside."""
    wanted = _stems(section.heading, page.language) - _stems(page.title, page.language)
    return bool(wanted) and wanted <= _stems(question, page.language)


def _stems(text: str, language: Language) -> set[str]:
    common = function_words(language)
    return {stem for word in words(text) if word not in common for stem in analyzer(language).analyze(word)}


def answer(library: Library, page: Page, section: Section, told: Told) -> Answer:
    """The section as an answer, with what may be asked next."""
    shown: Excerpt = excerpt(section.text)
    text = shown.text
    if not shown.whole:
        link = f"{page.slug}.md" + (f"#{section.anchor}" if section.anchor else "")
        text += "\n\n" + Texts(page.language)("chat.more", title=section.heading, link=link)
    return Answer(text, page, section, after_answer(library, page, section, told, shown.whole))
