from __future__ import annotations

from pathlib import Path

import pytest

from asistente.assistant.answered import answered_by
from asistente.assistant.assistant import Assistant
from asistente.assistant.compare import bare
from asistente.assistant.depth import named, wanted
from asistente.assistant.routing import FOLDER, LANGUAGES
from asistente.assistant.sections import FEATURES, Asked, Sections, fitted
from asistente.knowledge.library import Library
from asistente.knowledge.vectors import VectorStore
from asistente.language.detect import Language
from asistente.storage.folders import content_folder


def shown(assistant: Assistant, question: str, language: Language, slug: str) -> str:
    page = assistant.library.page(slug, language)
    assert page is not None
    asked = Asked(question, question, language, assistant.searcher.embed(question))
    return Sections(assistant.library, assistant.store).chosen(page, asked).anchor


@pytest.mark.parametrize(
    ("question", "language", "slug", "anchor"),
    [
        ("what is Xavier initialization", "en", "initialization", "xavier"),
        ("how many layers should my network have", "en", "neurons-and-layers", "depth-and-width"),
        ("explain overfitting in simple words", "en", "overfitting", "plain"),
        ("give me an example of gradient descent", "en", "gradient-descent", "numbers"),
        ("formula of cross entropy", "en", "loss-function", "formula"),
        ("python code for backpropagation", "en", "backpropagation", "code"),
        ("what is gradient descent", "en", "gradient-descent", ""),
        ("¿qué es la semilla?", "es", "initialization", "seed"),
        ("apagar neuronas al azar", "es", "regularization", "dropout"),
        ("explícame la pérdida sin fórmulas", "es", "loss-function", "plain"),
        ("¿qué errores comunes hay sobre el sobreajuste?", "es", "overfitting", "mistakes"),
        ("¿por qué se barajan los ejemplos?", "es", "epochs-batches-steps", "shuffling"),
    ],
)
def test_the_section_fits_what_was_asked(
    assistant: Assistant, by_words: Assistant, question: str, language: Language, slug: str, anchor: str
) -> None:
    for one in (assistant, by_words):
        assert shown(one, question, language, slug) == anchor


def test_a_name_that_is_a_word_of_every_day_is_found_by_meaning(assistant: Assistant) -> None:
    if assistant.searcher.encoder is None:
        pytest.skip("the meaning model is not installed")
    assert shown(assistant, "what is He initialization", "en", "initialization") == "he"


@pytest.mark.parametrize(
    ("question", "language", "both"),
    [
        ("difference between dropout and batch normalization", "en", ("#dropout", "#batch-norm")),
        ("dropout vs early stopping", "en", ("#dropout", "#early-stopping")),
        ("¿dropout o parada temprana?", "es", ("#dropout", "#early-stopping")),
    ],
)
def test_what_lives_apart_is_set_side_by_side(
    assistant: Assistant, question: str, language: Language, both: tuple[str, str]
) -> None:
    reply = assistant.reply(question)
    assert reply.language == language
    assert all(f"{anchor})" in reply.text for anchor in both)
    assert len(reply.text) < 1_600


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("what is the difference between loss and accuracy", "en/loss-function.md#loss-vs-accuracy"),
        ("difference between epoch and step", "en/epochs-batches-steps.md#difference"),
        ("diferencia entre regresión y clasificación", "es/regression-and-classification.md"),
    ],
)
def test_a_section_that_compares_the_two_answers_alone(
    assistant: Assistant, question: str, source: str
) -> None:
    assert assistant.reply(question).source == source


def test_a_word_without_its_plural() -> None:
    plurals = {"biases": "bias", "losses": "loss", "bias": "bias", "loss": "loss", "epochs": "epoch"}
    plurals |= {"pesos": "peso", "gradientes": "gradiente", "funciones": "funcion", "errores": "error"}
    assert {word: bare(word) for word in plurals} == plurals


def test_without_formulas_no_formula_is_asked_for() -> None:
    assert named(wanted("explain it without formulas", "en")) == "plain"
    assert "formula" not in wanted("explícalo sin fórmulas", "es")
    assert named(wanted("the formula of a neuron", "en")) == "formula"


def test_every_example_stands_under_a_section_of_its_page() -> None:
    library = Library.load(content_folder())
    for language in LANGUAGES:
        for file in (FOLDER / language / "sections").glob("*.txt"):
            page = library.page(file.stem, language)
            assert page is not None, file
            anchors = {section.anchor for section in page.sections}
            found = answered_by(file.stem, language)
            assert {anchor for anchor, _ in found} <= anchors, file
            assert len({text for _, text in found}) == len(found), file


def test_every_weight_is_of_a_feature() -> None:
    assert set(fitted()) == {"meaning", "words", "own_meaning", "own_words"}
    for weights in fitted().values():
        assert set(weights) <= set(FEATURES)


def test_pages_of_ones_own_are_chosen_from_by_words(tmp_path: Path) -> None:
    (tmp_path / "bread.md").write_text(
        "# Bread\n\nFlour, salt.\n\n## Kneading\n\nTen minutes.\n\n## Oven\n\nBake it at 230 degrees.\n",
        encoding="utf-8",
    )
    library = Library.load(tmp_path)
    page = library.page("bread", "en")
    assert page is not None
    sections = Sections(library, VectorStore())
    assert sections.view(page).mode(meant=True) == "own_words"
    for question, anchor in (
        ("how hot is the oven", "oven"),
        ("kneading", "kneading"),
        ("what is bread", ""),
    ):
        assert sections.chosen(page, Asked(question, question, "en")).anchor == anchor


def test_what_was_just_asked_is_not_offered_again(assistant: Assistant) -> None:
    first = assistant.reply("what is regularization")
    assert first.suggestions
    for chip in first.suggestions:
        if not chip.target.startswith(("demo:", "topic:")):
            again = assistant.reply(chip.target)
            assert chip.target.lower() not in {one.target.lower() for one in again.suggestions}
