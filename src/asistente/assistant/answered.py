"""Questions that are known to be answered by one section of a page: what a new question is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from asistente.assistant.ngrams import NgramIndex
from asistente.assistant.routing import FOLDER, LANGUAGES, lines
from asistente.knowledge.page import Section
from asistente.knowledge.vectors import DIMENSIONS, VectorStore
from asistente.language.detect import Language

FloatArray = npt.NDArray[np.float32]
BoolArray = npt.NDArray[np.bool_]

_RIDGE = 1.0
"""Of the regression of the examples' sections on their vectors; between 0.3 and 3 nothing changes much."""
_NONE = -2.0
"""In place of the likeness of an example that is not there."""


@cache
def answered_by(slug: str, language: Language) -> tuple[tuple[str, str], ...]:
    """Example questions of a topic, each with the anchor of the section that answers it.

    They stand in `routing/<language>/sections/<slug>.txt`; empty for a topic that has no such file.
    """
    path = FOLDER / language / "sections" / f"{slug}.txt"
    if not path.is_file():
        return ()
    found: list[tuple[str, str]] = []
    anchor = ""
    for line in lines(path):
        if line.startswith("[") and line.endswith("]"):
            anchor = "" if line == "[lead]" else line[1:-1]
        else:
            found.append((anchor, line))
    return tuple(found)


class Examples:
    """The example questions of a page, in both languages: people mix the words of the two."""

    def __init__(self, slug: str, sections: Sequence[Section], store: VectorStore) -> None:
        place = {section.anchor: at for at, section in enumerate(sections)}
        found = [
            (place[anchor], text, language)
            for language in LANGUAGES
            for anchor, text in answered_by(slug, language)
            if anchor in place
        ]
        found.sort(key=lambda one: one[0])
        self._count = len(sections)
        self._owner = np.array([at for at, _, _ in found], dtype=np.intp)
        self._slots = _slots(self._owner, self._count)
        texts = [text for _, text, _ in found]
        self._letters = NgramIndex(texts)
        languages = [language for _, _, language in found]
        vectors, self._there = store.get("query", texts)
        self._centres: dict[Language, FloatArray] = {}
        for language in LANGUAGES:
            mine = np.array([one == language for one in languages], np.bool_) & self._there
            mean = vectors[mine].mean(axis=0) if mine.any() else np.zeros(DIMENSIONS, np.float32)
            self._centres[language] = mean
        self._vectors = self._centred(vectors, languages) if found else vectors
        self._usual: FloatArray | None = None

    def __len__(self) -> int:
        return len(self._owner)

    def evidence(
        self, text: str, language: Language, vector: FloatArray | None, without: float
    ) -> dict[str, FloatArray]:
        """What the examples say for each section, (sections,) each, by the names of `sections.FEATURES`.

        Those more like the text than `without` by their letters do not count.
        """
        if not len(self):
            return {}
        letters = self._letters.likeness(text)
        counts = letters <= without
        letters = np.where(counts, letters, 0)
        columns = {
            "example_letters": self._best(letters, 1),
            "example_letters_three": self._best(letters, 3),
        }
        counts &= self._there
        if vector is not None and counts.any():
            centred = self._centred(vector[None, :], [language])[0]
            likeness = np.where(counts, self._vectors @ centred, 0)
            columns["example_meaning"] = self._best(likeness, 1)
            columns["example_three"] = self._best(likeness, 3)
            columns["example_regression"] = self._readout(counts) @ centred
        return columns

    def _centred(self, vectors: FloatArray, languages: Sequence[Language]) -> FloatArray:
        """Vectors (n, 384) without what all questions of the page in their language share, length one."""
        moved = vectors - np.stack([self._centres[language] for language in languages])
        lengths = np.linalg.norm(moved, axis=1, keepdims=True)
        return np.asarray(moved / np.maximum(lengths, 1e-9), dtype=np.float32)

    def _best(self, likeness: FloatArray, count: int) -> FloatArray:
        """For each section the mean of its greatest likenesses, so many of them; 0 without examples."""
        rows = np.append(likeness, _NONE)[self._slots]
        if rows.shape[1] > count:
            rows = np.partition(rows, -count, axis=1)[:, -count:]
        there = rows > _NONE
        total = np.where(there, rows, 0).sum(axis=1) / np.maximum(there.sum(axis=1), 1)
        return np.asarray(total, dtype=np.float32)

    def _readout(self, counts: BoolArray) -> FloatArray:
        """Ridge regression of the sections on the vectors, (sections, 384): about 1 for a section's own.

        Solved by way of the examples, which are fewer than the dimensions.
        """
        usual = bool((counts == self._there).all())
        if usual and self._usual is not None:
            return self._usual
        vectors, owner = self._vectors[counts], self._owner[counts]
        targets = np.zeros((len(vectors), self._count), np.float32)
        targets[np.arange(len(vectors)), owner] = 1
        gram = vectors @ vectors.T + _RIDGE * np.eye(len(vectors), dtype=np.float32)
        readout = np.asarray((vectors.T @ np.linalg.solve(gram, targets)).T, dtype=np.float32)
        if usual:
            self._usual = readout
        return readout


def _slots(owner: npt.NDArray[np.intp], count: int) -> npt.NDArray[np.intp]:
    """The places of each section's examples, (sections, most of them); what is left over points to the end.

    `owner` is sorted.
    """
    sizes = np.bincount(owner, minlength=count) if len(owner) else np.zeros(count, np.intp)
    slots = np.full((count, max(1, int(sizes.max(initial=0)))), len(owner), np.intp)
    if len(owner):
        starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
        slots[owner, np.arange(len(owner)) - starts[owner]] = np.arange(len(owner))
    return slots
