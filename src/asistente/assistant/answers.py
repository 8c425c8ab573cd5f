"""Replies that speak from the pages: answers, follow-ups, refusals with what comes nearest."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from asistente.assistant import suggest
from asistente.assistant.compose import Answer, Composer, answer
from asistente.assistant.how import Looked
from asistente.assistant.opposites import opposite_of
from asistente.assistant.reply import Reply, Suggestion
from asistente.assistant.router import HOLDS, Route
from asistente.assistant.sections import Asked
from asistente.assistant.turn import Turn
from asistente.knowledge.library import Library
from asistente.knowledge.page import Page, Section
from asistente.knowledge.search import Passage
from asistente.language.detect import Language
from asistente.language.normalise import words

ALTERNATIVES = 3
OPPOSITE = "opposite"
"""The follow-up that asks for the opposite of what was said."""
LONGEST_AGAIN = 120
"""Characters of a question that a chip asks again."""
UNSURE = 0.3
"""Probability of the second topic above which it is offered beside the answer."""


def on_topic(slug: str, turn: Turn, looked: Looked, composer: Composer) -> Reply | None:
    """The answer of a topic to the turn; None where there is no such page."""
    library, route = composer.library, looked.route
    page = library.page(slug, turn.language)
    if page is None:
        return None
    asked = Asked(turn.question, looked.read, turn.language, looked.vector)
    said = (turn.question, *(one.question for one in turn.conversation.turns))
    told = replace(turn.conversation.told(), asked=frozenset(tuple(words(one)) for one in said))
    made = composer.answer_to(asked, page, told)
    slug = made.page.slug
    others = [one for one in route.topics if one.label.name != slug]
    if others and others[0].probability > UNSURE:
        other = suggest.topics(library, [others[0].label.name], turn.language)
        made = replace(made, suggestions=suggest.unique((*other, *made.suggestions))[: suggest.MOST])
    reply = as_reply(made, turn, route.confidence)
    return replace(reply, alternatives=tuple(one.label.name for one in others[:ALTERNATIVES]))


def between(turn: Turn, route: Route, library: Library) -> Reply | None:
    """The question which of the two best topics was meant; None where they are not both to be had.

    The likelier one counts as the reply's topic: it comes first, and what follows is about it.
    """
    slugs = [one.label.name for one in route.topics[:ALTERNATIVES]]
    pages = [page for slug in slugs[:2] if (page := library.page(slug, turn.language)) is not None]
    if len(pages) < 2:
        return None
    titles = [page.title for page in pages]
    chips = (
        *(_asked_of(page, turn) for page in pages),
        Suggestion(turn.texts("chat.unsure.neither"), turn.texts("chat.unsure.topics")),
    )
    text = turn.texts("chat.unsure.which", first=titles[0], second=titles[1])
    reply = turn.made(text, "answer", "ask", chips, route.topics[0].probability)
    return replace(reply, topic=pages[0].slug, alternatives=tuple(slugs[1:]))


def _asked_of(page: Page, turn: Turn) -> Suggestion:
    """The turn's question once more, said to be about a page; a long one only names the page."""
    if len(turn.question) > LONGEST_AGAIN:
        return replace(suggest.question_on(page, turn.language), label=page.title)
    return Suggestion(page.title, f"{page.title.strip('¿?')}: {turn.question}")


def in_own_language(slug: str, turn: Turn, passages: Sequence[Passage], library: Library) -> str:
    """A topic in the language of the question in place of one in another, where it holds the words."""
    page = library.page(slug, turn.language)
    if page is None or page.language == turn.language:
        return slug
    own = [one for one in passages if one.section.language == turn.language and one.word_score >= HOLDS]
    return max(own, key=lambda one: one.word_score).section.slug if own else slug


def as_reply(made: Answer, turn: Turn, score: float) -> Reply:
    """An answer as the reply to a turn."""
    return replace(
        turn.made(made.text, "answer", "ask", made.suggestions, score),
        topic=made.page.slug,
        heading=made.section.heading,
        source=made.section.source,
    )


def refusal(turn: Turn, route: Route, library: Library, own: bool) -> Reply:
    """A short, kind refusal that offers the nearest topics. `own`: the pages are somebody's own."""
    near = [one.label.name for one in route.topics]
    suggestions = suggest.topics(library, near, turn.language)
    if suggestions:
        text = turn.texts("chat.refuse.own" if own else "chat.refuse.off_topic")
    else:
        text = turn.texts("chat.refuse.bare")
    reply = turn.refused(text, suggestions, route.confidence)
    return replace(reply, alternatives=tuple(near[:ALTERNATIVES]))


def follow_up(name: str, turn: Turn, score: float, library: Library) -> Reply | None:
    """The section of the topic before that a follow-up asks for; None where there was no topic."""
    before = turn.conversation.last_answer
    page = library.page(before.topic or "", turn.language) if before else None
    if page is None or before is None:
        return None
    told = turn.conversation.told()
    section = following(page, name, before.source or "", told.shown)
    if name == OPPOSITE:
        page, section = opposite_of(before, turn.language, library) or (page, section)
    return as_reply(answer(library, page, section, told), turn, score)


def said_before(
    slug: str, turn: Turn, route: Route, passages: Sequence[Passage], library: Library
) -> Reply | None:
    """What was said of a topic, once more: of the sections shown the nearest. None where nothing was said."""
    told = [one.source for one in turn.conversation.turns if one.topic == slug and one.source is not None]
    page = library.page(slug, turn.language)
    if not told or page is None:
        return None
    shown = {_section(page, source).source: source for source in told}
    nearest = next((one.section.source for one in passages if one.section.source in shown), told[-1])
    section = _section(page, nearest)
    return as_reply(answer(library, page, section, turn.conversation.told()), turn, route.confidence)


def _section(page: Page, source: str | None) -> Section:
    """The section of a page that a source names; the first where it has none such."""
    return page.section((source or "").partition("#")[2]) or page.sections[0]


def again_in(language: Language, turn: Turn, library: Library) -> Reply | None:
    """The last answer once more, in another language; None where there was none from a page."""
    before = turn.conversation.last_answer
    page = library.page(before.topic or "", language) if before and before.source else None
    if page is None or before is None:
        return None
    section = _section(page, before.source)
    made = answer(library, page, section, turn.conversation.told())
    return as_reply(made, replace(turn, language=language), 1.0)


_ROLES = {
    "simpler": ("plain", "", "numbers"),
    "example": ("numbers", "examples"),
    "formula": ("formula", "numbers"),
    "code": ("code", "formula"),
    "why": ("how", "plain"),
    "mistakes": ("mistakes",),
}
"""Where each follow-up looks, in order; the empty anchor is the first paragraph."""
_LAST = ("code", "try", "quiz", "mistakes")
"""Sections that "tell me more" comes to last, or never."""


def following(page: Page, name: str, source: str, shown: Collection[str]) -> Section:
    """The section that a follow-up asks for; what was shown already is not shown again."""
    if name == "repeat":
        return _section(page, source)
    for role in _ROLES.get(name, ()):
        section = page.section(role) if role else page.sections[0]
        if section is not None and section.source not in shown:
            return section
    rest = [one for one in page.sections if one.source not in shown and one.anchor != "quiz"]
    last = (*_LAST, "formula") if name == "simpler" else _LAST
    return min(rest, key=lambda one: one.anchor in last, default=page.sections[0])
