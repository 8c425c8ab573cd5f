"""Decides what a turn is: a command, a question on a topic, small talk, a follow-up, or off topic."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

import numpy as np
import numpy.typing as npt

from asistente.assistant.evidence import FEATURES, Candidate, FloatArray, Memory
from asistente.assistant.examples import OFF_TOPIC, Example, Label
from asistente.assistant.routing import FOLDER, LANGUAGES
from asistente.assistant.spelling import Speller, Text
from asistente.assistant.subject import Terms
from asistente.knowledge.search import Passage
from asistente.knowledge.shelf import Array, Part, Parts, packed, unpacked
from asistente.language.detect import Language
from asistente.language.normalise import words

THRESHOLDS = FOLDER / "thresholds.toml"
HOLDS = 0.6
"""Share of a question's words, weighed by rarity, that a section must hold to answer what has no page."""
SAME = 0.9
"""Likeness by letters above which a turn is an example, but for a sign or a slip."""
CERTAIN = 0.99
"""Probability of the label whose example a turn is, word for word."""
CLEARLY = 0.1
"""How much more like the one language's examples a turn must be to be taken for it."""
SHOWN = 60
"""Candidates that a route keeps."""
CLOSE = 0.7
"""The second topic is close where it is so many times as probable as the first."""


@dataclass(frozen=True, slots=True)
class Route:
    """Where a turn goes."""

    label: Label
    """The choice; topics are decided together first, then the best of them is taken."""
    confidence: float
    """0..1: probability of the choice, all topics taken together."""
    topics: tuple[Candidate, ...]
    """Topics, best first; the probabilities of all of them add up to one."""
    candidates: tuple[Candidate, ...]
    """The likeliest labels, best first."""
    torn: bool = False
    """Whether the best topic is not likely enough, beside a close second, to be answered from."""


class Labelled(Protocol):
    """What is chosen among."""

    @property
    def labels(self) -> list[Label]:
        """All of them."""

    @property
    def kinds(self) -> npt.NDArray[np.str_]:
        """Of each label, (labels,)."""


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """Labels of one turn alone."""

    labels: list[Label]
    kinds: npt.NDArray[np.str_]

    @classmethod
    def of(cls, labels: list[Label]) -> Choices:
        """The labels with their kinds."""
        return cls(labels, np.array([label.kind for label in labels]))


@dataclass(frozen=True, slots=True)
class Nearest:
    """An example and how like a turn it is."""

    example: Example
    letters: float
    """0..1."""
    meaning: float | None
    """-1..1; None without the meaning model."""


@dataclass(frozen=True, slots=True)
class Said:
    """The words that pages and examples use, in each language."""

    words: dict[Language, set[str]]

    @classmethod
    def of(cls, pages: Sequence[Text], memory: Memory) -> Said:
        """The words of these; what is off topic knows none."""
        found: dict[Language, set[str]] = {language: set() for language in LANGUAGES}
        for language, page in pages:
            found[language].update(words(page))
        for example in memory.examples:
            if example.label.kind != "offtopic":
                found[example.language].update(example.words)
        return cls(found)

    @classmethod
    def restored(cls, part: Part) -> Said:
        """The words whose `part` this is."""
        return cls({language: set(unpacked(part[language])) for language in LANGUAGES})

    def part(self) -> dict[str, Array]:
        """All of it as arrays."""
        return {language: packed(found) for language, found in self.words.items()}


@cache
def fitted() -> Mapping[str, Mapping[str, float]]:
    """The weights and thresholds that `benchmarks/fit_router.py` wrote, by mode."""
    return tomllib.loads(THRESHOLDS.read_text(encoding="utf-8"))


class Router:
    """Weighs the evidence for every label."""

    def __init__(
        self,
        memory: Memory,
        pages: Callable[[], Sequence[Text]],
        terms: Terms,
        shelf: Parts | None = None,
    ) -> None:
        """`pages`: tells the language and the text of every page, whose words are known. `shelf`: where what
        is made of them and of the examples may be kept."""
        self.memory, self.terms = memory, terms
        shelf = shelf or Parts()
        self._said = shelf.get("said", Said.restored, lambda: Said.of(pages(), memory)).words
        self._known = set().union(*self._said.values())
        self._verbatim = memory.verbatim()
        self.speller = shelf.get(
            "speller",
            Speller.restored,
            lambda: Speller(pages(), ((example.language, example.text) for example in memory.examples)),
        )

    def unknown(self, text: str) -> float:
        """The share of a turn's words of four letters or more that neither pages nor examples use."""
        long = [word for word in words(text) if len(word) > 3]
        return sum(word not in self._known for word in long) / len(long) if long else 0.0

    def evidence(
        self,
        text: str,
        language: Language,
        vector: FloatArray | None,
        passages: Sequence[Passage],
        without: float = 2.0,
        topic: str | None = None,
    ) -> FloatArray:
        """The features of every label for a turn; `without` and `topic` as in `Memory.evidence`."""
        return self.memory.evidence(text, language, vector, passages, self.unknown(text), without, topic)

    def route(
        self,
        text: str,
        language: Language,
        vector: FloatArray | None,
        passages: Sequence[Passage],
        topic: str | None = None,
        run: bool = False,
    ) -> Route:
        """Decide.

        `topic`: what was talked of before, if anything was; only then can a turn follow up. `run`: whether
        there is one on the screen; only then can a turn ask about it.
        """
        features = self.evidence(text, language, vector, passages, topic=topic)
        weights = fitted()[self.mode(vector is not None)]
        allowed = self.memory.allowed(topic, run)
        chances = probabilities(features, weights, allowed)
        verbatim = self._verbatim.get(tuple(words(text)))
        if verbatim is not None and allowed[verbatim]:
            chances *= 1 - CERTAIN
            chances[verbatim] += CERTAIN
        return decide(self.memory, chances, weights["refuse"], weights["ask"])

    def nearest(
        self, text: str, language: Language, vector: FloatArray | None, count: int
    ) -> tuple[Nearest, ...]:
        """The examples most like a turn, best first: by letters and meaning together."""
        letters = self.memory.letters(text)
        meaning = None
        if vector is not None and self.memory.has_meaning:
            meaning = self.memory.meaning(vector, language)
        together = letters if meaning is None else letters + meaning
        found: dict[tuple[str, ...], Nearest] = {}
        for at in np.argsort(-together, kind="stable").tolist():
            example = self.memory.examples[at]
            near = Nearest(example, float(letters[at]), None if meaning is None else float(meaning[at]))
            found.setdefault(tuple(words(example.text)), near)  # "hello" is said in both languages
            if len(found) == count:
                break
        return tuple(found.values())

    def mode(self, meant: bool) -> str:
        """Which weights hold: with the meaning model or without."""
        return "meaning" if meant and self.memory.has_meaning else "words"

    def follows_nothing(self, text: str) -> bool:
        """Whether a turn is a follow-up word for word ("simpler"), whatever it should follow."""
        alike = self.memory.letters(text) > SAME
        barred = ~self.memory.allowed(None, run=True)[self.memory.owner]
        return bool((alike & barred).any() and not (alike & ~barred).any())

    def language(self, text: str, default: Language) -> Language:
        """The language of the examples that a turn is most like.

        `default` where both have some as like it, and where pages and examples of that language use all of
        its words: "learning rate" is said in Spanish too.
        """
        if all(word in self._said[default] for word in words(text)):
            return default
        likeness = self.memory.letters(text)
        best = {
            language: float(likeness[self.memory.languages == language].max(initial=0))
            for language in LANGUAGES
        }
        first, second = sorted(best, key=lambda language: -best[language])
        return first if best[first] - best[second] > CLEARLY else default


def probabilities(
    features: FloatArray, weights: Mapping[str, float], allowed: npt.NDArray[np.bool_]
) -> npt.NDArray[np.float64]:
    """The probability of every label, (labels,): a conditional logit of the features."""
    return logit(features, weights, FEATURES, allowed)


def logit(
    features: FloatArray,
    weights: Mapping[str, float],
    names: Sequence[str],
    allowed: npt.NDArray[np.bool_],
) -> npt.NDArray[np.float64]:
    """The same for features of other names."""
    row = np.array([weights.get(name, 0.0) for name in names])
    logits = np.where(allowed, features.astype(np.float64) @ row, -np.inf)
    grown = np.exp(logits - logits.max())
    return np.asarray(grown / grown.sum(), dtype=np.float64)


def decide(memory: Labelled, chances: npt.NDArray[np.float64], refuse: float, ask: float = 0.0) -> Route:
    """Topics are taken together against each other label; then the best of them is chosen.

    `refuse` is the share of "off topic" above which the turn is refused, `ask` the probability below which
    the best topic with a close second is not answered from: it is wrong about half of the time there.
    """
    is_page = memory.kinds == "topic"
    is_off = memory.kinds == "offtopic"
    about, off = float(chances[is_page].sum()), float(chances[is_off].sum())

    def ranked(among: npt.NDArray[np.bool_], whole: float) -> tuple[Candidate, ...]:
        places = np.flatnonzero(among)
        order = places[np.argsort(-chances[places], kind="stable")][:SHOWN]
        return tuple(Candidate(memory.labels[at], float(chances[at]) / max(whole, 1e-12)) for at in order)

    topics = ranked(is_page, about)
    candidates = ranked(np.ones_like(is_page), 1.0)
    others = ranked(~is_page & ~is_off, 1.0)
    best = others[0] if others else Candidate(OFF_TOPIC, 0.0)
    inside = max(about, best.probability)
    if not inside or off / (off + inside) > refuse:
        return Route(OFF_TOPIC, off, topics, candidates)
    if best.probability > about:
        return Route(best.label, best.probability, topics, candidates)
    return Route(topics[0].label, about, topics, candidates, torn(topics, ask))


def torn(topics: Sequence[Candidate], ask: float) -> bool:
    """Whether the best topic is less probable than `ask`, and the second close behind."""
    if len(topics) < 2:
        return False
    first, second = (one.probability for one in topics[:2])
    return first < ask and second >= CLOSE * first
