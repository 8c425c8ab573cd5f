"""Search over the sections of a library: words and meaning, fused."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from asistente.knowledge.library import Library
from asistente.knowledge.markdown import plain
from asistente.knowledge.page import Page, Section
from asistente.knowledge.quiz import without_quizzes
from asistente.knowledge.vectors import Encoder, FloatArray, VectorStore
from asistente.knowledge.words import WordIndex
from asistente.language.detect import LANGUAGES, Language

Notice: TypeAlias = Literal["no-model", "no-vectors", "some-vectors-missing"]
"""Why search by meaning does not have its full strength; `notices.<notice>` in the catalogue says it."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A section that search returns."""

    section: Section
    score: float
    """0..1, to rank by: words and meaning, each scaled to the best of this question (see `search`)."""
    word_score: float
    """0..1, to judge by: the share of the question's words, weighed by rarity, that the section holds."""
    meaning_score: float
    """Cosine of question and section, about 0.75 (nothing in common) to 0.95; 0 without vectors."""


class Searcher:
    """Finds the sections that a question is about. Building is lazy: `prepare` does it ahead of need."""

    def __init__(
        self, library: Library, encoder: Encoder | None = None, store: VectorStore | None = None
    ) -> None:
        self.library = library
        self.encoder = encoder
        """May be given later, when the model has loaded."""
        self._store = store if store is not None else VectorStore()
        self._views: dict[Language, _View] = {}
        self._lock = threading.Lock()

    def prepare(self, *languages: Language) -> None:
        """Build what questions in these languages need (all without any)."""
        for language in languages or LANGUAGES:
            self._view(language)

    def notice(self, language: Language) -> Notice | None:
        """Why there is less than full search by meaning in a language; None where nothing is missing."""
        if self.encoder is None:
            return "no-model"
        there = self._view(language).there
        if there.all():
            return None
        return "some-vectors-missing" if there.any() else "no-vectors"

    def embed(self, text: str) -> FloatArray | None:
        """The vector of a question, (384,), to be computed once and shared; None without a model."""
        if self.encoder is None or not text.strip():
            return None
        vector: FloatArray = self.encoder.encode([text])[0]
        return vector

    def search(
        self, query: str, language: Language, limit: int = 5, vector: FloatArray | None = None
    ) -> list[Passage]:
        """The best passages for a question, best first; `vector` is its `embed`, computed if not given."""
        view = self._view(language)
        if not view.sections or not query.strip():
            return []
        if vector is None:
            vector = self.embed(query)
        ranking, share = view.word_scores(query)
        fused = _scaled(ranking)
        meaning = np.zeros_like(share)
        if vector is not None and view.there.any():
            meaning = view.matrix @ vector
            # Words count for as much of the question as the best section holds: a section that shares one
            # common word with it is not a hit. Right topic first, on 1,087 example questions, en / es: plain
            # halves 0.58 / 0.66, so weighed 0.62 / 0.70.
            fused = 0.5 * float(share.max()) * fused + 0.5 * _scaled(meaning, view.there)
        order = np.argsort(-fused, kind="stable")[:limit]
        return [
            Passage(view.sections[place], float(fused[place]), float(share[place]), float(meaning[place]))
            for place in order
            if fused[place] > 0
        ]

    def corrections(self, query: str, language: Language) -> dict[str, str]:
        """The words of a question that were taken for others: `{"entrenamento": "entrenamiento"}`."""
        return self._view(language).corrections(query)

    def _view(self, language: Language) -> _View:
        with self._lock:
            if language not in self._views:
                self._views[language] = _View(self.library, language, self._store)
            return self._views[language]


class _View:
    """What one language sees: its pages, and those of the other language that it lacks."""

    def __init__(self, library: Library, language: Language, store: VectorStore) -> None:
        found = [
            (section, page, text)
            for page in library.pages(language)
            for section in page.sections
            if (text := searched_text(section))
        ]
        self.sections = [section for section, _, _ in found]
        texts = [embedded_text(page, section, text) for section, page, text in found]
        self.matrix, self.there = store.get("passage", texts)
        self._indexes: list[tuple[npt.NDArray[np.int64], WordIndex]] = []
        for written_in in LANGUAGES:
            places = [place for place, (section, _, _) in enumerate(found) if section.language == written_in]
            if places:
                documents = [_document(found[place][1], found[place][0], found[place][2]) for place in places]
                self._indexes.append((np.array(places), WordIndex(written_in, documents)))

    def word_scores(self, query: str) -> tuple[FloatArray, FloatArray]:
        """For every section, (n,): its BM25 score, and the share 0..1 of the question's words it holds."""
        ranking, share = np.zeros((2, len(self.sections)), np.float32)
        for places, index in self._indexes:
            for place, score, part in index.search(query, limit=200):
                ranking[places[place]], share[places[place]] = score, part
        return ranking, share

    def corrections(self, query: str) -> dict[str, str]:
        """Words that no section has, with the nearest that one has; the language of most pages decides."""
        if not self._indexes:
            return {}
        return max(self._indexes, key=lambda entry: len(entry[0]))[1].corrections(query)


def searched_text(section: Section) -> str:
    """What a section says, without Markdown and without its quiz: the wrong options answer nothing."""
    return plain(without_quizzes(section.text))


def embedded_text(page: Page, section: Section, text: str) -> str:
    """The text whose vector stands for a section: it begins with what the section is about."""
    return f"{_head(page, section)}\n{text}"


def _document(page: Page, section: Section, text: str) -> tuple[str, str]:
    return _head(page, section), text


def _head(page: Page, section: Section) -> str:
    return page.title if section.heading == page.title else f"{page.title}: {section.heading}"


def _scaled(scores: FloatArray, there: npt.NDArray[np.bool_] | None = None) -> FloatArray:
    """Scores from 0 to 1. Cosines (`there` given) all lie close together: the least is set to 0 as well."""
    if there is None:
        return scores / max(float(scores.max()), 1e-9)
    known = scores[there]
    low, high = float(known.min()), float(known.max())
    return np.where(there, (scores - low) / max(high - low, 1e-9), 0).astype(np.float32)
