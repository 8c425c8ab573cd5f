"""A picture of one's own for the network that reads digits."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asistente.assistant.asking.drawings import dots, drawing, flaw
from asistente.assistant.assistant import Assistant
from asistente.assistant.conversation import Conversation
from asistente.language.detect import Language
from asistente.training.demos import DEMOS
from asistente.training.model import answers
from tests.assistant.conftest import view

TWO = ["...##...", "..####..", ".##..##.", ".....##.", "....##..", "...##...", "..######", "..######"]


@pytest.mark.parametrize("between", ["\n", " ", "/", " | ", ""])
@pytest.mark.parametrize("first", ["draw\n", "draw ", "I drew this: ", "dibujo\n", "este es mi dibujo "])
def test_a_drawing_typed_or_pasted(first: str, between: str) -> None:
    assert drawing(first + between.join(TWO), beside=False) == {"drawn": TWO}


@pytest.mark.parametrize(
    ("text", "beside", "found"),
    [
        ("let me draw a digit", True, {"drawn": []}),
        ("quiero dibujar un dígito", True, {"drawn": []}),
        ("draw", True, {"drawn": []}),
        ("draw", False, None),
        ("draw me a picture", True, None),
        ("what does the network draw...", True, None),
        ("draw the loss curve", True, None),
        ("draw it ...", True, None),
        ("...##...", True, None),
        ("train xor", True, None),
    ],
)
def test_the_wish_to_draw_and_what_is_none(text: str, beside: bool, found: dict[str, Any] | None) -> None:
    assert drawing(text, beside) == found


@given(st.lists(st.text(".+#", min_size=8, max_size=8), min_size=8, max_size=8))
def test_every_sign_is_a_dot(rows: list[str]) -> None:
    assert flaw(rows) is None
    found = dots(rows, 16.0)
    assert len(found) == 64
    assert all(
        dot == 16 * {".": 0, "+": 0.5, "#": 1}[sign] for dot, sign in zip(found, "".join(rows), strict=True)
    )


@pytest.mark.parametrize(
    ("language", "first", "says"),
    [("en", "draw\n", "The network sees **2**"), ("es", "dibujo\n", "La red ve un **2**")],
)
def test_the_network_is_asked_at_its_step(
    by_words: Assistant, language: Language, first: str, says: str
) -> None:
    conversation, run = Conversation(language=language), view(500, demo="digits")
    reply = by_words.reply(first + "\n".join(TWO), conversation, run)
    assert (reply.kind, reply.intent, reply.language) == ("command", "predict", language)
    assert reply.arguments == {"demo": "digits", "drawn": TWO}
    assert says in reply.text
    assert "500" in reply.text
    assert "████" in reply.text
    samples = [DEMOS["digits"].put(*dots(TWO, 16.0))]
    assert answers(run.config, run.snapshot.weights, samples)[0].said.startswith("2")
    later = by_words.reply(first + "\n".join(TWO), conversation, view(1000, demo="digits"))
    assert "500" in later.text  # what it said before


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (TWO[:3], "this has 3"),
        ([*TWO[:2], ".##..##", *TWO[3:]], "Line 3 has 7 signs"),
        (["#" * 9] * 8, "Line 1"),
    ],
)
def test_a_drawing_of_another_size_is_refused_in_one_line(
    by_words: Assistant, rows: list[str], says: str
) -> None:
    reply = by_words.reply("draw\n" + "\n".join(rows), run=view(10, demo="digits"))
    assert reply.kind == "refusal"
    assert says in reply.text
    assert "\n" not in reply.text


def test_the_form_is_shown_and_works(by_words: Assistant) -> None:
    run = view(10, demo="digits")
    for chip in by_words.reply("show it a seven", run=run).suggestions:
        how = by_words.reply(chip.target, run=run)
        assert how.intent == "predict"
    example = how.text.split("```")[1].removeprefix("text\n")
    assert by_words.reply(example, run=run).arguments == {"demo": "digits", "drawn": TWO}


@pytest.mark.parametrize("text", ["draw a seven", "dibújame un 7", "show it a seven", "enséñale un 7"])
def test_a_picture_is_picked_by_its_class(by_words: Assistant, text: str) -> None:
    reply = by_words.reply(text, run=view(300, demo="digits"))
    assert reply.arguments == {"demo": "digits", "digit": 7}


def test_nothing_trained_yet_is_said(by_words: Assistant) -> None:
    reply = by_words.reply("draw " + " ".join(TWO))
    assert reply.intent == "predict"
    assert reply.suggestions[0].target == "demo:digits"
