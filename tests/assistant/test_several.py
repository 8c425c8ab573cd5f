"""Two things in one turn; and turns that are one thing, however many verbs they have."""

from __future__ import annotations

import json

import pytest

from asistente.assistant.assistant import Assistant
from asistente.assistant.conversation import Conversation
from asistente.assistant.several import LONGEST, Meaning, may_be_several, parts
from asistente.language.detect import Language
from tests.assistant.conftest import view

TWO: list[tuple[Language, str, list[str]]] = [
    ("en", "train xor with 4 neurons and pause it", ["train", "pause"]),
    ("en", "pause and tell me what a batch is", ["pause", "epochs-batches-steps"]),
    ("en", "stop, and what is overfitting?", ["stop", "overfitting"]),
    ("en", "what is momentum? and train it with momentum", ["optimizers", "train"]),
    ("en", "pause it, explain the last step and then resume", ["pause", "explain", "resume"]),
    ("en", "save it as adder and train xor", ["save_model", "train"]),
    ("en", "train xor and how much is 1 xor 0?", ["train", "predict"]),
    ("en", "Pause it! And what is a neuron?", ["pause", "neurons-and-layers"]),
    ("en", "restart it and go slower", ["reset", "speed"]),
    ("es", "entrena xor con 4 neuronas y pausa", ["train", "pause"]),
    ("es", "para, ¿y qué es el sobreajuste?", ["stop", "overfitting"]),
    ("es", "¿qué es el momento? y entrénala con momento", ["optimizers", "train"]),
    ("es", "más lento y explica el último paso", ["speed", "explain"]),
    ("es", "guarda la red y sal", ["save_model", "quit"]),
    ("es", "pausa y dime qué es un lote", ["pause", "epochs-batches-steps"]),
    ("es", "pausa y que es una neurona", ["pause", "neurons-and-layers"]),
]
ONE: list[tuple[Language, str]] = [
    ("en", "train it with 16 neurons and learning rate 0.01"),
    ("en", "train with adam and set the learning rate to 0.5"),
    ("en", "compare adam and sgd"),
    ("en", "add 3 and 4"),
    ("en", "what is the difference between stop and pause"),
    ("en", "what happens when i stop and resume the run"),
    ("en", "how do i save and load a network"),
    ("en", "train it and stop when it has learnt"),
    ("en", "pause it at step 100 and then stop"),
    ("en", "faster and faster"),
    ("en", "don't stop and don't pause"),
    ("en", "explain stop and pause"),
    ("en", "save the network and the weights"),
    ("en", "tell me what pause and stop do"),
    ("en", "keep the network and load it later"),
    ("en", "what is training and what is testing"),
    ("es", "entrena con 16 neuronas y tasa 0,01"),
    ("es", "entrena con adam y pon la tasa en 0,5"),
    ("es", "cuál es la diferencia entre parar y pausar"),
    ("es", "cómo guardo y cargo una red"),
    ("es", "entrénala y para cuando aprenda"),
    ("es", "suma 3 y 4"),
    ("es", "no pares y no pauses"),
    ("es", "reduce ya la tasa a 0.003, que esta oscilando"),
    ("es", "para, que ya aprendió"),
]


@pytest.mark.parametrize(("language", "text", "wanted"), TWO)
def test_several_things_are_told_apart(
    assistant: Assistant, language: Language, text: str, wanted: list[str]
) -> None:
    conversation = Conversation(language=language)
    reply = assistant.reply(text, conversation, view(200))
    found = [part.topic or part.intent for part in reply.parts]
    assert found == wanted
    assert [turn.intent for turn in conversation.turns] == [part.intent for part in reply.parts]
    assert all(part.text for part in reply.parts)


@pytest.mark.parametrize(("language", "text"), ONE)
def test_one_thing_stays_one(assistant: Assistant, language: Language, text: str) -> None:
    assert assistant.reply(text, Conversation(language=language), view(200)).also == ()


def test_what_comes_second_speaks_of_the_run_that_comes_first(assistant: Assistant) -> None:
    reply = assistant.reply("train xor with 4 neurons and how much is 1 xor 0?")
    assert reply.arguments == {"demo": "xor", "hidden": [4]}
    assert "Step 0" in reply.also[0].text
    paused = assistant.reply("train addition and pause it").also[0]
    assert "Paused" in paused.text, "there is a run to pause by then"


def test_after_what_cannot_be_done_no_order_follows(assistant: Assistant) -> None:
    reply = assistant.reply("train xor with 0.5 neurons per layer, activation=foo and pause it")
    assert reply.kind != "refusal" or reply.also == ()
    refused = assistant.reply("train xor with learning_rate=-1 and pause it")
    assert (refused.kind, refused.also) == ("refusal", ())


def test_as_json_the_others_have_no_others(assistant: Assistant) -> None:
    reply = assistant.reply("stop, and what is overfitting?", run=view(10))
    values = json.loads(json.dumps(reply.as_json()))
    assert [one["topic"] for one in values["also"]] == ["overfitting"]
    assert "also" not in values["also"][0]
    assert reply.question == "stop, and what is overfitting?"
    assert reply.also[0].question == "what is overfitting?"
    assert assistant.reply("stop").as_json()["also"] == ()


def test_a_follow_up_goes_on_from_what_came_last(assistant: Assistant) -> None:
    conversation = Conversation()
    assistant.reply("stop, and what is overfitting?", conversation, view(10))
    assert conversation.topic == "overfitting"
    assert assistant.reply("simpler", conversation, view(10)).topic == "overfitting"


def test_a_part_must_be_sure_and_mean_what_its_verb_says() -> None:
    def judge(part: str) -> Meaning:
        return {
            "pause it": Meaning("command", "pause", 0.99),
            "stop it": Meaning("command", "stop", 0.5),
            "save it": Meaning("command", "quit", 0.99),
            "what is a batch?": Meaning("question", sure=0.99),
        }.get(part, Meaning("other"))

    assert parts("pause it and what is a batch?", "en", judge) == ["pause it", "what is a batch?"]
    assert len(parts("pause it and stop it", "en", judge)) == 1, "not sure enough"
    assert len(parts("pause it and save it", "en", judge)) == 1, "another command than its verb says"
    assert len(parts("pause it and pause it", "en", judge)) == 1
    assert len(parts("what is a batch? what is a batch?", "en", judge)) == 1, "no command"


def test_long_turns_and_turns_without_verbs_are_not_looked_at() -> None:
    assert not may_be_several("pause it and stop it " + "x" * LONGEST, "en")
    assert not may_be_several("bread and butter", "en")
    assert may_be_several("pause it and stop it", "en")
