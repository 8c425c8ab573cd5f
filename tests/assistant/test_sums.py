from __future__ import annotations

import pytest

from asistente.assistant.sums import chip_number, find_sum, is_half_sum, loose_sum
from asistente.language.detect import Language


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("7 + 5", "en", (7, 5, "+")),
        ("7+5=?", "en", (7, 5, "+")),
        ("7 plus 5", "en", (7, 5, "+")),
        ("and 7+5?", "en", (7, 5, "+")),
        ("what does it say to 1+2", "en", (1, 2, "+")),
        ("what's twelve plus thirty", "en", (12, 30, "+")),
        ("how much would -3 + 10 be", "en", (-3, 10, "+")),
        ("3 times 4", "en", (3, 4, "*")),
        ("9 x 9", "en", (9, 9, "*")),
        ("add 3 and 6", "en", (3, 6, "+")),
        ("multiply 6 by 4", "en", (6, 4, "*")),
        ("try 2.5 + 1.5", "en", (2.5, 1.5, "+")),
        ("siete más cinco", "es", (7, 5, "+")),
        ("cuánto es 12 más 30", "es", (12, 30, "+")),
        ("y 7 + 5?", "es", (7, 5, "+")),
        ("cuánto son veinte y veintidós", "es", (20, 22, "+")),
        ("la suma de 7 y 5", "es", (7, 5, "+")),
        ("tres por cuatro", "es", (3, 4, "*")),
        ("proba con 2,5 + 4", "es", (2.5, 4, "+")),
        ("7 − 5", "en", (7, 5, "-")),
        ("10 dividido entre 2", "es", (10, 2, "/")),
    ],
)
def test_sums_as_people_put_them(text: str, language: Language, expected: tuple[float, float, str]) -> None:
    found = find_sum(text, language)
    assert found is not None
    assert (found.a, found.b, found.op) == expected
    assert found.bare


@pytest.mark.parametrize(
    "text",
    [
        "why does it fail at 500 + 300",
        "it only practises up to ten, so how come 900 + 450 goes wild",
        "le pregunté 3 más 4 y da 6,98, por qué",
    ],
)
def test_a_sum_inside_a_question_is_not_bare(text: str) -> None:
    found = find_sum(text, "en" if "why" in text or "how" in text else "es")
    assert found is not None
    assert not found.bare


@pytest.mark.parametrize(
    "text",
    ["two layers of 8", "what is training", "c++", "+", "7 +", "+ 5", "a + b", "learning rate 0.1", ""],
)
def test_no_sum(text: str) -> None:
    assert find_sum(text, "en") is None


def test_more_than_two_numbers() -> None:
    found = find_sum("1 + 2 + 3", "en")
    assert found is not None
    assert found.more
    assert found.arguments() == {"a": 1, "b": 2, "op": "+"}


def test_where_a_sum_is_asked_for_two_numbers_are_enough() -> None:
    found = loose_sum("what does it think 9 and 6 make", "en")
    assert found is not None
    assert found.arguments() == {"a": 9, "b": 6, "op": "+"}
    assert loose_sum("what do you think", "en") is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("2", 2), ("2.", 2), (" 2) ", 2), ("#2", 2), ("two", 2), ("dos", 2), ("99", 99), ("0", 0)],
)
def test_the_number_of_a_choice(text: str, number: int) -> None:
    assert chip_number(text) == number


@pytest.mark.parametrize("text", ["", "2.5", "-1", "two layers", "7 + 5", "step", "1 2", "half", "99999999"])
def test_no_number_of_a_choice(text: str) -> None:
    assert chip_number(text) is None


def test_half_a_sum() -> None:
    assert is_half_sum("7 + nan", "en")
    assert is_half_sum("x * 3 = ?", "en")
    assert not any(is_half_sum(text, "en") for text in ("7 + 5", "a + b", "two-layer", "2-layer", "c++"))


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("how many weights does a 2-8-1 network have?", False),
        ("cuántos números aprende una 64-32-10", False),
        ("10-3-2", True),
        ("what is 8-5?", True),
        ("how much is 7 + 5 in the 2-8-1?", True),
    ],
)
def test_the_shape_of_a_network_is_no_sum(said: str, found: bool) -> None:
    assert (find_sum(said, "en") is not None) == found
