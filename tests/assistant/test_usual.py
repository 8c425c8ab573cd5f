"""What is usual in a folder: how near questions come that have nothing to do with it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from asistente.assistant.usual import LEAST_QUESTIONS, Usual, strange_to, usual_of

FloatArray = npt.NDArray[np.float32]


def rows(count: int, seed: int, towards: FloatArray | None = None) -> FloatArray:
    """Vectors of length one, all about as far from each other; or all near to one direction."""
    found = np.random.default_rng(seed).standard_normal((count, 64), np.float32)
    if towards is not None:
        found += 40 * towards
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), np.float32)


def test_half_of_the_usual_questions_are_nearer_than_zero_and_half_are_not() -> None:
    sections, questions = rows(50, 1), rows(200, 2)
    usual = usual_of(sections, questions)
    assert usual is not None
    nearest = [usual.near(float(value)) for value in (sections @ questions.T).max(axis=0)]
    assert np.median(nearest) == pytest.approx(0, abs=0.05)
    assert np.mean(np.abs(nearest) < 1) == pytest.approx(0.68, abs=0.08)


def test_a_section_that_is_near_to_everything_is_taken_by_its_own_measure() -> None:
    questions = rows(200, 2)
    centre = questions.mean(axis=0) / np.linalg.norm(questions.mean(axis=0))
    sections = np.vstack([rows(20, 1), centre[None]])
    usual = Usual.of(sections, questions)
    assert usual.mean[-1] == usual.mean.max()
    assert usual.near_adjusted(0.3, 0) > usual.near_adjusted(0.3, 20)


def test_a_question_on_the_subject_of_the_folder_is_not_strange_to_it() -> None:
    subject = rows(1, 7)[0]
    sections = rows(30, 1, towards=subject)
    questions = np.vstack([rows(100, 2), rows(5, 3, towards=subject)])
    usual = usual_of(sections, questions[:100])
    assert usual is not None
    strange = strange_to(sections, questions, usual)
    assert not strange[100:].any()
    assert strange[:100].mean() > 0.6


def test_an_empty_folder_has_nothing_usual_and_one_section_is_enough() -> None:
    assert usual_of(rows(0, 1), rows(200, 2)) is None
    assert usual_of(rows(5, 1), rows(LEAST_QUESTIONS - 1, 2)) is None
    usual = usual_of(rows(1, 1), rows(200, 2))
    assert usual is not None
    assert np.isfinite([usual.near(1.0), usual.near_adjusted(1.0, 0)]).all()
