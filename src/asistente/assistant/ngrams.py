"""Likeness of short texts by their letters: blind to typos, endings and word order, and quick to build."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from asistente.language.normalise import words

FloatArray = npt.NDArray[np.float32]
_LENGTHS = (3, 4, 5)
_LONGEST = 300
"""Characters of a text that count: an example or a question has no more."""


class NgramIndex:
    """TF-IDF over runs of three to five letters, the blanks around words included."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._count = len(texts)
        codes, owners = _ngrams(texts)
        # Number (43 bits) and text in one integer: sorting once brings equal ones together.
        bits = max(1, self._count).bit_length()
        pairs = np.sort(codes << bits | owners)
        first = np.flatnonzero(np.diff(pairs, prepend=-1))
        times = np.diff(first, append=len(pairs))
        found, owner = pairs[first] >> bits, pairs[first] & ((1 << bits) - 1)
        begins = np.diff(found, prepend=-1) != 0
        self._codes, feature = found[begins], np.cumsum(begins) - 1
        having = np.bincount(feature, minlength=len(self._codes))
        self._rarity = np.log((1 + self._count) / (1 + having)).astype(np.float32)
        weights = ((1 + np.log(times)) * self._rarity[feature]).astype(np.float32)
        lengths = np.sqrt(np.bincount(owner, weights**2, minlength=self._count))
        self._weights = weights / np.maximum(lengths, 1e-9)[owner].astype(np.float32)
        self._owners = owner
        self._starts = np.concatenate([[0], np.cumsum(having)])

    def likeness(self, text: str) -> FloatArray:
        """Cosine of a text with every text of the index, (n,), 0..1."""
        if not self._count or not len(self._codes):
            return np.zeros(self._count, np.float32)
        codes, times = np.unique(_ngrams([text])[0], return_counts=True)
        if not len(codes):
            return np.zeros(self._count, np.float32)
        places = np.minimum(np.searchsorted(self._codes, codes), len(self._codes) - 1)
        known = self._codes[places] == codes
        # What no example has counts in the length as the rarest there is: unknown words make a text unlike.
        rarity = np.where(known, self._rarity[places], np.log(1 + self._count))
        weights = (1 + np.log(times)) * rarity
        length = float(np.sqrt((weights**2).sum())) or 1.0
        places, weights = places[known], weights[known] / length
        starts, stops = self._starts[places], self._starts[places + 1]
        sizes = stops - starts
        rows = np.repeat(starts - np.concatenate([[0], np.cumsum(sizes)[:-1]]), sizes) + np.arange(
            sizes.sum()
        )
        found = np.bincount(
            self._owners[rows], self._weights[rows] * np.repeat(weights, sizes), minlength=self._count
        )
        return found.astype(np.float32)


def _ngrams(texts: Sequence[str]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Every run of letters of every text as a number, and which text it is from."""
    written = [f" {' '.join(words(text))[:_LONGEST]} ".encode("ascii", "replace") for text in texts]
    letters = np.frombuffer(b"".join(written), np.uint8).astype(np.int64)
    owner = np.repeat(np.arange(len(written)), [len(line) for line in written])
    codes, owners = [], []
    for length in _LENGTHS:
        if len(letters) < length:
            continue
        count = len(letters) - length + 1
        code = np.full(count, length, np.int64)
        for place in range(length):
            code = code * 256 + letters[place : place + count]
        inside = owner[:count] == owner[length - 1 :]
        codes.append(code[inside])
        owners.append(owner[:count][inside])
    if not codes:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    return np.concatenate(codes), np.concatenate(owners)
