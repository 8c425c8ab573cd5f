from __future__ import annotations

import pytest

from asistente.assistant.assistant import Assistant
from asistente.assistant.conversation import KEPT, Conversation
from asistente.assistant.reply import Reply
from asistente.language.detect import Language


@pytest.mark.parametrize(
    ("turns", "sources"),
    [
        (
            ["what is a neural network", "simpler", "an example", "the maths", "show me the code"],
            ["", "#plain", "#numbers", "#formula", "#code"],
        ),
        (
            ["qué es entrenar una red", "más fácil", "ponme un ejemplo", "la fórmula"],
            ["", "#plain", "#numbers", "#formula"],
        ),
    ],
)
def test_follow_ups_go_to_the_role(assistant: Assistant, turns: list[str], sources: list[str]) -> None:
    conversation = Conversation()
    replies = [assistant.reply(turn, conversation) for turn in turns]
    assert len({reply.topic for reply in replies}) == 1
    assert [(reply.source or "").partition(".md")[2] for reply in replies] == sources


def test_tell_me_more_never_repeats(assistant: Assistant) -> None:
    conversation = Conversation()
    first = assistant.reply("what is training", conversation)
    more = [assistant.reply("tell me more", conversation) for _ in range(5)]
    assert all(reply.topic == first.topic for reply in more)
    sources = [reply.source for reply in (first, *more)]
    assert len(set(sources)) == len(sources)


def test_show_me_runs_what_the_page_suggests(assistant: Assistant) -> None:
    conversation = Conversation()
    assistant.reply("what is a neural network", conversation)
    reply = assistant.reply("show me", conversation)
    assert (reply.intent, reply.arguments) == ("train", {"demo": "addition", "hidden": []})
    assert assistant.reply("show me").intent == "train"


def spoken(assistant: Assistant) -> str:
    return assistant.language


def test_an_answer_again_in_the_other_language(assistant: Assistant) -> None:
    conversation = Conversation()
    first = assistant.reply("why are the steps so small", conversation)
    reply = assistant.reply("in Spanish please", conversation)
    assert (reply.kind, reply.language) == ("answer", "es")
    assert first.source is not None
    assert reply.source == first.source.replace("en/", "es/")
    assert spoken(assistant) == "en"
    assert assistant.reply("speak Spanish from now on", conversation).intent == "language"
    assert spoken(assistant) == "es"


def test_without_a_conversation_it_is_the_language_that_changes(assistant: Assistant) -> None:
    reply = assistant.reply("in Spanish please")
    assert (reply.intent, reply.arguments) == ("language", {"lang": "es"})


def test_a_follow_up_without_a_topic_is_no_answer(assistant: Assistant) -> None:
    for turn in ("simpler", "un ejemplo", "tell me more"):
        reply = assistant.reply(turn)
        assert (reply.kind, reply.topic) == ("refusal", None)
        assert reply.suggestions


def test_what_leans_on_the_turn_before_stays_on_its_topic(assistant: Assistant) -> None:
    conversation = Conversation()
    assistant.reply("how is it like training a puppy", conversation)
    assert assistant.reply("and where is it different", conversation).topic == "puppy-analogy"


def test_a_new_subject_is_recognised_as_new(assistant: Assistant) -> None:
    conversation = Conversation()
    assistant.reply("how is it like training a puppy", conversation)
    assert assistant.reply("does this program need the internet", conversation).topic == "using-the-assistant"
    assert assistant.reply("what is the capital of Peru", conversation).kind == "refusal"


def test_short_turns_keep_the_language(assistant: Assistant) -> None:
    conversation = Conversation()
    assistant.reply("¿qué es una red neuronal?", conversation)
    assert assistant.reply("xor", conversation).language == "es"


def test_suggestions_change_as_the_conversation_goes_on(assistant: Assistant) -> None:
    conversation = Conversation()
    first = assistant.reply("what is a neural network", conversation)
    second = assistant.reply("what is a weight", conversation)
    assert {one.target for one in first.suggestions}.isdisjoint(one.target for one in second.suggestions)


def test_every_suggestion_of_an_answer_is_understood(assistant: Assistant) -> None:
    for question in ("what is training", "qué es una red neuronal", "why does it seem complicated"):
        for one in assistant.reply(question).suggestions:
            if not one.target.startswith("topic:"):
                assert assistant.reply(one.target).kind in ("answer", "command"), one


@pytest.mark.parametrize(
    ("turns", "topic"),
    [
        (["what is a neuron", "and the weights?"], "weights-and-biases"),
        (["qué es una neurona", "¿y los pesos?"], "weights-and-biases"),
        (["qué es el sobreajuste", "no entiendo lo del bias"], "weights-and-biases"),
        (["what is an epoch", "how many do I need?"], "epochs-batches-steps"),
        (["qué es una época", "¿cuántas necesito?"], "epochs-batches-steps"),
        (["what is regularization", "and dropout?"], "regularization"),
        (["what is backprop", "what about the weather in Rome?"], None),
    ],
)
def test_what_a_short_turn_names_is_its_subject(
    assistant: Assistant, turns: list[str], topic: str | None
) -> None:
    conversation = Conversation()
    assert [assistant.reply(turn, conversation) for turn in turns][-1].topic == topic


@pytest.mark.parametrize(
    ("turns", "anchors"),
    [
        (["what is overfitting", "the opposite?", "and the opposite of that?"], ["underfitting", ""]),
        (["what if the learning rate is too big", "and the opposite?"], ["too-small"]),
        (["what is the vanishing gradient", "the other way round?"], ["exploding"]),
        (["qué es el sobreajuste", "¿y lo contrario?"], ["underfitting"]),
        (["qué es el gradiente que se desvanece", "¿y al revés?"], ["exploding"]),
    ],
)
def test_the_opposite_of_what_was_said(assistant: Assistant, turns: list[str], anchors: list[str]) -> None:
    conversation = Conversation()
    replies = [assistant.reply(turn, conversation) for turn in turns]
    assert [(reply.source or "").partition("#")[2] for reply in replies[1:]] == anchors


@pytest.mark.parametrize(
    "turns",
    [
        ["what is a batch", "what is backprop", "what did you say about batches?"],
        ["qué es un lote", "qué es la retropropagación", "¿qué dijiste sobre los lotes?"],
    ],
)
def test_what_was_said_is_said_again(assistant: Assistant, turns: list[str]) -> None:
    conversation = Conversation()
    first, _, again = (assistant.reply(turn, conversation) for turn in turns)
    assert again.source == first.source
    assert again.topic == "epochs-batches-steps"


def test_what_was_never_said_is_not_made_up(assistant: Assistant) -> None:
    conversation = Conversation()
    assistant.reply("what is overfitting", conversation)
    assert assistant.reply("what did you say about the weather?", conversation).kind == "refusal"
    assert assistant.reply("what did you say about the learning rate?", conversation).topic == "learning-rate"
    assert assistant.reply("what did you say about that?", conversation).topic == "learning-rate"


def test_simpler_never_goes_to_the_formula(assistant: Assistant) -> None:
    conversation = Conversation()
    assistant.reply("what is the learning rate", conversation)
    anchors = [(assistant.reply("simpler", conversation).source or "").partition("#")[2] for _ in range(4)]
    assert anchors[0] == "plain"
    assert not {"formula", "code"} & set(anchors)


def test_after_a_plain_ok_or_no_the_choices_are_offered_again(assistant: Assistant) -> None:
    conversation = Conversation()
    answer = assistant.reply("what is a neural network", conversation)
    fine = assistant.reply("ok", conversation)
    no = assistant.reply("no", conversation)
    assert assistant.reply("neither", conversation).text == no.text
    assert fine.suggestions == no.suggestions == answer.suggestions
    assert fine.text != no.text


@pytest.mark.parametrize(("order", "language"), [("/language es", "es"), ("speak Spanish from now on", "es")])
def test_a_new_language_says_the_last_answer_again(
    assistant: Assistant, order: str, language: Language
) -> None:
    conversation = Conversation()
    first = assistant.reply("what is overfitting", conversation)
    reply = assistant.reply(order, conversation)
    assert (reply.kind, reply.intent, reply.arguments) == ("command", "language", {"lang": language})
    assert (reply.language, reply.source) == (language, str(first.source).replace("en/", "es/"))
    assert reply.text.startswith("De ahora en adelante, en español.\n\nHay sobreajuste")
    assistant.reply("gracias", conversation)
    assert assistant.reply("/idioma en", conversation).text == "From now on in English."


def test_english_terms_are_said_in_spanish_too(assistant: Assistant) -> None:
    conversation = Conversation()
    assistant.reply("¿qué es una red neuronal?", conversation)
    for turn in ("overfitting?", "batch size", "regularization", "y el learning rate?", "softmax"):
        assert assistant.reply(turn, conversation).language == "es"
    assert assistant.reply("what is backprop", conversation).language == "en"
    assert assistant.reply("overfitting?", conversation).language == "en"
    assert assistant.reply("¿sobreajuste?", conversation).language == "es"


def test_old_turns_are_forgotten() -> None:
    conversation = Conversation()
    for number in range(KEPT + 50):
        conversation.add(
            Reply(str(number), "en", "answer", "ask", "…", topic="a", source=f"en/a.md#{number}")
        )
    assert len(conversation.turns) == KEPT
    assert conversation.turns[-1].question == str(KEPT + 49)
    conversation.clear()
    assert conversation.topic is None
    assert conversation.language == "en"
