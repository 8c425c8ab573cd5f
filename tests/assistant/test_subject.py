from __future__ import annotations

import pytest

from asistente.assistant.opposites import asks_opposite
from asistente.assistant.subject import Subject, Terms, choice_of, declines, names_nothing, subject_of
from asistente.knowledge.library import Library
from asistente.language.detect import Language
from asistente.storage.folders import content_folder


@pytest.fixture(scope="module")
def terms() -> Terms:
    return Terms(Library.load(content_folder()))


@pytest.mark.parametrize(
    ("language", "text", "subject"),
    [
        ("en", "and dropout?", "dropout"),
        ("en", "What about the weights?", "the weights"),
        ("en", "I don't get batches", "batches"),
        ("es", "¿y los pesos?", "los pesos"),
        ("es", "no entiendo lo del bias", "bias"),
        ("es", "y el learning rate?", "el learning rate"),
    ],
)
def test_a_subject_named_by_its_terms(terms: Terms, language: Language, text: str, subject: str) -> None:
    assert subject_of(text, language, terms) == Subject(subject, said=False)


@pytest.mark.parametrize(
    ("language", "text", "subject"),
    [
        ("en", "what did you say about batches?", "batches"),
        ("en", "ok, remind me about the curve again", "the curve"),
        ("es", "¿qué dijiste sobre los lotes?", "los lotes"),
        ("es", "qué era eso del gradiente", "gradiente"),
    ],
)
def test_what_was_said_is_wanted_again(terms: Terms, language: Language, text: str, subject: str) -> None:
    assert subject_of(text, language, terms) == Subject(subject, said=True)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "and why?"),
        ("en", "and if they are very large?"),
        ("en", "and what would that mean"),
        ("en", "what about the weather"),
        ("en", "what did you say"),
        ("en", "I don't get it"),
        ("es", "¿y si es muy grande?"),
        ("es", "¿y mi gato?"),
        ("es", "no entiendo"),
    ],
)
def test_no_subject_is_read_into_other_turns(terms: Terms, language: Language, text: str) -> None:
    assert subject_of(text, language, terms) is None


def test_only_terms_are_terms(terms: Terms) -> None:
    assert terms.only(["batch", "size"], "en")
    assert terms.only(["epochs"], "en")
    assert not terms.only(["batch", "weather"], "en")
    assert not terms.only([], "en")
    assert not terms.only(["sobreajuste"], "en")


@pytest.mark.parametrize(
    ("language", "text", "nothing"),
    [
        ("en", "how many do I need?", True),
        ("en", "and does it always happen?", True),
        ("en", "how many layers do I need?", False),
        ("es", "¿cuántas necesito?", True),
        ("es", "¿cuántas capas necesito?", False),
    ],
)
def test_a_turn_that_names_nothing(language: Language, text: str, nothing: bool) -> None:
    assert names_nothing(text, language) == nothing


@pytest.mark.parametrize(
    ("language", "text", "asks"),
    [
        ("en", "and the opposite?", True),
        ("en", "what about the other way round", True),
        ("en", "is regression the opposite of classification", False),
        ("es", "¿y lo contrario?", True),
        ("es", "y al revés", True),
        ("es", "lo contrario de la regresión", False),
    ],
)
def test_the_opposite_is_asked_for(language: Language, text: str, asks: bool) -> None:
    assert asks_opposite(text, language) == asks


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        ("en", "the first one please", 0),
        ("en", "I meant the second", 1),
        ("en", "the first layer", None),
        ("en", "the first or the second", None),
        ("es", "la segunda", 1),
        ("es", "¿cuál es la primera capa?", None),
    ],
)
def test_a_choice_is_named_by_its_place(language: Language, text: str, place: int | None) -> None:
    assert choice_of(text, language) == place


def test_a_no_is_a_no() -> None:
    assert declines("No!", "en")
    assert declines("pues no", "es")
    assert not declines("ok", "en")
