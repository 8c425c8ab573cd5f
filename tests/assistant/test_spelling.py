from __future__ import annotations

import pytest

from asistente.assistant.spelling import Speller, Text, sound
from asistente.language.detect import Language


@pytest.fixture(scope="module")
def speller() -> Speller:
    english: Text = ("en", "training network puppy neurons finished when does the what happens")
    spanish: Text = ("es", "entrenar perrito sentarse acuerda mano suelo")
    return Speller([english, spanish] * 5, [("en", "a wine recipe"), ("es", "la red")] * 3)


@pytest.mark.parametrize(
    ("text", "language", "read"),
    [
        ("is traning a netwrok", "en", "is training a network"),
        ("the pupy is finnished", "en", "the puppy is finished"),
        ("wat dose it do", "en", "what does it do"),
        ("xq es asi", "es", "por que es asi"),
        ("un perito a sentarce", "es", "un perrito a sentarse"),
        ("se akuerda", "es", "se acuerda"),
    ],
)
def test_slips_are_put_right(speller: Speller, text: str, language: Language, read: str) -> None:
    assert speller.correct(text, language)[0] == read


@pytest.mark.parametrize("text", ["a line of wine", "the sum of 7 + 5", "Training", "xyzzy", "ñandú", "dine"])
def test_what_is_right_or_unlike_anything_stays(speller: Speller, text: str) -> None:
    assert speller.correct(text, "en") == (text, {})


@pytest.mark.parametrize(("text", "language"), [("my mango", "en"), ("mi sueldo", "es"), ("mango", "en")])
def test_a_word_of_daily_life_or_of_the_other_language_is_no_slip(
    speller: Speller, text: str, language: Language
) -> None:
    assert speller.correct(text, language) == (text, {})


def test_what_was_changed_is_told(speller: Speller) -> None:
    assert speller.correct("Netwrok", "en") == ("network", {"Netwrok": "network"})


def test_what_sounds_alike_is_alike() -> None:
    assert sound("hizo") == sound("iso")
    assert sound("vez") == sound("bes")
    assert sound("queso") == sound("keso")
