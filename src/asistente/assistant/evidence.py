"""What speaks for each label: likeness of a turn to labelled examples, by meaning and by letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from asistente.assistant import cues
from asistente.assistant.examples import Example, Label
from asistente.assistant.ngrams import NgramIndex
from asistente.assistant.routing import LANGUAGES
from asistente.knowledge.search import Passage
from asistente.knowledge.vectors import VectorStore
from asistente.language.detect import Language

FloatArray = npt.NDArray[np.float32]

FEATURES = (
    "meaning_nearest",
    "meaning_three",
    "head",
    "letters_nearest",
    "letters_three",
    "passage",
    "passage_words",
    "passage_meaning",
    "unknown",
    "is_command",
    "is_smalltalk",
    "is_followup",
    "is_subject",
    "is_offtopic",
    *cues.NAMES,
)
"""What is known of a label for a turn; `routing/thresholds.toml` holds a weight for each name."""
_KINDS = ("command", "smalltalk", "followup", "subject", "offtopic")
_RIDGE = 3.0
"""Ridge of the linear head; between 1 and 10 nothing changes much."""
_TYPICAL, _SPREAD = 0.84, 0.05
"""Cosines of question and section lie around here; the feature is the distance from it."""


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """The features of every label for one turn."""

    features: FloatArray
    """(labels, features), columns as in `FEATURES`."""
    nearest: npt.NDArray[np.int64]
    """The example of each label that is most like the turn, (labels,)."""


class Memory:
    """The labelled examples as one collection, by letters and, where vectors are there, by meaning."""

    def __init__(self, found: Sequence[Example], store: VectorStore) -> None:
        self.labels: list[Label] = list(dict.fromkeys(example.label for example in found))
        place = {label: at for at, label in enumerate(self.labels)}
        order = sorted(range(len(found)), key=lambda at: place[found[at].label])
        self.examples = [found[at] for at in order]
        self._owner = np.array([place[example.label] for example in self.examples])
        self._starts = np.searchsorted(self._owner, np.arange(len(self.labels)))
        self._stops = np.append(self._starts[1:], len(self.examples))
        self._letters = NgramIndex([example.text for example in self.examples])
        vectors, self._there = store.get("query", [example.text for example in self.examples])
        self._centres = self._centre(vectors)
        self._vectors = self._centred(vectors, [example.language for example in self.examples])
        self._vectors[~self._there] = 0
        self.has_meaning = bool(self._there.mean() > 0.5) if len(self._there) else False
        self._head = self._fit_head() if self.has_meaning else None

    def evidence(
        self,
        text: str,
        language: Language,
        vector: FloatArray | None,
        passages: Sequence[Passage],
        unknown: float,
        without: float = 2.0,
    ) -> Evidence:
        """The features of every label; `unknown` is the share of the turn's words that no page knows.

        Examples that are more like the turn than `without` by their letters do not count: for fitting, where
        a line may stand among the examples in nearly the same words.
        """
        columns = dict.fromkeys(FEATURES, np.zeros(len(self.labels), np.float32))
        letters = self._letters.likeness(text)
        barred = letters > without
        letters = np.where(barred, 0, letters)
        columns["letters_nearest"], columns["letters_three"] = self._best(letters)
        likeness = letters
        if vector is not None and self.has_meaning:
            centred = self._centred(vector[None, :], [language])[0]
            meaning = np.where(barred, -1, self._vectors @ centred).astype(np.float32)
            columns["meaning_nearest"], columns["meaning_three"] = self._best(meaning)
            if self._head is not None:
                columns["head"] = np.append(centred, 1).astype(np.float32) @ self._head
            likeness = meaning
        columns |= self._passages(passages, vector is not None)
        for kind in _KINDS:
            columns[f"is_{kind}"] = self._of_kind(kind)
        columns["unknown"] = unknown * self._of_kind("offtopic")
        form = cues.cues(text, language)
        said = [form.of(label) for label in self.labels]
        for name in cues.NAMES:
            columns[name] = np.array([of.get(name, 0.0) for of in said], np.float32)
        features = np.stack([columns[name] for name in FEATURES], axis=1)
        nearest = np.array(
            [
                start + int(likeness[start:stop].argmax())
                for start, stop in zip(self._starts, self._stops, strict=True)
            ]
        )
        return Evidence(features, nearest)

    def _of_kind(self, kind: str) -> FloatArray:
        return np.array([label.kind == kind for label in self.labels], np.float32)

    def _best(self, likeness: FloatArray) -> tuple[FloatArray, FloatArray]:
        """The greatest likeness of each label's examples, and the mean of the three greatest."""
        greatest = np.maximum.reduceat(likeness, self._starts)
        three = np.empty_like(greatest)
        for at, (start, stop) in enumerate(zip(self._starts, self._stops, strict=True)):
            mine = likeness[start:stop]
            three[at] = np.partition(mine, -3)[-3:].mean() if len(mine) > 3 else mine.mean()
        return greatest, three

    def _passages(self, passages: Sequence[Passage], meant: bool) -> dict[str, FloatArray]:
        """The best passage of each topic."""
        best: dict[str, tuple[float, float, float]] = {}
        for passage in passages:
            slug = passage.section.slug
            before = best.get(slug, (0.0, 0.0, -2.0))
            meaning = (
                (passage.meaning_score - _TYPICAL) / _SPREAD if meant and passage.meaning_score else -2.0
            )
            best[slug] = (
                max(before[0], passage.score),
                max(before[1], passage.word_score),
                max(before[2], meaning),
            )
        nothing = (0.0, 0.0, -2.0 if meant else 0.0)
        rows = np.array(
            [
                best.get(label.name, nothing) if label.kind == "topic" else (0.0, 0.0, 0.0)
                for label in self.labels
            ],
            np.float32,
        ).reshape(-1, 3)
        return dict(zip(("passage", "passage_words", "passage_meaning"), rows.T, strict=True))

    def _centre(self, vectors: FloatArray) -> dict[Language, FloatArray]:
        """The mean vector of each language: what all texts share, and tells nothing."""
        centres: dict[Language, FloatArray] = {}
        for language in LANGUAGES:
            mine = np.array([example.language == language for example in self.examples]) & self._there
            centres[language] = (
                vectors[mine].mean(axis=0) if mine.any() else np.zeros(vectors.shape[1], np.float32)
            )
        return centres

    def _centred(self, vectors: FloatArray, languages: Sequence[Language]) -> FloatArray:
        moved = vectors - np.stack([self._centres[language] for language in languages])
        lengths = np.linalg.norm(moved, axis=1, keepdims=True)
        return (moved / np.maximum(lengths, 1e-9)).astype(np.float32)

    def _fit_head(self) -> FloatArray:
        """A linear readout of the labels from the vectors, (dimensions + 1, labels): ridge regression."""
        inputs = np.hstack([self._vectors, np.ones((len(self._vectors), 1), np.float32)])
        counts = np.bincount(self._owner, minlength=len(self.labels))
        weight = (1 / np.sqrt(counts))[self._owner].astype(np.float32)[:, None]
        targets = np.zeros((len(inputs), len(self.labels)), np.float32)
        targets[np.arange(len(inputs)), self._owner] = 1
        weighted = inputs * weight
        gram = weighted.T @ inputs + _RIDGE * np.eye(inputs.shape[1], dtype=np.float32)
        return np.linalg.solve(gram, weighted.T @ targets).astype(np.float32)
