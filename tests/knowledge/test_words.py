import pytest
from hypothesis import given
from hypothesis import strategies as st

from asistente.knowledge.words import WordIndex

ENGLISH = WordIndex(
    "en",
    [
        ("Learning rate", "How big each adjustment of the weights is."),
        ("Overfitting", "The network memorises its examples and fails on others."),
        ("Puppies", "Training a puppy takes patience."),
    ],
)
SPANISH = WordIndex(
    "es",
    [
        ("Función de activación", "Las neuronas pasan por una función."),
        ("Épocas", "Una época es una vuelta por los ejemplos."),
        ("El error", "Se mide cuánto se equivocó la red."),
    ],
)


def best(index: WordIndex, query: str) -> int | None:
    found = index.search(query)
    return found[0][0] if found else None


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("how big are the adjustments", 0),
        ("WEIGHT", 0),
        ("memorising", 1),
        ("what is a puppy?", 2),
        ("pupyp", 2),
        ("overfiting", 1),
        ("patiense", 2),
        ("marathon", None),
        ("", None),
        ("???", None),
        ("the of and", 0),
    ],
)
def test_english_words_find_their_document(query: str, place: int | None) -> None:
    assert best(ENGLISH, query) == place


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("activaciones", 0),
        ("activacion", 0),
        ("FUNCIÓN DE ACTIVACIÓN", 0),
        ("epoca", 1),
        ("épocas", 1),
        ("se equivoca", 2),
        ("ejemplo", 1),
        ("neurnas", 0),
    ],
)
def test_spanish_words_find_their_document_with_and_without_accents(query: str, place: int) -> None:
    assert best(SPANISH, query) == place


def test_the_share_says_how_much_of_the_question_a_document_holds() -> None:
    ((_, _, all_of_it),) = ENGLISH.search("patience with a puppy")
    ((_, _, half),) = ENGLISH.search("puppy marathon")
    assert all_of_it == pytest.approx(1)
    assert 0.2 < half < 0.5, "a word that no document has weighs more than one that some have"


def test_corrections_are_told() -> None:
    assert ENGLISH.corrections("pupyp patiense the marathon weights") == {
        "pupyp": "puppy",
        "patiense": "patience",
    }
    assert ENGLISH.corrections("cat") == {}


@pytest.mark.parametrize(
    "query",
    [
        'title:x AND (" OR',
        "head:puppy",
        "a^2 ~ * ? [1 TO",
        "\\",
        "\x00puppy\x1b[31m",
        "puppy " * 200_000,
        "\ud800",
    ],
)
def test_signs_of_any_syntax_are_just_signs(query: str) -> None:
    assert best(ENGLISH, query) in (2, None)


@given(st.text(max_size=80))
def test_no_question_raises(query: str) -> None:
    for place, score, share in ENGLISH.search(query):
        assert 0 <= place < len(ENGLISH)
        assert score > 0
        assert 0 <= share <= 1 + 1e-6


def test_an_empty_index_finds_nothing() -> None:
    assert WordIndex("en", []).search("puppy") == []


def test_documents_that_say_nothing_are_no_obstacle() -> None:
    index = WordIndex("en", [("", ""), ("", "puppy")])
    assert best(index, "puppy") == 1
