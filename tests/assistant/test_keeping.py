"""Networks that are saved and loaded, in the words of the person: the name, and what is said to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from asistente.assistant.assistant import Assistant
from asistente.assistant.called import loaded_name, name_said
from asistente.assistant.conversation import Conversation
from asistente.assistant.routing import FOLDER, lines
from asistente.language.detect import Language
from tests.assistant.conftest import view


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("save it as adder", "en", "adder"),
        ("save the network under the name test", "en", "test"),
        ("save this under spiral_best", "en", "spiral_best"),
        ("call it adder and save it", "en", "adder"),
        ("name it best-so-far and store it", "en", "best-so-far"),
        ("save it as “my first net”, please", "en", "my first net"),
        ("save the whole network in a file called tuesday", "en", "tuesday"),
        ("guárdalo como suma1", "es", "suma1"),
        ("guarda la red con el nombre prueba", "es", "prueba"),
        ("guárdala con el nombre xor_bueno", "es", "xor_bueno"),
        ("save it", "en", None),
        ("keep the network as it is now on disk", "en", None),
        ("save it under some name", "en", None),
        ("save it as soon as you can", "en", None),
        ("guarda la red tal como está", "es", None),
        ("puedes guardármela con otro nombre", "es", None),
    ],
)
def test_the_name_of_what_is_saved(text: str, language: Language, name: str | None) -> None:
    assert name_said(text, language) == name


@pytest.mark.parametrize(
    ("text", "language", "names", "name"),
    [
        ("load adder", "en", (), "adder"),
        ("bring back the Adder please", "en", ("xor-1", "adder"), "adder"),
        ("load the network called test", "en", (), "test"),
        ("go back to net1", "en", (), "net1"),
        ("carga red1", "es", (), "red1"),
        ("carga los pesos de prueba3", "es", (), "prueba3"),
        ("laod net1", "en", (), "net1"),
        ("load the file with the weights", "en", (), None),
        ("abre el archivo de pesos", "es", (), None),
        ("ábreme la suma1", "es", ("suma1",), "suma1"),
        ("load the network", "en", ("adder",), None),
        ("laod my modle", "en", (), None),
        ("load modle", "en", (), None),
        ("load it back", "en", (), None),
        ("carga la de ayer", "es", (), None),
        ("carga el moedlo", "es", (), None),
    ],
)
def test_the_name_of_what_is_loaded(
    text: str, language: Language, names: Sequence[str], name: str | None
) -> None:
    assert loaded_name(text, language, names) == name


@pytest.mark.parametrize("language", ["en", "es"])
def test_phrases_that_give_no_name_are_read_so(language: Language) -> None:
    """A phrase has a name only where a word of it follows one of the cues, or looks like a name."""
    for line in lines(FOLDER / language / "intents" / "save_model.txt"):
        name = name_said(line, language)
        assert name is None or not name.isspace()
        assert name not in ("it", "esta", "the", "la"), line


def opened(by_words: Assistant, names: Sequence[str] | None) -> Assistant:
    by_words._saved = None if names is None else lambda: names
    return by_words


@pytest.fixture(autouse=True)
def nothing_saved(by_words: Assistant) -> Any:
    yield
    by_words._saved = None


def test_saving_needs_a_network(by_words: Assistant) -> None:
    reply = by_words.reply("/save adder")
    assert (reply.kind, reply.intent, reply.arguments) == ("command", "save_model", {"name": "adder"})
    assert "no network to save yet" in reply.text
    assert reply.suggestions[0].target == "demo:addition"
    assert by_words.reply("/save adder", run=view(10)).text == "I save the network as it stands."
    assert by_words.reply("/guarda suma1", Conversation(language="es"), view(10)).arguments == {
        "name": "suma1"
    }


def test_loading_lists_takes_a_name_or_the_latest(by_words: Assistant) -> None:
    names = ("spiral-2", "adder", "xor-1")
    assistant = opened(by_words, names)
    asked = assistant.reply("load the saved network")
    assert (asked.kind, asked.intent, asked.arguments) == ("refusal", "load_model", {})
    assert [chip.target for chip in asked.suggestions] == [f"/load {name}" for name in names]
    assert assistant.reply("/load ADDER").arguments == {"name": "adder"}
    assert assistant.reply("load the last saved network").arguments == {"name": "spiral-2"}
    assert assistant.reply("/load latest").arguments == {"name": "spiral-2"}
    assert assistant.reply("/carga última", Conversation(language="es")).arguments == {"name": "spiral-2"}
    assert assistant.reply("open adder").intent == "load_model"
    assert assistant.reply("open what is training").intent == "open_topic"
    wrong = assistant.reply("/load ader")
    assert wrong.kind == "refusal"
    assert "Did you mean “adder”" in wrong.text
    assert opened(by_words, ("adder",)).reply("load the saved network").arguments == {"name": "adder"}


def test_nothing_to_load_says_how_something_is_saved(by_words: Assistant) -> None:
    reply = opened(by_words, ()).reply("/load")
    assert reply.kind == "refusal"
    assert "save it as adder" in reply.text
    assert opened(by_words, None).reply("/load adder").kind == "command"


def test_resume_goes_on_from_a_run_that_has_ended(by_words: Assistant) -> None:
    ended = by_words.reply("/resume", run=view(50, "finished"))
    assert "On from step 50" in ended.text
    adam = by_words.reply("/resume", run=view(50, "finished", optimizer="adam"))
    assert "adam" in adam.text
    lost = by_words.reply("/resume", run=view(5_000, "finished", learning_rate=5))
    assert "has ended" in lost.text


@pytest.mark.parametrize(
    ("text", "language", "names", "name"),
    [
        ("give me my xor-1 back", "en", None, "xor-1"),
        ("give me my xor-1 back", "en", ("xor-1",), "xor-1"),
        ("get best_net back", "en", ("best_net",), "best_net"),
        ("devuélveme mi xor-1", "es", None, "xor-1"),
        ("dame la xor-1", "es", ("xor-1",), "xor-1"),
    ],
)
def test_a_network_is_wanted_back_by_its_name(
    by_words: Assistant, text: str, language: Language, names: Sequence[str] | None, name: str
) -> None:
    reply = opened(by_words, names).reply(text, Conversation(language=language))
    assert (reply.kind, reply.intent, reply.arguments) == ("command", "load_model", {"name": name})


@pytest.mark.parametrize(
    "text", ["give me xor", "dame 10 pasos", "give me the l2 penalty back", "quiero una red con 8 neuronas"]
)
def test_nothing_is_wanted_back_that_has_no_such_name(by_words: Assistant, text: str) -> None:
    assert by_words.reply(text).intent != "load_model"
