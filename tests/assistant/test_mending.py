"""What cannot be is said with the nearest that can, and what was understood can be pasted back."""

from __future__ import annotations

from typing import Any

import pytest

from asistente.assistant.assistant import Assistant
from asistente.assistant.conversation import Conversation
from asistente.assistant.mending import absent, mended, nearest
from asistente.assistant.routing import LANGUAGES, table
from asistente.assistant.strangers import stranger
from asistente.language.detect import Language
from asistente.training.config import RunConfig, parse_link
from asistente.training.demos import ALL
from asistente.training.parameters import ACTIVATIONS, INITS, OPTIMIZERS, ConfigError
from tests.assistant.conftest import view


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_nearest_is_there_and_what_is_absent_is_not(language: Language) -> None:
    there = {"optimizer": OPTIMIZERS, "activation": ACTIVATIONS, "init": INITS, "demo": tuple(ALL)}
    for kind, known in there.items():
        for name, near in table(language, "absent")[kind].items():
            assert near in known, name
            assert name not in known
            assert nearest(kind, name) is not None


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("train with adagrad", "en", {"optimizer": "adagrad"}),
        ("train with leaky relu", "en", {"activation": "leaky relu"}),
        ("train with relu", "en", {}),
        ("train it with rmsprop and gelu", "en", {"optimizer": "rmsprop", "activation": "gelu"}),
        ("entrena la división", "es", {"demo": "division"}),
        ("entrena con adam", "es", {}),
    ],
)
def test_what_the_field_has_and_these_runs_have_not(
    text: str, language: Language, found: dict[str, str]
) -> None:
    assert absent(text, language) == found


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ({"optimizer": "addam"}, {"optimizer": "adam"}),
        ({"optimizer": "rmsprop"}, {"optimizer": "adam"}),
        ({"activation": "tahn", "optimizer": "addam"}, {"activation": "tanh", "optimizer": "adam"}),
        ({"hidden": [0]}, {"hidden": [1]}),
        ({"hidden": [-3, 8]}, {"hidden": [1, 8]}),
        ({"hidden": [1_000_000_000]}, {"hidden": [1024]}),
        ({"hidden": [2.5]}, {"hidden": [2]}),
        ({"hidden": [8] * 20}, {"hidden": [8] * 6}),
        ({"learning_rate": 0}, {"learning_rate": 0.1}),
        ({"learning_rate": -0.02}, {"learning_rate": 0.02}),
        ({"learning_rate": 5_000}, {"learning_rate": 0.1}),
        ({"learning_rate": "abc"}, {"learning_rate": 0.1}),
        ({"batch_size": 0}, {"batch_size": 1}),
        ({"steps": 10**12}, {"steps": 100_000_000}),
        ({"steps": 2.5}, {"steps": 2}),
        ({"noise": -1}, {"noise": 0}),
    ],
)
def test_the_nearest_that_can_be_is_a_run(given: dict[str, Any], wanted: dict[str, Any]) -> None:
    with pytest.raises(ConfigError) as error:
        RunConfig.of("addition", **given)
    found = mended(given, error.value, "addition")
    assert found == wanted
    assert RunConfig.of("addition", **found)


def test_what_nothing_is_near_to_is_left() -> None:
    with pytest.raises(ConfigError) as error:
        RunConfig.of("addition", optimizer="zzzz")
    assert mended({"optimizer": "zzzz"}, error.value, "addition") is None


@pytest.mark.parametrize(
    ("text", "language", "says", "link"),
    [
        ("/train xor optimizer=addam", "en", "Did you mean adam", "demo:xor?optimizer=adam"),
        ("train xor with rmsprop", "en", "the nearest is adam", "demo:xor?optimizer=adam"),
        ("train with a layer of 0 units", "en", "at least 1, not 0", "demo:addition?hidden=1"),
        ("train with 20 layers of 8", "en", "has 20 layers", "demo:addition?hidden=8,8,8,8,8,8"),
        ("train xor with -3 neurons", "en", "at least 1, not -3", "demo:xor?hidden=1"),
        ("train with a billion neurons", "en", "at most 1,024", "demo:addition?hidden=1024"),
        ("entrena xor con rmsprop", "es", "lo más parecido es adam", "demo:xor?optimizer=adam"),
        ("entrena con una capa de 0 neuronas", "es", "como mínimo 1, no 0", "demo:addition?hidden=1"),
        ("entrena la división", "es", "lo más parecido es multiplication", "demo:multiplication"),
        ("entrena con tasa -0,05", "es", "mayor que 0", "demo:addition?learning_rate=0.05"),
    ],
)
def test_the_nearest_is_a_key_away(
    assistant: Assistant, text: str, language: Language, says: str, link: str
) -> None:
    reply = assistant.reply(text, Conversation(language=language))
    assert (reply.kind, reply.intent) == ("refusal", "train")
    assert says in reply.text
    assert reply.suggestions[0].target == link
    assert parse_link(link)


def test_no_layer_at_all_is_still_asked_for_by_saying_so(assistant: Assistant) -> None:
    assert assistant.reply("train with no hidden layer").arguments["hidden"] == []
    assert assistant.reply("train xor without a hidden layer").arguments["hidden"] == []
    assert assistant.reply("entrena xor sin una capa oculta").arguments["hidden"] == []
    assert assistant.reply("train with 0 hidden layers").arguments["hidden"] == []


def test_train_it_beside_a_run_is_that_run(assistant: Assistant) -> None:
    assert assistant.reply("train it with momentum").arguments["demo"] == "addition"
    varied = assistant.reply("train it with momentum", run=view(10, demo="xor"))
    assert varied.arguments == {"demo": "xor", "optimizer": "momentum"}
    assert "`/train xor optimizer=momentum`" in varied.text


@pytest.mark.parametrize(
    "text",
    [
        "train xor with 4 neurons and learning rate 0.3",
        "compare with learning rate 1",
        "compare it with two layers of 8",
        "/step 10",
        "/step 2 epoch",
        "/rate 0.02",
        "/rate half",
        "halve the learning rate",
        "compara con tasa 1",
        "/paso 3 época",
        "/tasa 0,02",
    ],
)
def test_what_was_understood_can_be_pasted_back(assistant: Assistant, text: str) -> None:
    run = view(50)
    first = assistant.reply(text, run=run)
    line = next(part for part in first.text.split("`") if part.startswith("/"))
    again = assistant.reply(line, Conversation(language=first.language), run)
    assert (again.intent, again.arguments) == (first.intent, first.arguments)


@pytest.mark.parametrize(
    ("text", "language", "says", "link"),
    [
        ("use the addam optimizer", "en", "Did you mean adam", "demo:addition?optimizer=adam"),
        ("train xor with the addam optimizer", "en", "Did you mean adam", "demo:xor?optimizer=adam"),
        ("entrena con el optimizador addam", "es", "¿Querías decir adam?", "demo:addition?optimizer=adam"),
        ("use the relo activation", "en", "Did you mean relu", "demo:addition?activation=relu"),
        ("learning rate of minus one", "en", "greater than 0, not -1", "demo:addition?learning_rate=1"),
        ("batch size of -4", "en", "at least 1, not -4", "demo:addition?batch_size=1"),
        ("tamaño de lote 0", "es", "como mínimo 1, no 0", "demo:addition?batch_size=1"),
        ("semilla -1", "es", "como mínimo 0, no -1", "demo:addition?seed=0"),
        ("0 steps", "en", "at least 1, not 0", "demo:addition?steps=1"),
        ("2,5 neuronas", "es", "número entero, no 2.5", "demo:addition?hidden=2"),
        ("train with 2.5 neurons", "en", "whole number, not 2.5", "demo:addition?hidden=2"),
    ],
)
def test_values_that_cannot_be_are_an_order_all_the_same(
    by_words: Assistant, text: str, language: Language, says: str, link: str
) -> None:
    reply = by_words.reply(text, Conversation(language=language))
    assert (reply.kind, reply.intent) == ("refusal", "train")
    assert says in reply.text
    assert "\n" not in reply.text
    assert reply.suggestions[0].target == link


@pytest.mark.parametrize(
    "text",
    ["what is a batch size of 0?", "why must the learning rate be above 0", "is a good optimizer slow?"],
)
def test_a_question_on_values_is_no_order(by_words: Assistant, text: str) -> None:
    assert by_words.reply(text).intent != "train"


@pytest.mark.parametrize(
    ("text", "name"),
    [("entrena malabares", "malabares"), ("train nova", "nova")],
)
def test_what_nobody_knows_is_not_trained(by_words: Assistant, text: str, name: str) -> None:
    reply = by_words.reply(text)
    assert (reply.kind, reply.intent, reply.arguments) == ("refusal", "train", {"demo": name})
    assert "xor" in reply.text


@pytest.mark.parametrize(
    "text", ["train juggling", "teach it to juggle", "train my dog", "entrena a mi perro", "train poker"]
)
def test_what_has_nothing_to_do_with_it_starts_no_run(assistant: Assistant, text: str) -> None:
    assert assistant.reply(text).kind != "command"


@pytest.mark.parametrize(
    "text", ["train", "train a network", "entrena una red", "train additon", "train teh netwrok", "train it"]
)
def test_an_ordinary_order_is_none_for_a_stranger(text: str) -> None:
    assert stranger(text) is None
