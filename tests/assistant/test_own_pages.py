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
