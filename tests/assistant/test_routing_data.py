from __future__ import annotations

import tomllib
from collections import Counter

import pytest

from asistente.assistant.evidence import FEATURES
from asistente.assistant.examples import examples, routing_examples
from asistente.assistant.router import fitted
from asistente.assistant.routing import FOLDER, LANGUAGES
from asistente.knowledge.library import Library
from asistente.language.detect import Language
from asistente.language.normalise import fold
from asistente.language.texts import Texts
from asistente.storage.folders import content_folder


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_intent_has_many_phrases(language: Language) -> None:
    counts = Counter(
        example.label.name
        for example in routing_examples()
        if example.language == language and example.label.kind == "command"
    )
    assert min(counts.values()) >= 25
    assert sum(counts.values()) / len(counts) >= 45


@pytest.mark.parametrize("language", LANGUAGES)
def test_off_topic_has_many_phrases(language: Language) -> None:
    found = [one for one in routing_examples() if one.language == language and one.label.kind == "offtopic"]
    assert len(found) >= 400


def test_both_languages_have_the_same_files() -> None:
    def files(language: Language) -> set[str]:
        return {str(file.relative_to(FOLDER / language)) for file in (FOLDER / language).rglob("*.t*")}

    assert files("en") == files("es")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_stands_for_two_things(language: Language) -> None:
    labels: dict[str, set[str]] = {}
    for example in routing_examples():
        if example.language == language:
            labels.setdefault(fold(example.text), set()).add(f"{example.label.kind} {example.label.name}")
    assert {text: found for text, found in labels.items() if len(found) > 1} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_may_be_said_has_its_sentence(language: Language) -> None:
    texts = Texts(language)
    for example in routing_examples():
        kind, name = example.label.kind, example.label.name
        if kind == "smalltalk":
            assert f"chat.smalltalk.{name}" in texts


def test_every_page_is_a_topic() -> None:
    library = Library.load(content_folder())
    found = {example.label for example in examples(library)}
    assert {label.name for label in found if label.kind == "topic"} == set(library.slugs())


def test_the_fitted_weights_are_of_features_that_exist() -> None:
    for mode in ("meaning", "words"):
        assert set(fitted()[mode]) - {"refuse", "ask"} <= set(FEATURES)
    assert "do not edit by hand" in (FOLDER / "thresholds.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
def test_vocabularies_are_written_folded(language: Language) -> None:
    for name in ("numbers", "parameters", "depths", "cues", "shorthand", "steering", "why"):
        text = (FOLDER / language / f"{name}.toml").read_text(encoding="utf-8")
        values = str(tomllib.loads(text))
        assert not set(values) & set("áéíóúñÁÉÍÓÚÑ"), name
