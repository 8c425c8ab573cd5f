from __future__ import annotations

import pytest

from asistente.assistant.assistant import Assistant
from asistente.assistant.conversation import KEPT, Conversation
from asistente.assistant.reply import Reply


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
    assistant.reply("why are the steps so small", conversation)
    reply = assistant.reply("in Spanish please", conversation)
    assert (reply.kind, reply.language) == ("answer", "es")
    assert reply.source == "es/how-a-network-learns.md#small-steps"
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
