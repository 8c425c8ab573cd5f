"""Looking at another part of the run, or at another moment of it."""

from __future__ import annotations

from typing import Any

import pytest

from asistente.assistant.assistant import Assistant
from asistente.assistant.conversation import Conversation
from asistente.assistant.run_view import RunView
from asistente.language.detect import Language
from asistente.training.config import RunConfig
from asistente.training.run import Run


@pytest.fixture(scope="module")
def run() -> RunView:
    run = Run(RunConfig.of("addition"))
    run.step(300)
    return RunView(run.config, run.snapshot(1), "running")


@pytest.mark.parametrize(
    ("text", "language", "intent", "arguments"),
    [
        ("show me the network", "en", "see", {"value": "network"}),
        ("can you show me the decision boundary please?", "en", "see", {"value": "knows"}),
        ("Show me the weights", "en", "see", {"value": "weights"}),
        ("muéstrame la red", "es", "see", {"value": "network"}),
        ("a ver lo que sabe", "es", "see", {"value": "knows"}),
        ("¿puedes mostrarme los pesos, por favor?", "es", "see", {"value": "weights"}),
        ("/see knows", "en", "see", {"value": "knows"}),
        ("/ver lo que sabe", "es", "see", {"value": "knows"}),
        ("/see", "en", "see", {}),
        ("go back to step 100", "en", "look_back", {"step": 100}),
        ("how did it look at step 1,240?", "en", "look_back", {"step": 1240}),
        ("vuelve al paso 20", "es", "look_back", {"step": 20}),
        ("¿cómo estaba en el paso 1 240?", "es", "look_back", {"step": 1240}),
        ("rewind", "en", "look_back", {"to": "first"}),
        ("rebobina", "es", "look_back", {"to": "first"}),
        ("play it again as a film", "en", "look_back", {"to": "film"}),
        ("ponlo como película", "es", "look_back", {"to": "film"}),
        ("back to the present", "en", "look_back", {"to": "now"}),
        ("vuelve al presente", "es", "look_back", {"to": "now"}),
        ("/back 50", "en", "look_back", {"step": 50}),
        ("/atras película", "es", "look_back", {"to": "film"}),
        ("/back now", "en", "look_back", {"to": "now"}),
    ],
)
def test_what_is_looked_at(
    by_words: Assistant, run: RunView, text: str, language: Language, intent: str, arguments: dict[str, Any]
) -> None:
    reply = by_words.reply(text, Conversation(language=language), run=run)
    assert (reply.kind, reply.intent, reply.arguments) == ("command", intent, arguments)
    assert reply.language == language
    assert reply.text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("show me the page on weights", "en"),
        ("what is the network?", "en"),
        ("do one more step", "en"),
        ("start again", "en"),
        ("qué es la red", "es"),
        ("da un paso", "es"),
        ("empieza de nuevo", "es"),
    ],
)
def test_what_is_no_such_order(by_words: Assistant, run: RunView, text: str, language: Language) -> None:
    assert by_words.reply(text, Conversation(language=language), run=run).intent not in ("see", "look_back")


def test_without_a_run_one_is_offered(by_words: Assistant) -> None:
    reply = by_words.reply("/see network")
    assert "train" in reply.text
    assert reply.suggestions[0].target == "demo:addition"
