"""Search over the sections of a library: words and meaning, fused."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from asistente.knowledge import kept_words
from asistente.knowledge.kept import Kept
from asistente.knowledge.library import Library
from asistente.knowledge.markdown import plain
from asistente.knowledge.page import Page, Section
from asistente.knowledge.quiz import without_quizzes
from asistente.knowledge.vectors import DIMENSIONS, Encoder, FloatArray, VectorStore, hashed
from asistente.knowledge.words import Document, WordIndex
from asistente.language.detect import LANGUAGES, Language

IntArray: TypeAlias = npt.NDArray[np.int64]
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
    """Finds the sections that a question is about. Building is lazy: `prepare` does it ahead of need.

    Vectors that the store is given later are taken up by the next search.
    """

    def __init__(
        self,
        library: Library,
        encoder: Encoder | None = None,
        store: VectorStore | None = None,
        kept: Kept | None = None,
    ) -> None:
        """`kept`: where what is made of the library may be kept."""
        self.library = library
        self.encoder = encoder
        """May be given later, when the model has loaded."""
        self._corpus = _Corpus(library, store if store is not None else VectorStore(), kept or Kept())

    def prepare(self) -> None:
        """Build what questions in any language need."""
        for language in LANGUAGES:
            self._corpus.view(language)

    def keep(self) -> None:
        """Write the indexes that the cache lacks. Raises OSError where that is impossible."""
        self._corpus.keep()

    def notice(self, language: Language) -> Notice | None:
        """Why there is less than full search by meaning in a language; None where nothing is missing."""
        if self.encoder is None:
            return "no-model"
        there = self._corpus.vectors(self._corpus.view(language))[1]
        if there.all():
            return None
        return "some-vectors-missing" if there.any() else "no-vectors"

    def meant_count(self) -> tuple[int, int]:
        """How many sections have their vector, and how many there are."""
        return self._corpus.meant_count()

    def meant(self) -> tuple[list[Section], FloatArray]:
        """The sections that have their vector, in every language, and the vectors (n, 384)."""
        return self._corpus.meant()

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
        places = self._corpus.view(language)
        if not len(places) or not query.strip():
            return []
        if vector is None:
            vector = self.embed(query)
        ranking, share = self._corpus.word_scores(query, language)
        fused = _scaled(ranking)
        meaning = np.zeros_like(share)
        if vector is not None:
            matrix, there = self._corpus.vectors(places)
            if there.any():
                meaning = matrix @ vector
                # Words count for as much of the question as the best section holds: a section that shares
                # one common word with it is not a hit. Right topic first, on 1,087 example questions,
                # en / es: plain halves 0.58 / 0.66, so weighed 0.62 / 0.70. Where there is no vector yet,
                # words stand in for meaning too: else whatever has one would come before it.
                words = float(share.max()) * fused
                meant = _scaled(meaning, there)
                meant[~there] = words[~there]
                fused = 0.5 * words + 0.5 * meant
        order = np.argsort(-fused, kind="stable")[:limit]
        sections = self._corpus.sections
        return [
            Passage(sections[places[place]], float(fused[place]), float(share[place]), float(meaning[place]))
            for place in order
            if fused[place] > 0
        ]

    def corrections(self, query: str, language: Language) -> dict[str, str]:
        """The words of a question that were taken for others: `{"entrenamento": "entrenamiento"}`."""
        return self._corpus.corrections(query, language)


class _Corpus:
    """The sections of a library with their words and vectors, each once however many languages see it."""

    def __init__(self, library: Library, store: VectorStore, kept: Kept) -> None:
        self.sections: list[Section] = []
        self._library, self._store, self._kept = library, store, kept
        self._keys: list[int] = []
        self._unkept: set[Language] = set()
        self._views: dict[Language, IntArray] = {}
        self._indexes: list[tuple[IntArray, WordIndex]] = []
        self._matrix = np.empty((0, DIMENSIONS), np.float32)
        self._there = np.empty(0, np.bool_)
        self._taken = -1
        self._lock = threading.RLock()

    def view(self, language: Language) -> IntArray:
        """The places of the sections that a language sees: its own, and those that it lacks."""
        with self._lock:
            if not self._views:
                self._read()
            return self._views[language]

    def vectors(self, places: IntArray) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
        """The vectors (n, 384) of sections, and which are there (n,)."""
        with self._lock:
            self._take_vectors()
            if len(places) == len(self._there):
                return self._matrix, self._there
            return self._matrix[places], self._there[places]

    def meant_count(self) -> tuple[int, int]:
        """How many sections have a vector, and how many there are."""
        with self._lock:
            self.view(LANGUAGES[0])
            self._take_vectors()
            return int(self._there.sum()), len(self._there)

    def meant(self) -> tuple[list[Section], FloatArray]:
        """The sections that have a vector, and the vectors (n, 384)."""
        with self._lock:
            self.view(LANGUAGES[0])
            self._take_vectors()
            places = np.flatnonzero(self._there)
            return [self.sections[at] for at in places.tolist()], self._matrix[places]

    def word_scores(self, query: str, language: Language) -> tuple[FloatArray, FloatArray]:
        """For every section of a view, (n,): its BM25 score, and the share 0..1 of the question's words."""
        seen = self.view(language)
        ranking, share = np.zeros((2, len(self.sections)), np.float32)
        for places, index in self._indexes_of(seen):
            for place, score, part in index.search(query, limit=200):
                ranking[places[place]], share[places[place]] = score, part
        return ranking[seen], share[seen]

    def corrections(self, query: str, language: Language) -> dict[str, str]:
        """Words that no section has, with the nearest that one has; the language of most pages decides."""
        indexes = self._indexes_of(self.view(language))
        return indexes[0][1].corrections(query) if indexes else {}

    def _indexes_of(self, seen: IntArray) -> list[tuple[IntArray, WordIndex]]:
        """The indexes that hold a section of a view, that with most of them first."""
        is_seen = np.zeros(len(self.sections), np.bool_)
        is_seen[seen] = True
        found = [(int(is_seen[places].sum()), at) for at, (places, _) in enumerate(self._indexes)]
        return [self._indexes[at] for count, at in sorted(found, reverse=True) if count]

    def _read(self) -> None:
        found, keys = self._searched()
        at: dict[tuple[str, Language], list[int]] = {}
        for page in self._library:
            at[page.slug, page.language] = []
        for place, (page, _) in enumerate(found):
            at[page.slug, page.language].append(place)
        self.sections = [section for _, section in found]
        self._keys = keys
        for written_in in LANGUAGES:
            places = [place for place, section in enumerate(self.sections) if section.language == written_in]
            if places:
                folder = self._kept.words(written_in)
                index = kept_words.take(written_in, folder, self._kept.made)
                if index is None:
                    self._unkept.add(written_in)
                    index = WordIndex(written_in, _documents(found, places))
                self._indexes.append((np.array(places), index))
        views = {
            language: np.array(
                [place for page in self._library.pages(language) for place in at[page.slug, page.language]],
                np.int64,
            )
            for language in LANGUAGES
        }
        self._views = views  # last: until it is there nothing is searched

    def _searched(self) -> tuple[list[tuple[Page, Section]], list[int]]:
        """The sections that say something, and the hashes of their texts."""
        every = [(page, section) for page in self._library for section in page.sections]
        part = self._kept.made.take("sections")
        if part is None:
            texts = [searched_text(section) for _, section in every]
            found = [(*one, text) for one, text in zip(every, texts, strict=True) if text]
            part = self._kept.made.put(
                "sections",
                says=np.array([bool(text) for text in texts], np.bool_),
                keys=np.array([hashed("passage", embedded_text(*one)) for one in found], np.uint64),
            )
        return [every[at] for at in np.flatnonzero(part["says"]).tolist()], part["keys"].tolist()

    def keep(self) -> None:
        """Write the indexes to the cache that are not there."""
        with self._lock:
            found, _ = self._searched()
            indexes = {self.sections[places[0]].language: (places, index) for places, index in self._indexes}
            unkept, self._unkept = self._unkept, set()
        for language in sorted(unkept):
            places, index = indexes[language]
            if (folder := self._kept.words(language)) is not None:
                documents = _documents(found, places.tolist())
                kept_words.keep(language, folder, index, documents, self._kept.made)

    def _take_vectors(self) -> None:
        """Fetch from the store what it has got since."""
        if self._taken == (held := len(self._store)) and len(self._there) == len(self._keys):
            return
        self._taken = held
        if len(self._there) != len(self._keys):
            self._matrix, self._there = self._store.rows(self._keys)
            return
        missing = np.flatnonzero(~self._there)
        self._matrix[missing], self._there[missing] = self._store.rows([self._keys[at] for at in missing])


def searched_text(section: Section) -> str:
    """What a section says, without Markdown and without its quiz: the wrong options answer nothing."""
    return plain(without_quizzes(section.text))


def embedded_text(page: Page, section: Section, text: str) -> str:
    """The text whose vector stands for a section: it begins with what the section is about."""
    return f"{_head(page, section)}\n{text}"


def _documents(found: Sequence[tuple[Page, Section]], places: Iterable[int]) -> list[Document]:
    return [(_head(*found[at]), searched_text(found[at][1])) for at in places]


def _head(page: Page, section: Section) -> str:
    return page.title if section.heading == page.title else f"{page.title}: {section.heading}"


def _scaled(scores: FloatArray, there: npt.NDArray[np.bool_] | None = None) -> FloatArray:
    """Scores from 0 to 1. Cosines (`there` given) all lie close together: the least is set to 0 as well."""
    if there is None:
        return scores / max(float(scores.max()), 1e-9)
    known = scores[there]
    low, high = float(known.min()), float(known.max())
    return np.where(there, (scores - low) / max(high - low, 1e-9), 0).astype(np.float32)
