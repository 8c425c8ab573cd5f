"""Decides what a turn is: a command, a question on a topic, small talk, a follow-up, or off topic."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from asistente.assistant.evidence import FEATURES, Candidate, FloatArray, Memory
from asistente.assistant.examples import OFF_TOPIC, Label
from asistente.assistant.routing import FOLDER, LANGUAGES
from asistente.assistant.spelling import Speller
from asistente.knowledge.search import Passage
from asistente.language.detect import Language
from asistente.language.normalise import words

THRESHOLDS = FOLDER / "thresholds.toml"
HOLDS = 0.6
"""Share of a question's words, weighed by rarity, that a section must hold to answer what has no page."""
LEAST_SHARE = 0.003
"""Probability that the topic of that section must have; less, and only the words are the same."""
SAME = 0.9
"""Likeness by letters above which a turn is an example, but for a sign or a slip."""
CLEARLY = 0.1
"""How much more like the one language's examples a turn must be to be taken for it."""
SHOWN = 60
"""Candidates that a route keeps."""


@dataclass(frozen=True, slots=True)
class Route:
    """Where a turn goes."""

    label: Label
    """The choice; topics and subjects are decided together first, then the best of them is taken."""
    confidence: float
    """0..1: probability of the choice, all topics taken together."""
    topics: tuple[Candidate, ...]
    """Topics and subjects, best first; the probabilities of all of them add up to one."""
    candidates: tuple[Candidate, ...]
    """The likeliest labels, best first."""


@cache
def fitted() -> Mapping[str, Mapping[str, float]]:
    """The weights and thresholds that `benchmarks/fit_router.py` wrote, by mode."""
    return tomllib.loads(THRESHOLDS.read_text(encoding="utf-8"))


class Router:
    """Weighs the evidence for every label."""

    def __init__(self, memory: Memory, pages: Sequence[str] = ()) -> None:
        """`pages`: the text of every page, whose words are known."""
        self.memory = memory
        self._known = {word for page in pages for word in words(page)}
        for example in memory.examples:
            if example.label.kind != "offtopic":
                self._known.update(words(example.text))
        self.speller = Speller(pages, (example.text for example in memory.examples))

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
    ) -> Route:
        """Decide. `topic`: what was talked of before, if anything was; only then can a turn follow up."""
        features = self.evidence(text, language, vector, passages, topic=topic)
        weights = fitted()[self.mode(vector is not None, passages)]
        allowed = self.memory.allowed(topic)
        return decide(self.memory, probabilities(features, weights, allowed), weights["refuse"])

    def mode(self, meant: bool, passages: Sequence[Passage]) -> str:
        """Which weights hold: with the meaning model or without, for the shipped pages or somebody's own."""
        if self.memory.own:
            # Somebody's own pages have vectors once they have been computed, and not before.
            return "own_meaning" if any(one.meaning_score > 0 for one in passages) else "own_words"
        return "meaning" if meant and self.memory.has_meaning else "words"

    def follows_nothing(self, text: str) -> bool:
        """Whether a turn is a follow-up word for word ("simpler"), whatever it should follow."""
        alike = self.memory.letters(text) > SAME
        barred = ~self.memory.allowed(None)[self.memory.owner]
        return bool((alike & barred).any() and not (alike & ~barred).any())

    def language(self, text: str) -> Language | None:
        """The language of the examples that a turn is most like; None where both have some as like it."""
        likeness = self.memory.letters(text)
        best = {
            language: float(likeness[self.memory.languages == language].max(initial=0))
            for language in LANGUAGES
        }
        first, second = sorted(best, key=lambda language: -best[language])
        return first if best[first] - best[second] > CLEARLY else None

    def covering(self, route: Route, passages: Sequence[Passage]) -> str | None:
        """The topic that answers a question on a subject without a page; None where none really does.

        It does where its own questions come near enough, or where a section holds the question's words.
        """
        if route.label.kind != "subject":
            return None
        best = next((one for one in route.topics if one.label.kind == "topic"), None)
        if best is not None and share_of_best(route) >= fitted()["meaning"]["cover"]:
            return best.label.name
        holder = passages[0] if passages else None
        if holder is None or holder.word_score < HOLDS:
            return None
        shares = {one.label.name: one.probability for one in route.topics}
        return holder.section.slug if shares.get(holder.section.slug, 0.0) >= LEAST_SHARE else None


def share_of_best(route: Route) -> float:
    """How the best topic stands against the best subject, 0..1."""
    best = dict.fromkeys(("topic", "subject"), 0.0)
    for one in reversed(route.topics):
        best[one.label.kind] = one.probability
    return best["topic"] / max(best["topic"] + best["subject"], 1e-12)


def probabilities(
    features: FloatArray, weights: Mapping[str, float], allowed: npt.NDArray[np.bool_]
) -> npt.NDArray[np.float64]:
    """The probability of every label, (labels,): a conditional logit of the features."""
    row = np.array([weights.get(name, 0.0) for name in FEATURES])
    logits = np.where(allowed, features.astype(np.float64) @ row, -np.inf)
    grown = np.exp(logits - logits.max())
    return np.asarray(grown / grown.sum(), dtype=np.float64)


def decide(memory: Memory, chances: npt.NDArray[np.float64], refuse: float) -> Route:
    """Topics are taken together against each other label; then the best of them is chosen.

    `refuse` is the share of "off topic" above which the turn is refused.
    """
    is_page = (memory.kinds == "topic") | (memory.kinds == "subject")
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
    return Route(topics[0].label, about, topics, candidates)
