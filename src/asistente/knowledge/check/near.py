"""Example questions of different topics that mean nearly the same: one of the topics may not want its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from asistente.knowledge.check.source import Asked, Source
from asistente.knowledge.library import Library
from asistente.knowledge.vectors import DIMENSIONS, Encoder, FloatArray, VectorStore
from asistente.language.detect import Language
from asistente.language.normalise import words

NEAR = 0.96
"""The usual threshold: of 4,700 questions on 36 topics, most pairs above it ask the same in other words, and
most below only share their subject."""
_ROWS = 500
"""Questions compared with all others at once: 10,000 of them would need 400 MB otherwise."""
_BATCH = 16


@dataclass(frozen=True, slots=True)
class Near:
    """Two questions, and how near they are."""

    cosine: float
    first: Asked
    second: Asked


@dataclass(frozen=True, slots=True)
class Compared:
    """The questions of a language, compared."""

    language: Language
    questions: int
    without: int
    """Questions left out, as they have no vector and there is no model to compute one."""
    near: tuple[Near, ...]
    """The nearest first."""


def compare(
    library: Library,
    store: VectorStore,
    load_encoder: Callable[[], Encoder | None],
    threshold: float = NEAR,
    on_missing: Callable[[int], None] | None = None,
) -> Iterator[Compared]:
    """The pairs of each language whose cosine is at least the threshold.

    Vectors that the store lacks are computed, about 15 ms each, and not kept: `load_encoder` is only called
    for them, and `on_missing` told how many there are. The same words in two topics are left to `check`.
    """
    sources = [Source.of(page) for page in library]
    for language in library.languages():
        asked = [
            one for source in sources if source.page.language == language for one in source.asked(library)
        ]
        vectors, there = store.get("query", [one.question for one in asked])
        missing = np.flatnonzero(~there)
        if len(missing):
            if on_missing:
                on_missing(len(missing))
            if (encoder := load_encoder()) is not None:
                vectors[missing] = _encoded(encoder, [asked[place].question for place in missing])
                there[missing] = True
        kept = np.flatnonzero(there)
        pairs = _pairs([asked[place] for place in kept], vectors[kept], threshold)
        near = tuple(sorted(pairs, key=lambda pair: -pair.cosine))
        yield Compared(language, len(asked), len(asked) - len(kept), near)


def _encoded(encoder: Encoder, texts: Sequence[str]) -> FloatArray:
    batches = [encoder.encode(texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH)]
    return np.concatenate([np.zeros((0, DIMENSIONS), np.float32), *batches])


def _pairs(asked: Sequence[Asked], vectors: FloatArray, threshold: float) -> Iterator[Near]:
    slugs = [one.page.slug for one in asked]
    said = [words(one.question) for one in asked]
    for start in range(0, len(asked), _ROWS):
        cosines = vectors[start : start + _ROWS] @ vectors.T
        for row, second in np.argwhere(cosines >= threshold).tolist():
            first = start + row
            if first < second and slugs[first] != slugs[second] and said[first] != said[second]:
                yield Near(float(cosines[row, second]), asked[first], asked[second])
