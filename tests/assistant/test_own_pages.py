from __future__ import annotations

from pathlib import Path

import pytest

from asistente.assistant.assistant import Assistant

PAGES = {
    "bread.md": "# Baking bread\n\nBread is flour, water, salt and yeast, given time.\n\n## Kneading\n\n"
    "Knead the dough ten minutes until it is smooth. Gluten forms while you knead.\n\n## Proofing\n\n"
    "Let the dough rise at 26 degrees until it doubles.\n",
    "soups/lentils.md": "# Lentil soup\n\nLentils, carrots and onions boiled for forty minutes.\n\n"
    "## Salt at the end\n\nSalt makes the skins hard, so add it last.\n",
}


@pytest.fixture(scope="module")
def cook(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("kitchen")
    for name, text in PAGES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return Assistant(Path(folder), "en", encoder=None)


def test_the_greeting_offers_the_pages_that_are_there(cook: Assistant) -> None:
    greeting = cook.greeting()
    assert "Asistente Virtual" in greeting.text
    assert [one.target for one in greeting.suggestions] == [
        "topic:bread",
        "topic:soups/lentils",
        "demo:addition",
    ]


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("how long do I knead the dough", "bread.md#kneading"),
        ("when do I add salt to the lentils", "soups/lentils.md#salt-at-the-end"),
        ("what is bread", "bread.md"),
        ("proofing", "bread.md#proofing"),
    ],
)
def test_any_folder_answers(cook: Assistant, question: str, source: str) -> None:
    assert cook.reply(question).source == source


@pytest.mark.parametrize(
    "question", ["how tall is the Everest", "who won the world cup", "how do I fix my bike"]
)
def test_what_is_not_in_it_is_refused(cook: Assistant, question: str) -> None:
    reply = cook.reply(question)
    assert reply.kind == "refusal"
    assert {one.target for one in reply.suggestions} <= {"topic:bread", "topic:soups/lentils"}


def test_commands_still_work(cook: Assistant) -> None:
    assert cook.reply("train it").intent == "train"
    assert cook.reply("open lentil soup").arguments == {"slug": "soups/lentils"}
    assert "Baking bread" in cook.reply("topics").text
    assert cook.reply("12 + 30").intent == "predict"


OTHERS = {
    "levers.md": "# Levers\n\nA lever is a rigid bar that turns about a fixed point, the fulcrum.\n",
    "tortilla.md": "# Tortilla de patatas\n\nLa tortilla lleva huevos, patatas y sal. Se cuaja en sartén.\n\n"
    "## Cuánto aceite\n\nUn dedo en la sartén: unos 250 mililitros, y se escurre después.\n",
    "garden.md": "# The garden\n\nWater the plants at dusk. No salt near the roots.\n",
}


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder = tmp_path_factory.mktemp("others")
    for name, text in OTHERS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return Assistant(Path(folder), "en", encoder=None)


@pytest.mark.parametrize(
    "question",
    ["what is a neural network", "what is training", "what is a pulley", "¿qué es una red neuronal?"],
)
def test_a_question_is_no_command_there(others: Assistant, question: str) -> None:
    assert others.reply(question).kind != "command"


def test_an_order_stays_one_there(others: Assistant) -> None:
    assert others.reply("train a network").intent == "train"
    assert others.reply("what topics are there").intent == "topics"
    assert others.reply("how much is 7 + 5").intent == "predict"


def test_the_words_of_a_heading_count(others: Assistant) -> None:
    assert others.reply("¿cuánto aceite lleva la tortilla?").source == "tortilla.md#cuanto-aceite"


def test_the_own_language_comes_first(others: Assistant) -> None:
    assert others.reply("what is a lever").source == "levers.md"
    assert others.reply("what is a tortilla").source == "tortilla.md"  # none in English
