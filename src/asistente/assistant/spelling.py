"""Puts right what is misspelt, before meaning and letters are compared: shorthand, sound, one slip."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TypeAlias

import numpy as np

from asistente.assistant.routing import FOLDER, lines, table
from asistente.knowledge.shelf import Array, Part, packed, unpacked
from asistente.knowledge.words import analyzer
from asistente.language.detect import LANGUAGES, Language
from asistente.language.normalise import fold, literal
from asistente.language.texts import Texts
from asistente.language.wordlists import function_words

Text: TypeAlias = tuple[Language, str]
_WORD = re.compile(r"[^\W\d_]+")
_NOT_PROSE = re.compile(
    r"""
    `[^`]*` | \b(?:demo|topic|https?|file):\S*      # code, links
    | \S*(?:[_^@\\]|\w\.\w)\S*                      # names of files and of variables
    | \b\w+\([^)]*\)                                # calls
    | \b\w+\s*=\s*\S+ | \b\w+\s*[<>*/+^]\s*(?:\d\S*|\w\b)
    | \b\w{1,2}[/-]\w+ | \b\w+/\w{1,2}\b               # sums, dL/dw
    | \b\w*[^\W\d_]\d\w* | \b\w*[^\W\dA-Z_][A-Z]\w* # h1, PyTorch
    | \b\w+['’´]\w+                                 # hadn't
    """,
    re.VERBOSE,
)
"""What is no prose has no slips: code, formulas, file names, names with a capital inside."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
SHORTEST = 4
"""Shorter words are one slip from too many others."""
LONGEST = 20
COMMON = 3
"""Times that a word must have been seen to be taken for what was meant."""
MOST_TOLD = 2
"""Corrected words that a reply names."""
RARER = 10
"""A word that is in no page counts as misspelt beside one that is so many times as common."""
_SOUNDS = (
    (r"ph", "f"), (r"qu(?=[ei])|k", "c"), (r"c(?=[ei])|z", "s"), (r"ge", "je"), (r"gi", "ji"), (r"ll", "y"),
    (r"v", "b"), (r"x", "s"), (r"h", ""), (r"(.)\1", r"\1"), (r"n(?=[bp])", "m"),
)  # fmt: skip
"""What sounds alike in Spanish is written alike here."""


class Speller:
    """Knows the words of the pages and the examples, and takes a misspelt one for the one that was meant."""

    def __init__(self, pages: Iterable[Text], phrases: Iterable[Text]) -> None:
        printed, said = list(pages), list(phrases)
        in_pages, in_phrases = _counted(printed), _counted(said)  # once each: a folder may have 10 MB
        self._printed = set(in_pages["en"].keys() | in_pages["es"].keys())
        # Spanish texts hold the English terms that are said in Spanish, and no other English word.
        self._count = {language: in_pages[language] + in_phrases[language] for language in LANGUAGES}
        self._spanish = set(in_pages["es"])
        self._stems: frozenset[str] | None = None
        self._accented = _accented(text for text in printed if text[0] == "es")
        self._sounds: dict[str, str] = {}
        for word, count in self._count["es"].most_common():
            if len(word) >= SHORTEST and count >= COMMON:
                self._sounds.setdefault(sound(word), word)

    @classmethod
    def restored(cls, part: Part) -> Speller:
        """The speller whose `part` this is."""
        speller = cls.__new__(cls)
        speller._printed, speller._spanish = (set(unpacked(part[name])) for name in ("printed", "spanish"))
        speller._count = {
            language: Counter(
                dict(zip(unpacked(part[language]), part[f"{language}-counts"].tolist(), strict=True))
            )
            for language in LANGUAGES
        }
        speller._accented, speller._sounds = (
            dict(zip(unpacked(part[name]), unpacked(part[f"{name}-as"]), strict=True))
            for name in ("accented", "sounds")
        )
        speller._stems = None
        return speller

    def part(self) -> dict[str, Array]:
        """All of it as arrays."""
        found = {"printed": packed(self._printed), "spanish": packed(self._spanish)}
        for language, counts in self._count.items():
            found[language] = packed(counts)
            found[f"{language}-counts"] = np.array(list(counts.values()), np.int64)
        for name, pairs in (("accented", self._accented), ("sounds", self._sounds)):
            found[name], found[f"{name}-as"] = packed(pairs), packed(pairs.values())
        return found

    def correct(self, text: str, language: Language) -> tuple[str, dict[str, str]]:
        """The text with its misspelt words put right, and which were: written → read."""
        changed: dict[str, str] = {}
        apart = [found.span() for found in _NOT_PROSE.finditer(text)]

        def right(match: re.Match[str]) -> str:
            if any(start <= match.start() < stop for start, stop in apart):
                return match[0]
            if apart and len(match[0]) == 1:  # beside a formula a letter is a name
                return match[0]
            word = fold(match[0])
            better = self.word(word, language, accented=not match[0].isascii())
            if better == word:
                return match[0]
            if language == "es":
                better = self._accented.get(better, better)
            changed[match[0]] = better
            return better

        return _WORD.sub(right, text), changed

    def word(self, word: str, language: Language, *, accented: bool = False) -> str:
        """The word itself where it is known or like nothing that is.

        Who writes accents knows how a word is written: one that has them may sound like another, no more.
        """
        shorthand = _shorthand(language)
        if word in shorthand:
            return shorthand[word]
        if word in self._printed or not SHORTEST <= len(word) <= LONGEST or not word.isascii():
            return word
        if word in _real_words(language):
            return word
        # The examples hold slips too, as people make them: a word is one where it is rare beside another.
        counts = self._count[language]
        enough = max(COMMON, RARER * counts[word])
        alike = self._sounds.get(sound(word)) if language == "es" else None
        if alike is not None and alike != word and counts[alike] >= enough:
            return alike
        for made in () if accented else slips(word):
            near = [(counts[other], other) for other in made if counts[other] >= enough]
            if near:
                return max(near)[1] if language == "en" or not self._is_form(word) else word
        return word

    def _is_form(self, word: str) -> bool:
        """Whether a Spanish word is a form of one in the pages: "aprendo" is no slip for "aprendió"."""
        stem = analyzer("es").analyze
        if self._stems is None:
            self._stems = frozenset(one for known in self._spanish for one in stem(known))
        return bool(self._stems.intersection(stem(word)))


def _counted(texts: Iterable[Text]) -> dict[Language, Counter[str]]:
    found: dict[Language, Counter[str]] = {"en": Counter(), "es": Counter()}
    for language, text in texts:
        found[language].update(_WORD.findall(fold(text)))
    return found


def _accented(texts: Iterable[Text]) -> dict[str, str]:
    """Words as they are most often written with their accents: `funcion` → `función`."""
    found: Counter[str] = Counter()
    for _, text in texts:
        found.update(_WORD.findall(text.lower()))
    best: dict[str, str] = {}
    for word, _ in found.most_common():
        best.setdefault(fold(word), word)
    return best


def note(corrections: Mapping[str, str], texts: Texts) -> str:
    """A line that tells what was read as something else; empty where nothing that matters was.

    What matters are words of substance: not `xq`, which everybody reads so, nor a slip in `which`.
    """
    shorthand, common = _shorthand(texts.language), function_words(texts.language)
    told = [
        (written, read)
        for written, read in corrections.items()
        if fold(written) not in shorthand and fold(read) not in common
    ]
    pairs = [
        texts("chat.corrected.pair", written=literal(written), read=literal(read))
        for written, read in told[:MOST_TOLD]
    ]
    return texts("chat.corrected.line", pairs=texts("chat.corrected.and").join(pairs)) if pairs else ""


@cache
def _real_words(language: Language) -> frozenset[str]:
    """Words of daily life that are one slip from a word of the pages, and mean what they say."""
    return frozenset(word for line in lines(FOLDER / language / "real_words.txt") for word in line.split())


@cache
def _shorthand(language: Language) -> dict[str, str]:
    return table(language, "shorthand")


def sound(word: str) -> str:
    """A word as it sounds in Spanish: `hizo` and `iso` are the same."""
    for pattern, written in _SOUNDS:
        word = re.sub(pattern, written, word)
    return word


def slips(word: str) -> tuple[set[str], ...]:
    """What was meant, the likeliest first: letters swapped, doubled, left out, put in.

    One letter for another, and the last letter, are left alone: too many words differ by just that.
    """
    splits = [(word[:place], word[place:]) for place in range(1, len(word))]
    swapped = {a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1} - {word}
    doubled = {a + b[0] + b for a, b in splits}
    if len(word) == SHORTEST:
        return swapped, doubled
    single = {a + b[1:] for a, b in splits if a[-1] == b[0]}
    put_in = {a + b[1:] for a, b in splits if len(b) > 1}
    left_out = {a + letter + b for a, b in splits for letter in _LETTERS}
    return swapped, doubled | single, put_in | left_out
