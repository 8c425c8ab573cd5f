"""Words that the data files name, found in a turn: cues of parameters, demos, signs of sums."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from asistente.assistant.numbers import Token
from asistente.assistant.routing import LANGUAGES, table
from asistente.language.detect import Language


@dataclass(frozen=True, slots=True)
class Span:
    """A phrase of the vocabulary in a turn, as token positions."""

    name: str
    """What it stands for: `learning_rate`, `adam`, `plus`."""
    start: int
    stop: int


class Phrases:
    """Phrases with a name each, found longest first."""

    def __init__(self, named: Mapping[str, Iterable[str]]) -> None:
        self.words: set[str] = set()
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for name, phrases in named.items():
            for phrase in phrases:
                parts = tuple(phrase.split())
                self.words.update(parts)
                self._by_first.setdefault(parts[0], []).append((parts, name))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def at(self, tokens: Sequence[Token], start: int) -> Span | None:
        """The longest phrase that begins at a token."""
        for parts, name in self._by_first.get(tokens[start].text, ()):
            stop = start + len(parts)
            if stop <= len(tokens) and all(
                token.text == part for token, part in zip(tokens[start:stop], parts, strict=True)
            ):
                return Span(name, start, stop)
        return None

    def find(self, tokens: Sequence[Token]) -> list[Span]:
        """All phrases in order; none overlaps another."""
        found: list[Span] = []
        at = 0
        while at < len(tokens):
            span = self.at(tokens, at)
            if span:
                found.append(span)
            at = span.stop if span else at + 1
        return found


@cache
def phrases(language: Language, section: str, key: str | None = None, file: str = "parameters") -> Phrases:
    """A section of `parameters.toml`, or one list of it, in this language and then in the other one.

    People cross the two: "entrena con learning rate 0.1".
    """
    merged: dict[str, list[str]] = {}
    for one in sorted(LANGUAGES, key=lambda other: other != language):
        for name, listed in table(one, file)[section].items():
            if key is None or name == key:
                merged.setdefault(name, []).extend(listed)
    return Phrases(merged)


@cache
def word_set(
    language: Language, section: str, key: str = "words", file: str = "parameters"
) -> frozenset[str]:
    """A list of `parameters.toml` as a set, both languages together."""
    return frozenset(word for one in (language, *LANGUAGES) for word in table(one, file)[section][key])


_CORRECTED = ("before", "after", "layers", "activation", "optimizer", "init", "demo")
SHORTEST = 5
"""Shorter words are taken as they stand: too many of them are one letter apart."""


@cache
def _known(language: Language) -> dict[str, list[str]]:
    """The words that others are put right to, by their first letter, each list in order."""
    found: dict[str, list[str]] = {}
    for word in sorted({word for section in _CORRECTED for word in phrases(language, section).words}):
        if len(word) >= SHORTEST:
            found.setdefault(word[0], []).append(word)
    return found


@lru_cache(maxsize=4096)
def _right(word: str, language: Language) -> str:
    """The first word of the vocabulary that this one misses by a letter; the word itself if there is none."""
    known = _known(language).get(word[:1], []) if len(word) >= SHORTEST else []
    return word if word in known else next((other for other in known if near(word, other)), word)


def corrected(tokens: Sequence[Token], language: Language) -> list[Token]:
    """The tokens with words that miss a word of the vocabulary by one letter put right."""
    return [
        token
        if token.value is not None or (right := _right(token.text, language)) == token.text
        else replace(token, text=right)
        for token in tokens
    ]


def near(left: str, right: str) -> bool:
    """Whether two words differ by one letter: changed, left out, added, or two that changed places."""
    if abs(len(left) - len(right)) > 1 or left[0] != right[0]:
        return False
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    if len(left) == len(right):
        swapped = left[start + 1 : start + 2] + left[start : start + 1]
        return left[start + 1 :] == right[start + 1 :] or (
            swapped == right[start : start + 2] and left[start + 2 :] == right[start + 2 :]
        )
    longer, shorter = (left, right) if len(left) > len(right) else (right, left)
    return longer[start + 1 :] == shorter[start:]
