"""The first words about the shipped pages. They need no page, so the first screen has them at once."""

from __future__ import annotations

from asistente.assistant.reply import Reply, Suggestion
from asistente.language.detect import Language
from asistente.language.texts import Texts

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
