from pathlib import Path

import numpy as np
import pytest

from asistente.knowledge.check.near import compare
from asistente.knowledge.library import Library
from asistente.knowledge.vectors import DIMENSIONS, Encoder, VectorStore
from tests.knowledge.folders import LetterEncoder, folder_of


def never() -> Encoder | None:
    pytest.fail("all vectors are there: no model is needed")


def page(*questions: str) -> str:
    return "---\ntitle: A page\nquestions:\n" + "".join(f"  - {one}\n" for one in questions) + "---\nText.\n"


@pytest.fixture
def library(tmp_path: Path) -> Library:
    files: dict[str, str | bytes] = {
        "en/cat.md": page("who purrs", "who purrs at night", "same words"),
        "en/dog.md": page("who barks", "Same words!"),
        "en/questions/dog.txt": "\nwho purrs by night\n",
        "es/perro.md": page("quién ladra"),
    }
    return Library.load(folder_of(tmp_path, files))


def pairs(library: Library, store: VectorStore, threshold: float) -> list[tuple[str, str]]:
    english, spanish = compare(library, store, LetterEncoder, threshold)
    assert (english.questions, spanish.questions) == (6, 1)
    assert spanish.near == ()
    assert [pair.cosine for pair in english.near] == sorted(
        (pair.cosine for pair in english.near), reverse=True
    )
    return [(pair.first.where, pair.second.where) for pair in english.near]


def test_the_nearest_of_two_topics_come_first(library: Library) -> None:
    found = pairs(library, VectorStore(), 0.6)
    assert found[:2] == [
        ("en/cat.md:5", "en/questions/dog.txt:2"),
        ("en/cat.md:4", "en/questions/dog.txt:2"),
    ]
    assert pairs(library, VectorStore(), 0.999) == []  # the same words are told as a question asked twice


def test_vectors_that_are_kept_are_used(library: Library) -> None:
    store = VectorStore()
    questions = [question for one in library for question in one.questions]
    vectors = np.zeros((len(questions), DIMENSIONS), np.float32)
    vectors[:, :7] = np.eye(7, dtype=np.float32)[: len(questions)]
    store.add("query", questions, vectors)
    english, _ = compare(library, store, never, 0.5)
    assert (english.near, english.without) == ((), 0)


def test_what_has_no_vector_is_counted(library: Library) -> None:
    missing: list[int] = []
    english, spanish = compare(library, VectorStore(), lambda: None, 0.5, missing.append)
    assert missing == [6, 1]
    assert (english.without, spanish.without, english.near) == (6, 1, ())
