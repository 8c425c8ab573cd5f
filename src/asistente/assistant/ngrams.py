"""Likeness of short texts by their letters: blind to typos, endings and word order, and quick to build."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from asistente.knowledge.shelf import Array, Part
from asistente.language.normalise import words

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.intp]
CodeArray = npt.NDArray[np.uint32]
OwnerArray = npt.NDArray[np.int32]
_LENGTHS = (3, 4, 5)
_LONGEST = 300
"""Characters of a text that count: an example or a question has no more."""
_BITS = 6
"""Of a letter: five of them make a number below 2 ** 30."""
_OTHER = 38
_LETTER = np.full(256, _OTHER, np.uint32)
_LETTER[np.frombuffer(b" 0123456789abcdefghijklmnopqrstuvwxyz", np.uint8)] = np.arange(1, _OTHER)
_KEPT = 8
"""Texts whose likeness is kept: a turn is asked for several times."""


class NgramIndex:
    """TF-IDF over runs of three to five letters, the blanks around words included."""

    def __init__(self, texts: Sequence[str], *, folded: bool = False) -> None:
        """`folded`: the texts are folded words with one blank between them already."""
        count = len(texts)
        codes, owner = _sorted(*_ngrams(texts if folded else [" ".join(words(text)) for text in texts]))
        begins = _begins(codes)
        first = np.flatnonzero(begins | _begins(owner))
        times = np.diff(first, append=len(codes))
        begins, owner = begins[first], owner[first]
        feature = np.cumsum(begins) - 1
        codes = codes[first[begins]]
        having = np.bincount(feature, minlength=len(codes))
        rarity = np.log((1 + count) / (1 + having)).astype(np.float32)
        weights = (1 + np.log(times)).astype(np.float32) * rarity[feature]
        lengths = np.sqrt(np.bincount(owner, weights**2, minlength=count))
        weights = weights / np.maximum(lengths, 1e-9)[owner].astype(np.float32)
        starts = np.concatenate([[0], np.cumsum(having)])
        self._take({"count": np.array(count), "codes": codes, "rarity": rarity, "weights": weights,
                    "owners": owner, "starts": starts})  # fmt: skip

    @classmethod
    def restored(cls, part: Part) -> NgramIndex:
        """The index whose `part` this is."""
        index = cls.__new__(cls)
        index._take(part)
        return index

    def part(self) -> dict[str, Array]:
        """All of it as arrays."""
        return dict(self._part)

    def _take(self, part: Part) -> None:
        self._part = part
        self._count = int(part["count"])
        self._codes, self._rarity, self._weights = part["codes"], part["rarity"], part["weights"]
        self._owners, self._starts = part["owners"], part["starts"]
        self._likeness: dict[str, FloatArray] = {}

    def likeness(self, text: str) -> FloatArray:
        """Cosine of a text with every text of the index, (n,), 0..1; not to be written to."""
        found = self._likeness.get(text)
        if found is None:
            found = self._compared(text)
            found.flags.writeable = False
            if len(self._likeness) >= _KEPT:
                self._likeness = {}
            self._likeness[text] = found
        return found

    def weighed(self, text: str) -> tuple[IntArray, FloatArray]:
        """The runs of a text that the index knows, (runs,) places, and their weights, (runs,) 0..1."""
        codes = np.sort(_ngrams([" ".join(words(text))])[0])
        if not len(codes) or not len(self._codes):
            return np.empty(0, np.intp), np.empty(0, np.float32)
        first = np.flatnonzero(_begins(codes))  # np.unique loads masked arrays, 0.06 s
        codes, times = codes[first], np.diff(first, append=len(codes))
        places = np.minimum(np.searchsorted(self._codes, codes), len(self._codes) - 1)
        known = self._codes[places] == codes
        # What no example has counts in the length as the rarest there is: unknown words make a text unlike.
        rarity = np.where(known, self._rarity[places], np.log(1 + self._count))
        weights = (1 + np.log(times)) * rarity
        length = float(np.sqrt((weights**2).sum())) or 1.0
        return places[known], (weights[known] / length).astype(np.float32)

    def runs(self, text: str) -> tuple[CodeArray, FloatArray]:
        """The runs of a text that the index knows, as numbers (runs,), and their weights, (runs,) 0..1."""
        places, weights = self.weighed(text)
        return self._codes[places], weights

    def _compared(self, text: str) -> FloatArray:
        return gathered(*self.weighed(text), self._starts, self._owners, self._weights, self._count)


def gathered(
    places: IntArray,
    weights: FloatArray,
    starts: IntArray,
    owners: OwnerArray,
    values: FloatArray,
    count: int,
) -> FloatArray:
    """For every owner the sum of its values at some places, each times the weight there, (count,).

    `places`, `weights` (n,). What stands at place p are `owners` and `values` from `starts[p]` to
    `starts[p + 1]`.
    """
    if not len(places):
        return np.zeros(count, np.float32)
    spans = [slice(*span) for span in zip(starts[places], starts[places + 1], strict=True)]
    found = np.concatenate([owners[span] for span in spans])
    parts = [values[span] * weight for span, weight in zip(spans, weights, strict=True)]
    return np.bincount(found, np.concatenate(parts), minlength=count).astype(np.float32)


def _begins(values: npt.NDArray[np.generic]) -> npt.NDArray[np.bool_]:
    """Where a value differs from the one before it, the first one included, (n,)."""
    begins = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=begins[1:])
    return begins


def _sorted(codes: CodeArray, owners: OwnerArray) -> tuple[CodeArray, OwnerArray]:
    """By code; those of one code stay in order.

    NumPy sorts 16 bits by radix: twice that takes a third of the time of sorting 64 bits at once.
    """
    order = np.argsort(codes.astype(np.uint16), kind="stable")
    order = order[np.argsort((codes >> 16).astype(np.uint16)[order], kind="stable")]
    return codes[order], owners[order]


def _ngrams(texts: Sequence[str]) -> tuple[CodeArray, OwnerArray]:
    """Every run of letters of every folded text as a number, and which text it is from."""
    written = [f" {text[:_LONGEST]} ".encode("ascii", "replace") for text in texts]
    letters = _LETTER[np.frombuffer(b"".join(written), np.uint8)]
    owner = np.repeat(np.arange(len(written), dtype=np.int32), [len(line) for line in written])
    codes, owners = [], []
    code = letters
    for length in range(2, max(_LENGTHS) + 1):
        if len(letters) < length:
            break
        code = code[:-1] << np.uint32(_BITS) | letters[length - 1 :]
        if length in _LENGTHS:
            inside = owner[: len(code)] == owner[length - 1 :]
            codes.append(code[inside])
            owners.append(owner[: len(code)][inside])
    if not codes:
        return np.empty(0, np.uint32), np.empty(0, np.int32)
    return np.concatenate(codes), np.concatenate(owners)
