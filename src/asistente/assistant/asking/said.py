"""A turn as the grammar of questions to a network sees it: words that are accounted for, and the rest."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from asistente.assistant.numbers import Token, tokens
from asistente.assistant.vocabulary import Phrases, Span, phrases, word_set
from asistente.language.detect import Language
from asistente.language.normalise import fold

FILE = "asking"
_OPENS = frozenset(",;(=:")


class Said:
    """The tokens of a turn. Those that a reader understands are used up; few must be left."""

    def __init__(self, text: str, language: Language, strange: int = 0) -> None:
        """`strange`: how many words that nobody knows of may be left over."""
        self.text, self.language, self.strange = text, language, strange
        self.tokens = _signed(
            [one for one in tokens(text, language) if one.value is None or math.isfinite(one.value)]
        )
        self.used: set[int] = set()

    def find(self, section: str, key: str | None = None) -> list[Span]:
        """The phrases of the vocabulary, or of one list of it, that stand in what is not used up yet."""
        return self.find_in(phrases(self.language, section, key, file=FILE))

    def find_in(self, these: Phrases) -> list[Span]:
        """As `find`, of phrases that stand in no file."""
        found = these.find(self.tokens)
        return [one for one in found if not self.used.intersection(range(one.start, one.stop))]

    def has(self, section: str, key: str) -> bool:
        """Whether one of these phrases stands anywhere, used up or not."""
        return bool(phrases(self.language, section, key, file=FILE).find(self.tokens))

    def take(self, spans: Iterable[Span]) -> None:
        """Use up what these phrases cover."""
        for span in spans:
            self.used.update(range(span.start, span.stop))

    def numbers(self) -> list[int]:
        """Where the numbers stand that are not used up.

        A lone "un" is none, nor is an "oh"; a lone "one" only behind a word that gives it: "sine of one".
        """
        self.take(self.find("pronouns", "words"))
        found = [
            at
            for at, token in enumerate(self.tokens)
            if token.value is not None and not token.article and at not in self.used and token.text != "oh"
        ]
        if len(found) == 1 and self.word(found[0]) in word_set(self.language, "one", "words", file=FILE):
            gives = word_set(self.language, "one", "behind", file=FILE)
            return found if self.word(found[0] - 1) in gives else []
        return found

    def value(self, at: int) -> float:
        """The number at a place."""
        value = self.tokens[at].value
        assert value is not None
        return value

    def word(self, at: int) -> str:
        """The word or sign at a place; empty beyond the ends."""
        return self.tokens[at].text if 0 <= at < len(self.tokens) else ""

    def written(self, at: int) -> str:
        """The word at a place with its capitals and accents."""
        words = "".join(letter if letter.isalnum() else " " for letter in self.text).split()
        wanted = self.word(at)
        return next((word for word in reversed(words) if fold(word) == wanted), wanted)

    def skip(self, at: int, section: str, key: str = "fillers", most: int = 4) -> int:
        """The first place from `at` on that is none of these words."""
        fillers = word_set(self.language, section, key, file=FILE)
        for _ in range(most):
            if self.word(at) not in fillers:
                break
            at += 1
        return at

    def left(self) -> list[str]:
        """The words and numbers that neither were used nor may stand around any question."""
        self.take(self.find("pronouns", "words"))
        around = phrases(self.language, "around", file=FILE)
        free = {at for span in around.find(self.tokens) for at in range(span.start, span.stop)}
        sums = word_set(self.language, "around")
        return [
            token.text
            for at, token in enumerate(self.tokens)
            if at not in self.used
            and at not in free
            and not token.article
            and (token.value is not None or (token.text not in sums and token.text[0].isalnum()))
        ]

    def fits(self, *apart: str) -> bool:
        """Whether this may be a question to a network: few words are left, none that speaks of other things.

        `apart`: lists of words that keep a turn out wherever they stand, as do those of the list "words";
        without any, those of "words" count only where they are not used up.
        """
        keeps_out = bool(apart) and any(self.has("apart", key) for key in ("words", *apart))
        if keeps_out or self.find("apart", "words"):
            return False
        left = self.left()
        return len(left) <= self.strange and all(word[0].isalpha() for word in left)


def _signed(found: list[Token]) -> list[Token]:
    """The tokens with signs joined to numbers that follow a comma or bracket: `(0.5,-0.3)`."""
    result: list[Token] = []
    for token in found:
        if (
            token.value is not None
            and len(result) > 1
            and result[-1].text in ("-", "−")
            and result[-1].end == token.start
            and result[-2].text in _OPENS
        ):
            sign = result.pop()
            token = replace(token, text=f"-{token.text}", start=sign.start, value=-token.value)
        result.append(token)
    return result
