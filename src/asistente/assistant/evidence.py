"""What speaks for each label: likeness of a turn to labelled examples, by meaning and by letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from asistente.assistant import cues
from asistente.assistant.examples import Example, Label
from asistente.assistant.head import Head, LinearHead, NetworkHead
from asistente.assistant.letters_head import LettersHead, save, train
from asistente.assistant.ngrams import NgramIndex
from asistente.assistant.routing import LANGUAGES
from asistente.knowledge.search import Passage
from asistente.knowledge.shelf import Parts
from asistente.knowledge.vectors import VectorStore, hashed
from asistente.language.detect import Language
from asistente.language.normalise import words

FloatArray = npt.NDArray[np.float32]

FEATURES = (
    "meaning_nearest",
    "meaning_three",
    "meaning_eight",
    "head",
    "letters_nearest",
    "letters_three",
    "letters_head",
    "passage",
    "passage_words",
    "passage_meaning",
    "unknown",
    "is_command",
    "is_smalltalk",
    "is_followup",
    "is_run",
    "is_offtopic",
    "context",
    "context_leans",
    *cues.NAMES,
)
"""What is known of a label for a turn; `routing/thresholds.toml` holds a weight for each name."""
BY_MEANING = ("meaning_nearest", "meaning_three", "meaning_eight", "head", "passage_meaning")
"""Those that are nothing without the meaning model."""
_KINDS = ("command", "smalltalk", "followup", "run", "offtopic")
_TYPICAL, _SPREAD = 0.84, 0.05
"""Cosines of question and section lie around here; the feature is the distance from it."""
_NUMBERS = {3: "three", 8: "eight"}
_PIECE = 1024
"""Vectors that are centred at a time: so many stay in the processor's cache."""
_SEVERAL = -1
"""In place of a label: more than one."""
_NONE = -2.0
"""That distance for a topic without a passage."""


class Memory:
    """The labelled examples as one collection, by letters and, where vectors are there, by meaning."""

    def __init__(
        self,
        found: Sequence[Example],
        store: VectorStore,
        *,
        own: bool = False,
        shelf: Parts | None = None,
    ) -> None:
        """`own`: the pages are somebody's own, and no network was trained on what is asked of them.
        `shelf`: where what is made of these very examples may be kept.
        """
        self._shelf = shelf or Parts()
        self.labels: list[Label] = list(dict.fromkeys(example.label for example in found))
        self.kinds = np.array([label.kind for label in self.labels])
        self.own = own
        place = {label: at for at, label in enumerate(self.labels)}
        names = np.array([label.name for label in self.labels])
        self._stands_alone = (self.kinds != "followup") | (names == "show")
        self._without_run = self.kinds != "run"
        self._topic_rows = {label.name: at for label, at in place.items() if label.kind == "topic"}
        self._commands = [(at, label) for label, at in place.items() if label.kind == "command"]
        self.examples = sorted(found, key=lambda example: place[example.label])
        self.owner = np.array([place[example.label] for example in self.examples])
        self._counts = np.bincount(self.owner, minlength=len(self.labels))
        self._greatest = Greatest(self._counts)
        self.languages = np.array([example.language for example in self.examples])
        self._index = self._shelf.get("letters", NgramIndex.restored, self._letters_index)
        part = self._shelf.take("keys")
        if part is None:
            keys = [hashed("query", example.text) for example in self.examples]
            part = self._shelf.put("keys", keys=np.array(keys, np.uint64))
        vectors, self._there = store.rows(part["keys"].tolist())
        self._centres = self._centre(vectors)
        self._vectors = self._by_columns(vectors)
        self.has_meaning = bool(self._there.any())
        self._head = self._best_head() if self.has_meaning else None
        self._letters_head = None if own else LettersHead.load(self.labels)

    def _letters_index(self) -> NgramIndex:
        return NgramIndex([" ".join(example.words) for example in self.examples], folded=True)

    def letters(self, text: str) -> FloatArray:
        """How like a text each example is by its letters, (examples,)."""
        return self._index.likeness(text)

    def meaning(self, vector: FloatArray, language: Language) -> FloatArray:
        """How like a text's vector (dimensions,) each example is, (examples,): -1..1, 0 without a vector."""
        return np.asarray(self._vectors @ self._centred(vector[None, :], language)[0])

    def verbatim(self) -> dict[tuple[str, ...], int]:
        """The label of every example by its words alone; none for words that stand for two things."""
        found: dict[tuple[str, ...], int] = {}
        for example, at in zip(self.examples, self.owner.tolist(), strict=True):
            found[example.words] = at if found.get(example.words, at) == at else _SEVERAL
        return {key: at for key, at in found.items() if key and at != _SEVERAL}

    def allowed(self, topic: str | None, run: bool = False) -> npt.NDArray[np.bool_]:
        """The labels that a turn may have, (labels,).

        Without a topic before it nothing is followed up but "show me"; without a run nothing is asked of it.
        """
        found = np.ones(len(self.labels), np.bool_)
        if topic is None:
            found &= self._stands_alone
        if not run:
            found &= self._without_run
        return found

    def evidence(
        self,
        text: str,
        language: Language,
        vector: FloatArray | None,
        passages: Sequence[Passage],
        unknown: float,
        without: float = 2.0,
        topic: str | None = None,
    ) -> FloatArray:
        """The features of every label, (labels, features), columns as in `FEATURES`.

        `unknown` is the share of the turn's words that no page knows, `topic` what was talked of before.
        Examples that are more like the turn
        than `without` by their letters do not count: for fitting, where a line may stand among the examples
        in nearly the same words.
        """
        columns = dict.fromkeys(FEATURES, np.zeros(len(self.labels), np.float32))
        letters = self.letters(text)
        barred = letters > without
        columns |= self._best("letters", np.where(barred, 0, letters), (3,))
        if self._letters_head is not None:
            columns["letters_head"] = self._letters_head.scores(" ".join(words(text)), self._index)
        if vector is not None and self.has_meaning:
            centred = self._centred(vector[None, :], language)[0]
            meaning = np.where(barred, -1, self._vectors @ centred).astype(np.float32)
            columns |= self._best("meaning", meaning, (3, 8))
            if self._head is not None:
                columns["head"] = self._head.scores(centred)
        columns |= self._passages(passages, vector is not None)
        for kind in _KINDS:
            columns[f"is_{kind}"] = (self.kinds == kind).astype(np.float32)
        columns["unknown"] = unknown * (self.kinds == "offtopic")
        columns |= self._form(text, language)
        if topic is not None:
            before = np.zeros(len(self.labels), np.float32)
            before[self._topic_rows.get(topic, slice(0))] = 1
            columns["context"] = before
            columns["context_leans"] = before * cues.leans(text, language)
        return np.stack([columns[name] for name in FEATURES], axis=1).astype(np.float32)

    def _best(self, name: str, likeness: FloatArray, counts: Sequence[int]) -> dict[str, FloatArray]:
        """The greatest likeness of each label's examples, and the means of so many of the greatest."""
        greatest = self._greatest(likeness)
        columns = {f"{name}_nearest": greatest[:, 0]}
        for count in counts:
            several = np.minimum(self._counts, count)
            columns[f"{name}_{_NUMBERS[count]}"] = greatest[:, :count].sum(axis=1) / several
        return columns

    def _passages(self, passages: Sequence[Passage], meant: bool) -> dict[str, FloatArray]:
        """The best passage of each topic; an entry of a list of terms speaks for the page it leads to."""
        rows = np.zeros((len(self.labels), 3), np.float32)
        rows[self.kinds == "topic", 2] = _NONE if meant else 0
        for passage in passages:
            leads_to = passage.section.points_to
            row = self._topic_rows.get(leads_to[0] if leads_to else passage.section.slug)
            if row is None:
                continue
            distance = (passage.meaning_score - _TYPICAL) / _SPREAD if passage.meaning_score else _NONE
            found = (passage.score, passage.word_score, distance if meant else 0.0)
            rows[row] = np.maximum(rows[row], found)
        return dict(zip(("passage", "passage_words", "passage_meaning"), rows.T, strict=True))

    def _form(self, text: str, language: Language) -> dict[str, FloatArray]:
        """What the form of the turn says, for the commands."""
        form = cues.cues(text, language)
        rows = {name: np.zeros(len(self.labels), np.float32) for name in cues.NAMES}
        for at, label in self._commands:
            for name, value in form.of(label).items():
                rows[name][at] = value
        return rows

    def _centre(self, vectors: FloatArray) -> dict[Language, FloatArray]:
        """The mean vector of each language: what all texts share, and tells nothing."""
        centres: dict[Language, FloatArray] = {}
        for language in LANGUAGES:
            mine = (self.languages == language) & self._there
            centres[language] = mine.astype(np.float32) @ vectors / np.float32(max(1, mine.sum()))
        return centres

    def _centred(self, vectors: FloatArray, language: Language) -> FloatArray:
        """The vectors (n, dimensions) of texts of one language moved by its centre, each of length one."""
        moved = vectors - self._centres[language]
        lengths = np.sqrt(np.einsum("ij,ij->i", moved, moved))
        return np.asarray(moved / np.maximum(lengths, 1e-9)[:, None], dtype=np.float32)

    def _by_columns(self, vectors: FloatArray) -> FloatArray:
        """The examples' vectors, centred; zeros where there is none.

        BLAS goes through the 45 MB of them in 1.9 ms where columns lie together, in 4.6 where rows do.
        """
        found = np.empty(vectors.shape, np.float32, order="F")
        for start in range(0, len(vectors), _PIECE):
            for language in LANGUAGES:
                mine = start + np.flatnonzero(self.languages[start : start + _PIECE] == language)
                found[mine] = self._centred(vectors[mine], language)
        found[~self._there] = 0
        return found

    def _best_head(self) -> Head:
        """The shipped network for the shipped pages, else what can be made on the spot."""
        head = None if self.own else NetworkHead.load(self.labels)
        return head or self._shelf.get(
            "head", LinearHead.restored, lambda: LinearHead(*self.learnable(), self._counts)
        )

    def learnable(self) -> tuple[FloatArray, npt.NDArray[np.intp]]:
        """Centred vectors (n, dimensions) of the examples that have one, and the places of their labels."""
        known = np.flatnonzero(self._there)
        return self._vectors[known], self.owner[known]

    def train_letters(self) -> None:
        """Train the layer that names a label from its letters on the examples anew, and write it."""
        texts = [" ".join(example.words) for example in self.examples]
        save(train(texts, self.owner, len(self.labels), self._index), self.labels)


class Greatest:
    """The greatest values of each label, where those of one label stand side by side."""

    MOST = max(_NUMBERS)

    def __init__(self, counts: npt.NDArray[np.intp]) -> None:
        """`counts` (labels,): how many values each label has, in order."""
        self._labels = len(counts)
        starts = np.cumsum(counts) - counts
        # Labels of like size are put side by side in one matrix: partitioning 134 pieces one by one took
        # 1.6 ms a question, six matrices take 0.3.
        self._groups: list[tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]] = []
        widths = np.maximum(self.MOST, 2 ** np.ceil(np.log2(np.maximum(counts, 1))).astype(np.intp))
        for width in sorted(set(widths.tolist())):
            labels = np.flatnonzero(widths == width)
            places = starts[labels, None] + np.arange(width)
            places[np.arange(width) >= counts[labels, None]] = -1
            self._groups.append((labels, places))

    def __call__(self, values: FloatArray) -> FloatArray:
        """(labels, 8): the greatest of each label, the greatest first; zeros where it has fewer."""
        padded = np.append(values, np.float32(-np.inf))
        found = np.empty((self._labels, self.MOST), np.float32)
        for labels, places in self._groups:
            found[labels] = np.partition(padded[places], -self.MOST, axis=1)[:, -self.MOST :]
        found = -np.sort(-found, axis=1)
        found[np.isinf(found)] = 0
        return found


@dataclass(frozen=True, slots=True)
class Candidate:
    """A label and how probable it is."""

    label: Label
    probability: float
