from __future__ import annotations

import json
import re
from typing import get_args

import pytest

from asistente.assistant.assistant import Assistant
from asistente.assistant.commands import completions, help_lines
from asistente.assistant.conversation import Conversation
from asistente.assistant.examples import Kind, examples
from asistente.assistant.routing import LANGUAGES
from asistente.assistant.why import asks_why
from asistente.knowledge.library import Library
from asistente.language.detect import Language
from asistente.language.texts import Texts
from asistente.storage.folders import content_folder


def why(assistant: Assistant, *turns: str, ask: str = "/why") -> str:
    conversation = Conversation()
    for turn in turns:
        assistant.reply(turn, conversation)
    reply = assistant.reply(ask, conversation)
    assert (reply.kind, reply.intent, reply.topic, reply.arguments) == ("command", "why", None, {})
    return reply.text


def test_an_answer_is_explained_whole(assistant: Assistant) -> None:
    text = why(assistant, "whats overfiting")
    assert "“whats overfiting”" in text
    assert "**Language:** English, by its words." in text
    assert "“overfiting” as “overfitting”" in text
    assert "a question on “Overfitting”; sure" in text
    assert "en/overfitting.md" in text
    assert re.search(r"^- Overfitting: [01]\.\d\d\s·\s0\.\d\d$", text, re.MULTILINE)
    assert text.count("” (Overfitting): ") >= 2  # of three; the third may be about the run


def test_without_the_model_only_words_are_told(by_words: Assistant) -> None:
    text = why(by_words, "what is overfitting")
    assert "by words:" in text
    assert "meaning" not in text
    assert "·" not in text


def test_in_spanish_it_is_spanish(assistant: Assistant) -> None:
    text = why(assistant, "que es la funsion de perdida", ask="¿por qué respondiste eso?")
    assert "**Idioma:** español, por sus palabras." in text
    assert "«funsion» como «función»" in text
    assert "una pregunta sobre «Función de pérdida»" in text
    assert not re.search(r"\b(the|words|question|sure)\b", text)


@pytest.mark.parametrize(
    ("turns", "part"),
    [
        (("how do I train for a marathon",), "off topic"),
        (("hello",), "small talk"),
        (("train xor with two layers of 8",), "hidden = 8,8"),
        (("/train addition",), "the command `/train`. It is read as it stands"),
        (("7 + 5",), "the command `/predict`. It is read as it stands"),
        (("???",), "nothing that I could look up"),
        (("what is overfitting", "simpler"), "a follow-up, “simpler”"),
        (("what is overfitting", "the opposite?"), "a follow-up, “the opposite”"),
        (("what is a neuron", "what did you say about neurons?"), "only “neurons”"),
        (("what is overfitting", "in Spanish please"), "la orden `/idioma`"),
    ],
)
def test_every_sort_of_turn_is_explained(assistant: Assistant, turns: tuple[str, ...], part: str) -> None:
    assert part in why(assistant, *turns)


def test_nothing_answered_yet_is_said(assistant: Assistant) -> None:
    assert "not answered anything yet" in why(assistant)
    conversation = Conversation()
    assistant.reply("what is overfitting", conversation)
    conversation.clear()
    assert "not answered anything yet" in assistant.reply("/why", conversation).text


def test_asked_twice_it_explains_the_same_reply(assistant: Assistant) -> None:
    once = why(assistant, "what is overfitting")
    assert why(assistant, "what is overfitting", "/why") == once


def test_signs_of_a_question_are_no_markdown(assistant: Assistant) -> None:
    assert r"what is \_x\_ \<b\>" in why(assistant, "what is _x_ <b>")


def test_the_reply_itself_stays_as_designed(assistant: Assistant) -> None:
    conversation = Conversation()
    reply = assistant.reply("what is overfitting", conversation)
    json.dumps(reply.as_json())
    assert conversation.how is not None
    assert "how" not in reply.as_json()


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_and_completion_know_it(language: Language) -> None:
    word = {"en": "/why", "es": "/porqué"}[language]
    assert word in [line.written for line in help_lines(language)]
    assert [line.written for line in completions(word[:4], language)] == [word]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "why did you answer that?"),
        ("en", "how did you choose that?"),
        ("en", "Why this answer?"),
        ("en", "where did you get that answer from"),
        ("en", "why did you pick that page"),
        ("en", "What made you choose this section?"),
        ("es", "¿por qué respondiste eso?"),
        ("es", "¿cómo elegiste esa respuesta?"),
        ("es", "de dónde sacaste eso"),
        ("es", "por qué me diste esa respuesta"),
        ("es", "¿En qué te basaste?"),
    ],
)
def test_it_is_asked_in_plain_words(language: Language, text: str) -> None:
    assert asks_why(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "why?"),
        ("en", "how do you know"),
        ("en", "how did you choose the learning rate"),
        ("en", "why did the network answer that"),
        ("en", "what was your answer"),
        ("es", "¿y por qué?"),
        ("es", "¿por qué dices eso?"),
        ("es", "por qué la red respondió eso"),
        ("es", "¿qué respondiste?"),
    ],
)
def test_a_reason_is_not_asked_of_the_assistant(language: Language, text: str) -> None:
    assert not asks_why(text, language)


def test_no_example_of_anything_else_asks_it() -> None:
    found = examples(Library.load(content_folder()))
    assert [one.text for one in found if asks_why(one.text, one.language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_label_has_a_name(language: Language) -> None:
    texts = Texts(language)
    assert all(f"chat.why.kind.{kind}" in texts for kind in get_args(Kind))
    names = {
        one.label.name for one in examples(Library.load(content_folder())) if one.label.kind == "followup"
    }
    assert all(f"chat.why.followup.{name}" in texts for name in names)
