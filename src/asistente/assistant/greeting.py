"""The first words about the shipped pages. They need no page, so the first screen has them at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from asistente.assistant.reply import Reply, Suggestion
from asistente.language.detect import Language
from asistente.language.texts import Texts

if TYPE_CHECKING:
    from asistente.knowledge.library import Library

STARTS = ("what-is-a-neural-network", "what-is-training", "puppy-analogy")


def greeting(language: Language) -> Reply:
    """Who speaks, and four ways to begin."""
    texts = Texts(language)
    questions = [texts(f"chat.greeting.ask.{slug}") for slug in STARTS]
    return Reply(
        question="",
        language=language,
        kind="smalltalk",
        intent="smalltalk",
        text=texts("chat.greeting.text"),
        suggestions=(
            *(Suggestion(question, question) for question in questions),
            Suggestion(texts("chat.greeting.demo"), "demo:addition"),
        ),
    )


def greeting_on(library: Library, language: Language) -> Reply:
    """The same on somebody's own pages: with questions that these answer."""
    from asistente.assistant.suggest import question_on  # with pages; the first screen has none

    first = greeting(language)
    asked = (question_on(page, language) for page in library.pages(language)[:3])
    return replace(
        first, text=Texts(language)("chat.greeting.own"), suggestions=(*asked, first.suggestions[-1])
    )
