from __future__ import annotations

import pytest

from asistente.assistant.numbers import tokens
from asistente.language.detect import Language


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("0.01", "en", 0.01),
        ("0,01", "es", 0.01),
        (".5", "en", 0.5),
        (",5", "es", 0.5),
        ("1e-3", "en", 0.001),
        ("10^-3", "en", 0.001),
        ("ten to the minus three", "en", 0.001),
        ("1/1000", "en", 0.001),
        ("a thousandth", "en", 0.001),
        ("two thousandths", "en", 0.002),
        ("una milésima", "es", 0.001),
        ("dos milésimas", "es", 0.002),
        ("una diezmilésima", "es", 0.0001),
        ("half", "en", 0.5),
        ("media", "es", 0.5),
        ("zero point oh one", "en", 0.01),
        ("point five", "en", 0.5),
        ("cero coma uno", "es", 0.1),
        ("cero punto cero cinco", "es", 0.05),
        ("5%", "en", 0.05),
        ("-1", "en", -1.0),
        ("minus one", "en", -1.0),
        ("menos dos", "es", -2.0),
        ("1,234.5", "en", 1234.5),
        ("1.234,5", "es", 1234.5),
    ],
)
def test_measures(text: str, language: Language, value: float) -> None:
    found = tokens(text, language)
    assert [token.value for token in found] == [pytest.approx(value)]


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("1,000", "en", 1000),
        ("1.000", "es", 1000),
        ("1.000", "en", 1000),
        ("10 000", "en", 10_000),
        ("10k", "en", 10_000),
        ("two thousand and five", "en", 2005),
        ("two hundred and sixteen", "en", 216),
        ("twenty-one", "en", 21),
        ("half a million", "en", 500_000),
        ("one hundred thousand", "en", 100_000),
        ("mil", "es", 1000),
        ("dos mil quinientos", "es", 2500),
        ("treinta y dos", "es", 32),
        ("dieciséis", "es", 16),
        ("medio millón", "es", 500_000),
        ("10 mil", "es", 10_000),
    ],
)
def test_counts(text: str, language: Language, count: int) -> None:
    found = [token for token in tokens(text, language) if token.count is not None]
    assert [token.count for token in found] == [count]


@pytest.mark.parametrize(
    ("text", "language", "numbers"),
    [
        ("16 and 8", "en", [16, 8]),
        ("dieciséis y ocho", "es", [16, 8]),
        ("veinte y veintidós", "es", [20, 22]),
        ("7 - 5", "en", [7, 5]),
        ("2-8-1", "en", [2, 8, 1]),
        ("seed 3, steps 20", "en", [3, 20]),
        ("siete menos tres", "es", [7, 3]),
        ("train it once more", "en", []),
    ],
)
def test_numbers_that_stay_apart(text: str, language: Language, numbers: list[int]) -> None:
    assert [token.value for token in tokens(text, language) if token.value is not None] == numbers


def test_a_lone_article_is_marked_as_such() -> None:
    first, *_ = tokens("una capa", "es")
    assert first.article
    assert first.value == 1


@pytest.mark.parametrize("text", ["1e999", "9" * 400, "1" + "0" * 500, "1/0", "0^-3", "١٢", "½", "10^9999"])
def test_mad_numbers_are_read_without_an_error(text: str) -> None:
    tokens(text, "en")
    tokens(text, "es")
