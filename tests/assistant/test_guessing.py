"""The game of guessing a run before it starts."""

from __future__ import annotations

from typing import Any

import pytest

from asistente.assistant.assistant import Assistant
from asistente.assistant.conversation import Conversation
from asistente.assistant.guessing import Guess, guess_of, scored
from asistente.assistant.run_view import RunView
from asistente.language.detect import Language
from asistente.language.texts import Texts
from asistente.training.config import RunConfig
from asistente.training.events import Reason
from asistente.training.run import Run


@pytest.mark.parametrize(
    ("text", "language", "arguments"),
    [
        ("let me guess first", "en", {}),
        ("I want to predict how xor goes", "en", {"demo": "xor"}),
        ("let me guess, learning rate 5", "en", {"learning_rate": 5}),
        ("guess xor", "en", {"demo": "xor"}),
        ("adivina el seno", "es", {"demo": "sine"}),
        ("quiero adivinar", "es", {}),
        ("déjame adivinar primero el seno con tasa 1", "es", {"demo": "sine", "learning_rate": 1}),
        ("/guess xor hidden=none", "en", {"demo": "xor", "hidden": []}),
        ("/adivina", "es", {}),
    ],
)
def test_the_game_begins_in_words(
    by_words: Assistant, text: str, language: Language, arguments: dict[str, Any]
) -> None:
    reply = by_words.reply(text, Conversation(language=language))
    assert (reply.kind, reply.intent, reply.arguments) == ("command", "guess", arguments)
    assert len(reply.suggestions) == 5
    for chip in reply.suggestions:
        chosen = by_words.reply(chip.target, Conversation(language=language))
        assert guess_of(chosen.arguments) is not None
        assert chosen.kind == "command"


@pytest.mark.parametrize(
    "text", ["how does it predict the next letter", "what is prediction", "¿qué es predecir?"]
)
def test_a_question_is_no_game(by_words: Assistant, text: str) -> None:
    assert by_words.reply(text).intent != "guess"


@pytest.mark.parametrize(
    ("said", "language", "guess"),
    [
        ("it will diverge", "en", Guess("diverged")),
        ("it goes off the rails", "en", Guess("diverged")),
        ("it won't learn", "en", Guess("max_steps")),
        ("never", "en", Guess("max_steps")),
        ("it learns in about 3,000 steps", "en", Guess("learnt", 3000)),
        ("2000", "en", Guess("learnt", 2000)),
        ("aprende en unos 3000 pasos", "es", Guess("learnt", 3000)),
        ("no aprende", "es", Guess("max_steps")),
        ("diverge", "es", Guess("diverged")),
    ],
)
def test_the_guess_is_made_in_words(by_words: Assistant, said: str, language: Language, guess: Guess) -> None:
    conversation = Conversation(language=language)
    by_words.reply("/guess addition learning_rate=5" if language == "en" else "/adivina suma", conversation)
    reply = by_words.reply(said, conversation)
    assert guess_of(reply.arguments) == guess
    assert reply.arguments["demo"] == "addition"


def test_anything_else_goes_on_as_ever(by_words: Assistant) -> None:
    conversation = Conversation()
    by_words.reply("let me guess first", conversation)
    assert by_words.reply("what is overfitting?", conversation).topic == "overfitting"
    assert by_words.reply("7 + 5", conversation).intent == "predict"


def test_a_run_that_cannot_be_is_said_so(by_words: Assistant) -> None:
    assert by_words.reply("/guess addition learning_rate=-1").kind == "refusal"


def ended(**given: object) -> tuple[RunView, Reason]:
    run = Run(RunConfig.of("addition", **given))
    run.step(60_000)
    snapshot = run.snapshot(1)
    assert run.finished is not None
    return RunView(run.config, snapshot, "finished", run.finished, history=snapshot.history), run.finished


@pytest.mark.parametrize(
    ("guess", "given", "points"),
    [
        (Guess("learnt", 20_000), {}, "all 3 points"),
        (Guess("learnt", 8_000), {}, "2 of 3"),
        (Guess("learnt", 500), {}, "1 of 3"),
        (Guess("learnt"), {}, "2 of 3"),
        (Guess("diverged"), {}, "0 of 3"),
        (Guess("diverged"), {"learning_rate": 5}, "all 3 points"),
        (Guess("learnt", 100), {"learning_rate": 5}, "0 of 3"),
        (Guess("max_steps"), {"steps": 100}, "all 3 points"),
    ],
)
def test_the_score_and_its_reason(guess: Guess, given: dict[str, object], points: str) -> None:
    run, reason = ended(**given)
    text = scored(guess, reason, run.snapshot.step, run, Texts("en"))
    assert points in text
    assert Texts("en").number(run.snapshot.step) in text
    assert scored(guess, reason, run.snapshot.step, run, Texts("es"))


def test_a_run_that_was_stopped_has_no_score() -> None:
    run, _ = ended()
    assert "no score" in scored(Guess("learnt"), "stopped", 5, run, Texts("en"))


def test_it_is_offered_once_and_never_in_the_way(by_words: Assistant) -> None:
    conversation = Conversation()
    first = by_words.reply("train xor with rate 0.3", conversation)
    assert first.suggestions[-1].target == "/guess xor learning_rate=0.3"
    assert by_words.reply("train", conversation).suggestions == ()
