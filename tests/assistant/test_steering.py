from __future__ import annotations

from typing import Any

import pytest

from asistente.assistant.assistant import Assistant
from asistente.assistant.commands import completions, help_lines, written_forms
from asistente.assistant.conversation import Conversation
from asistente.assistant.order import Order
from asistente.assistant.run_view import RunView
from asistente.assistant.slash import exact
from asistente.assistant.steering import steered
from asistente.assistant.turn import Turn
from asistente.language.detect import Language
from asistente.training.config import parse_link
from tests.assistant.conftest import view


def order(text: str, run: RunView | None, language: Language = "en") -> Order | None:
    return steered(Turn(text, language, Conversation(), run))


@pytest.mark.parametrize(
    ("text", "language", "arguments"),
    [
        ("ten steps", "en", {"n": 10}),
        ("5 more steps please", "en", {"n": 5}),
        ("advance 200 steps", "en", {"n": 200}),
        ("500 steps", "en", {"n": 500}),
        ("train 10 more steps", "en", {"n": 10}),
        ("one example", "en", {"of": "sample"}),
        ("one more example", "en", {"of": "sample"}),
        ("take a step of one example", "en", {"of": "sample"}),
        ("an epoch", "en", {"of": "epoch"}),
        ("one more epoch", "en", {"of": "epoch"}),
        ("the next epoch", "en", {"of": "epoch"}),
        ("3 more epochs", "en", {"n": 3, "of": "epoch"}),
        ("diez pasos", "es", {"n": 10}),
        ("un ejemplo más", "es", {"of": "sample"}),
        ("una época", "es", {"of": "epoch"}),
        ("otras dos épocas", "es", {"n": 2, "of": "epoch"}),
        ("avanza veinte pasos", "es", {"n": 20}),
        ("entrena diez pasos más", "es", {"n": 10}),
    ],
)
def test_steps_of_a_run(text: str, language: Language, arguments: dict[str, Any]) -> None:
    assert order(text, view(3), language) == Order("step", arguments)


@pytest.mark.parametrize("text", ["an epoch", "3 epochs", "one example", "2000 steps"])
def test_without_a_run_these_are_left_to_be_weighed(text: str) -> None:
    assert order(text, None) is None


@pytest.mark.parametrize(
    "text",
    [
        "an example",
        "give me an example",
        "what is an epoch",
        "epoch",
        "train it for 2000 steps",
        "run it for ten thousand steps",
        "again, 50 steps only",
        "adam, 3000 steps",
        "train it with learning rate 0.01",
        "now with learning rate 0.5",
        "again with a learning rate of 2",
        "restart with learning rate 0.3",
        "what would happen with a learning rate of 5?",
        "change the learning rate to 0.1 and use adam",
        "spiral with learning rate 0.1",
    ],
)
def test_what_asks_for_something_else_does_not_steer(text: str) -> None:
    assert order(text, view(3)) is None


def test_after_an_answer_an_example_is_one_of_that(by_words: Assistant) -> None:
    conversation = Conversation()
    by_words.reply("what is training", conversation)
    assert steered(Turn("one more example", "en", conversation, view(3))) is None


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("set the learning rate to 0.01", 0.01),
        ("change the learning rate to 0.2", 0.2),
        ("now with learning rate 0.5 without restarting", 0.5),
        ("use a rate of 0.5 from here on, don't start over", 0.5),
        ("put the speed of learning at 0.5 from now on", 0.5),
        ("raise the current run's lr to a half", 0.5),
        ("a la que está corriendo ponle tasa de 0,5", 0.5),
        ("raise the rate to one", 1),
        ("halve the learning rate", 0.05),
        ("cut the rate in half", 0.05),
        ("double the rate", 0.2),
        ("lower the learning rate", 0.05),
        ("/rate 0.01", 0.01),
        ("/rate half", 0.05),
        ("/rate double", 0.2),
        ("pon la tasa en 0,01", 0.01),
        ("ahora con tasa 0,5 sin reiniciar", 0.5),
        ("baja la tasa a la mitad", 0.05),
        ("duplica la tasa de aprendizaje", 0.2),
        ("/tasa mitad", 0.05),
    ],
)
def test_the_rate_of_a_run(by_words: Assistant, text: str, rate: float) -> None:
    reply = by_words.reply(text, run=view(3))
    assert (reply.kind, reply.intent, reply.arguments) == ("command", "rate", {"learning_rate": rate})
    assert f"{rate:g}" in reply.text and "0.1" in reply.text, "what it is, and what it was"


def test_half_is_half_of_what_is_in_force(by_words: Assistant) -> None:
    run = view(3)
    changed = RunView(run.config, run.snapshot, run.state, run.reason, learning_rate=0.4)
    assert by_words.reply("halve the learning rate", run=changed).arguments == {"learning_rate": 0.2}


@pytest.mark.parametrize("text", ["set the learning rate to 0.01", "pon la tasa en 0,01"])
def test_without_a_run_a_rate_asks_for_one(by_words: Assistant, text: str) -> None:
    for run in (None, view(3, "finished")):
        reply = by_words.reply(text, run=run)
        assert (reply.intent, reply.arguments["learning_rate"]) == ("train", 0.01)


def test_a_rate_for_no_run_offers_one_with_it(by_words: Assistant) -> None:
    reply = by_words.reply("learning rate 0.5 without restarting")
    assert reply.intent == "rate"
    assert parse_link(reply.suggestions[0].target).learning_rate == 0.5


@pytest.mark.parametrize(
    "text", ["/rate", "/rate fast", "/rate -1", "/step x", "/step 0", "/step 2.5", "/step 1 2"]
)
def test_what_cannot_be_is_one_line_with_the_remedy(by_words: Assistant, text: str) -> None:
    for run in (None, view(3)):
        reply = by_words.reply(text, run=run)
        assert reply.kind == "refusal"
        assert "\n" not in reply.text
        assert "0.0" in reply.text or "0.1" in reply.text or "/step 10" in reply.text


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("/step", {}),
        ("/step 1", {}),
        ("/step 10", {"n": 10}),
        ("/step epoch", {"of": "epoch"}),
        ("/step sample", {"of": "sample"}),
        ("/step 3 epochs", {"n": 3, "of": "epoch"}),
        ("/paso 10", {"n": 10}),
        ("/paso época", {"of": "epoch"}),
        ("/paso ejemplo", {"of": "sample"}),
    ],
)
def test_step_by_slash(text: str, arguments: dict[str, Any]) -> None:
    found = exact(text, "en")
    assert isinstance(found, Order)
    assert (found.intent, found.arguments) == ("step", arguments)


def test_one_step_is_said_with_the_arguments_that_it_always_had(by_words: Assistant) -> None:
    for text in ("step", "one more step", "otro paso", "run one iteration", "next step"):
        assert by_words.reply(text, run=view(3)).arguments == {}


def test_help_and_completion_come_from_the_registry() -> None:
    steps: dict[Language, str] = {"en": "/step", "es": "/paso"}
    for language, step in steps.items():
        line = next(line for line in help_lines(language) if line.written == step)
        assert f"{step} 10" in line.help
        assert line.usage.startswith("[n]")
    assert [line.written for line in completions("/step e", "en")] == ["/step epoch"]
    assert [line.written for line in completions("/paso e", "es")] == ["/paso ejemplo", "/paso época"]
    for language in steps:
        for form in written_forms(language):
            assert isinstance(exact(form, language), Order), form


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("train names in spanish", {"demo": "names", "language": "es"}),
        ("entrena nombres en inglés", {"demo": "names", "language": "en"}),
        ("names in spanish", {"demo": "names", "language": "es"}),
        ("nombres en español", {"demo": "names", "language": "es"}),
        ("make up english names with 16 neurons", {"demo": "names", "hidden": [16], "language": "en"}),
        ("/train names language=es", {"demo": "names", "language": "es"}),
        ("train names", {"demo": "names"}),
    ],
)
def test_names_in_a_language_are_a_run(by_words: Assistant, text: str, arguments: dict[str, Any]) -> None:
    before = by_words.language
    reply = by_words.reply(text)
    assert (reply.kind, reply.intent, reply.arguments) == ("command", "train", arguments)
    assert by_words.language == before


@pytest.mark.parametrize("text", ["in spanish", "speak spanish", "en español", "switch to spanish"])
def test_the_language_is_still_changed(by_words: Assistant, text: str) -> None:
    assert by_words.reply(text).intent == "language"


def test_the_line_of_a_run_with_an_option_gives_that_run(by_words: Assistant) -> None:
    reply = by_words.reply("train names in spanish with 16 neurons")
    line = reply.text.split("`")[1]
    assert line == "/train names hidden=16 language=es"
    assert by_words.reply(line).arguments == reply.arguments


@pytest.mark.parametrize(
    ("text", "arguments"),
    [
        ("be quiet", {}),
        ("cállate", {}),
        ("/quiet", {}),
        ("/silencio", {}),
        ("you may talk again", {"value": "off"}),
        ("ya puedes hablar", {"value": "off"}),
        ("/quiet off", {"value": "off"}),
        ("/silencio no", {"value": "off"}),
    ],
)
def test_remarks_are_silenced_and_brought_back(
    by_words: Assistant, text: str, arguments: dict[str, Any]
) -> None:
    reply = by_words.reply(text)
    assert (reply.kind, reply.intent, reply.arguments) == ("command", "quiet", arguments)


@pytest.mark.parametrize(
    ("text", "default"),
    [("3 epochs", "en"), ("learning rate", "es"), ("dropout", "es"), ("xor", "es"), ("2 lotes", "es")],
)
def test_words_of_both_languages_leave_the_one_that_is_spoken(
    by_words: Assistant, text: str, default: Language
) -> None:
    assert by_words.reply(text, Conversation(language=default), view(50)).language == default
