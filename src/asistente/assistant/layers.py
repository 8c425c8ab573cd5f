"""Reads hidden layers out of a turn: "two layers of 8", "16 and 8 neurons", "sin capa oculta"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from asistente.assistant.numbers import Token
from asistente.assistant.vocabulary import Span, phrases, word_set
from asistente.language.detect import Language

DEEPEST = 40
"""More layers than this are none that somebody means to count."""
_LISTS = frozenset((",", "and", "y", "e", ";", "x"))
_OF = frozenset(("of", "with", "de", "con"))
USUAL = 8
"""Units of a layer where only the number of layers is named."""


def layers(found: Sequence[Token], language: Language, used: set[int]) -> list[float] | None:
    """Units of each hidden layer, [] for none; None where the turn does not speak of layers.

    `used` holds positions of numbers that belong to something else; those taken here are added.
    """
    reader = _Reader(found, language, used)
    for read in (reader.none, reader.listed, reader.counted, reader.of_units, reader.named):
        sizes = read()
        if sizes is not None:
            return sizes
    return None


class _Reader:
    def __init__(self, found: Sequence[Token], language: Language, used: set[int]) -> None:
        self.found = found
        self.used = used
        self.points = ".," if language == "es" else "."
        self.units = phrases(language, "layers", "units").find(found)
        self.layers = phrases(language, "layers", "layers").find(found)
        self.hidden = phrases(language, "layers", "hidden").find(found)
        self.nothing = phrases(language, "layers", "none")
        self.skipped = word_set(language, "layers", "joins") | word_set(language, "layers", "sizes")
        self.others = word_set(language, "fillers") | {word.text for word in found if word.value is not None}
        self.inside = {at for span in (*self.units, *self.layers) for at in range(span.start, span.stop)}

    def none(self) -> list[float] | None:
        """[] where the turn says that there is no hidden layer."""
        for span in (*self.layers, *self.units, *self.hidden):
            for start in range(max(0, span.start - 3), span.start):
                denied = self.nothing.at(self.found, start)
                if denied and self._only_fillers(denied.stop, span.start) and not self._sized(start):
                    self.used.update(range(start, denied.stop))
                    return []
        for span in self.hidden:
            if span.stop < len(self.found) and self.nothing.at(self.found, span.stop):
                return []
        return None

    def _sized(self, start: int) -> bool:
        """Whether what is said here is the size of a layer: "a layer of 0 units" is no lack of one."""
        return any(span.stop == start - 1 and self.found[start - 1].text in _OF for span in self.layers)

    def _only_fillers(self, start: int, stop: int) -> bool:
        return all(self.found[at].text in ("hidden", "any", "las", "la") for at in range(start, stop))

    def listed(self) -> list[float] | None:
        """From "16,8 hidden", "16, 8 and 4 hidden layers": several numbers before the word."""
        for span in (*self.hidden, *self.layers):
            numbers: list[int] = []
            at = span.start - 1
            while at >= 0 and at not in self.used:
                token = self.found[at]
                joins = token.text in _LISTS and bool(numbers)
                if token.count is None and not joins:
                    break
                if token.count is not None:
                    if numbers and self.found[at + 1].count is not None:
                        break
                    numbers.append(at)
                at -= 1
            sizes = [units for place in reversed(numbers) for units in _split(self.found[place])]
            if len(sizes) > 1 or (sizes and span in self.hidden and not self._peek(span.stop)):
                self.used.update(numbers)
                return sizes
        return None

    def _peek(self, at: int) -> bool:
        """Whether a size follows."""
        before = set(self.used)
        sizes = self._after(at)
        self.used.intersection_update(before)
        return bool(sizes)

    def counted(self) -> list[float] | None:
        """From "two layers of 8", "layers of 30 and 10"."""
        for span in self.layers:
            number = self._number_before(span)
            sizes = self._after(span.stop)
            if number is None:
                if sizes:
                    return sizes
                continue
            if not sizes:
                sizes = self._before_units()
            if not sizes and number <= DEEPEST:
                sizes = [USUAL] if number > 1 else []
            if not sizes:
                self.used.discard(self._before(span.start))
            if sizes:
                return sizes * number if len(sizes) == 1 and number <= DEEPEST else sizes
        return None

    def _number_before(self, span: Span) -> int | None:
        at = self._before(span.start)
        token = self.found[at] if at >= 0 else None
        if token is None or token.count is None or token.count != int(token.count) or token.count < 1:
            return None
        if at in self.used:
            return None
        self.used.add(at)
        return int(token.count)

    def _before(self, start: int) -> int:
        """The place before a word, or before what is said of it: "three deep layers"; -1 for none."""
        at = start - 1
        return at - 1 if at > 0 and self.found[at].count is None and self._describes(self.found[at]) else at

    def _describes(self, token: Token) -> bool:
        """Whether a word may be an adjective: "12 small neurons". Words that join or order are none."""
        return token.text.isalpha() and token.text not in self.skipped and token.text not in self.others

    def of_units(self) -> list[float] | None:
        """From "16 neurons", "16 and 8 neurons", "16 neurons and then 8"."""
        sizes = self._before_units()
        return sizes or None

    def _before_units(self) -> list[float]:
        for span in self.units:
            taken: list[float] = []
            alone = self._part_of_one(self._before(span.start))
            if alone is not None:
                return [alone]
            at = self._before(span.start)
            while at >= 0 and at not in self.used:
                token = self.found[at]
                if token.count is not None:
                    taken[:0] = _split(token)
                    self.used.add(at)
                elif token.text not in self.skipped or not taken:
                    break
                at -= 1
            if taken:
                return taken + self._after(span.stop)
        return []

    def _part_of_one(self, at: int) -> float | None:
        """The number of "2,5 neuronas", which cannot be: two layers are said of more than one thing.

        In English a comma parts two layers there too.
        """
        token = self.found[at] if at >= 0 and at not in self.used else None
        if token is None or not re.fullmatch(rf"\d+[{self.points}]\d{{1,2}}", token.text):
            return None
        joined = at > 0 and (self.found[at - 1].text in _LISTS or self.found[at - 1].count is not None)
        if joined or token.value is None or token.value == int(token.value):
            return None
        self.used.add(at)
        return token.value

    def named(self) -> list[float] | None:
        """From "hidden 16,8", "neurons: 16"."""
        for span in (*self.hidden, *self.units):
            sizes = self._after(span.stop)
            if sizes:
                return sizes
        return None

    def _after(self, at: int) -> list[float]:
        """The free numbers that follow, with nothing but "of", "and", "neurons" … between them."""
        taken: list[float] = []
        while at < len(self.found) and at not in self.used:
            token = self.found[at]
            if token.count is not None and not token.article:
                taken += _split(token)
                self.used.add(at)
            elif token.text not in self.skipped and at not in self.inside:
                break
            at += 1
        return taken


def _split(token: Token) -> list[float]:
    """The units that a number stands for: `16,8` written together are two layers."""
    if re.fullmatch(r"\d{1,4}(?:[.,]\d{1,2})+|\d+(?:,\d+){2,}", token.text):
        return [int(part) for part in re.split("[.,]", token.text)]
    size = (token.value if "." in token.text or token.count is None else token.count) or 0
    return [int(size) if size == int(size) else size]
