from __future__ import annotations

import pytest

from asistente.assistant.answers import between
from asistente.assistant.assistant import Assistant
from asistente.assistant.conversation import Conversation
from asistente.assistant.evidence import Candidate
from asistente.assistant.examples import Label
from asistente.assistant.router import Route, fitted, torn
from asistente.assistant.turn import Turn
from asistente.language.detect import Language


def topics(*chances: float) -> tuple[Candidate, ...]:
    slugs = ("learning-rate", "optimizers", "overfitting")
    return tuple(
        Candidate(Label("topic", slug), chance) for slug, chance in zip(slugs, chances, strict=False)
    )


@pytest.mark.parametrize(
    ("chances", "expected"),
    [
        ((0.35, 0.30, 0.1), True),
        ((0.35, 0.10, 0.1), False),  # the second is far behind
        ((0.55, 0.45, 0.0), False),  # the first is likely enough
        ((0.35,), False),
    ],
)
def test_two_close_topics_of_which_none_is_likely(chances: tuple[float, ...], expected: bool) -> None:
    assert torn(topics(*chances), 0.4) == expected


def test_it_is_fitted_for_every_mode() -> None:
    assert all(0 <= weights["ask"] < 0.5 for weights in fitted().values())


@pytest.mark.parametrize(
    ("language", "question", "parts"),
    [
        ("en", "how fast", ("“Learning rate”", "“Optimizers”", "Which do you mean?")),
        ("es", "qué tan rápido", ("«Tasa de aprendizaje»", "«Optimizadores»", "¿Cuál de los dos?")),
    ],
)
def test_it_asks_in_one_line_with_both_as_choices(
    assistant: Assistant, language: Language, question: str, parts: tuple[str, ...]
) -> None:
    found = topics(0.35, 0.30, 0.1)
    route = Route(found[0].label, 0.9, found, found, torn=True)
    reply = between(Turn(question, language, Conversation(), None), route, assistant.library)
    assert reply is not None
    assert (reply.kind, reply.intent, reply.topic, reply.source) == ("answer", "ask", "learning-rate", None)
    assert reply.score == 0.35
    assert reply.alternatives == ("optimizers", "overfitting")
    assert all(part in reply.text for part in parts)
    assert "\n" not in reply.text
    replies = [assistant.reply(one.target, Conversation(language=language)) for one in reply.suggestions]
    assert [one.topic for one in replies] == ["learning-rate", "optimizers", None]
    assert replies[2].intent == "topics"


@pytest.mark.parametrize(
    ("turn", "language", "topic", "intent"),
    [
        ("the second one", "en", "optimizers", "ask"),
        ("neither", "en", None, "topics"),
        ("la primera", "es", "learning-rate", "ask"),
        ("ninguno de los dos", "es", None, "topics"),
    ],
)
def test_the_choice_can_be_named(
    assistant: Assistant, turn: str, language: Language, topic: str | None, intent: str
) -> None:
    found = topics(0.35, 0.30, 0.1)
    route = Route(found[0].label, 0.9, found, found, torn=True)
    conversation = Conversation()
    asks = between(Turn("how fast", language, conversation, None), route, assistant.library)
    assert asks is not None
    conversation.add(asks)
    reply = assistant.reply(turn, conversation)
    assert (reply.question, reply.topic, reply.intent) == (turn, topic, intent)
