"""Decides what a turn is: a command, a question on a topic, small talk, a follow-up, or off topic."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from asistente.assistant.evidence import FEATURES, Evidence, Memory
from asistente.assistant.examples import OFF_TOPIC, Example, Label
from asistente.assistant.routing import FOLDER
from asistente.assistant.spelling import Speller
from asistente.knowledge.search import Passage
from asistente.knowledge.vectors import VectorStore
from asistente.language.detect import Language
from asistente.language.normalise import words

THRESHOLDS = FOLDER / "thresholds.toml"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A label and how probable it is."""

    label: Label
    probability: float


@dataclass(frozen=True, slots=True)
class Route:
    """Where a turn goes."""

    label: Label
    """The choice; `topic` and `subject` are decided together first, then the best of them is taken."""
    confidence: float
    """0..1: probability of the choice, all topics taken together."""
    topics: tuple[Candidate, ...]
    """Topics and subjects, best first; their probabilities add up to one."""
    candidates: tuple[Candidate, ...]
    """All labels, best first."""


@cache
def fitted() -> Mapping[str, Any]:
    """The weights and thresholds that `benchmarks/fit_router.py` wrote."""
    return tomllib.loads(THRESHOLDS.read_text(encoding="utf-8"))


class Router:
    """Weighs the evidence for every label."""

    def __init__(self, found: Sequence[Example], store: VectorStore, pages: Sequence[str] = ()) -> None:
        """`pages`: the text of every page, whose words are known."""
        self.memory = Memory(found, store)
        known = {word for page in pages for word in words(page)}
        for example in self.memory.examples:
            if example.label.kind != "offtopic":
                known.update(words(example.text))
        self._known = known
        self.speller = Speller(pages, (example.text for example in self.memory.examples))

    def evidence(
        self, text: str, language: Language, vector: Any, passages: Sequence[Passage], without: float = 2.0
    ) -> Evidence:
        """The features of every label for a turn; `without` as in `Memory.evidence`."""
        return self.memory.evidence(text, language, vector, passages, self.unknown(text), without)

    def unknown(self, text: str) -> float:
        """The share of a turn's words of four letters or more that neither pages nor examples use."""
        long = [word for word in words(text) if len(word) > 3]
        return sum(word not in self._known for word in long) / len(long) if long else 0.0

    def route(
        self,
        text: str,
        language: Language,
        vector: Any,
        passages: Sequence[Passage],
        *,
        followups: bool = False,
    ) -> Route:
        """Decide. `followups`: whether there is a topic to follow up on."""
        evidence = self.evidence(text, language, vector, passages)
        mode = "meaning" if vector is not None and self.memory.has_meaning else "words"
        allowed = np.array([followups or label.kind != "followup" for label in self.memory.labels])
        chances = probabilities(evidence.features, fitted()[mode], allowed)
        return decide(self.memory.labels, chances, fitted()[mode]["refuse"])


def probabilities(
    features: npt.NDArray[np.float32], weights: Mapping[str, float], allowed: npt.NDArray[np.bool_]
) -> npt.NDArray[np.float64]:
    """The probability of every label, (labels,): a conditional logit of the features."""
    row = np.array([weights.get(name, 0.0) for name in FEATURES])
    logits = np.where(allowed, features.astype(np.float64) @ row, -np.inf)
    grown = np.exp(logits - logits.max())
    return np.asarray(grown / grown.sum(), dtype=np.float64)


def decide(labels: Sequence[Label], chances: npt.NDArray[np.float64], refuse: float) -> Route:
    """Topics are taken together against each other label; then the best of them is chosen."""
    order = np.argsort(-chances, kind="stable")
    candidates = tuple(Candidate(labels[at], float(chances[at])) for at in order)
    pages = [one for one in candidates if one.label.kind in ("topic", "subject")]
    about = sum(one.probability for one in pages)
    topics = tuple(Candidate(one.label, one.probability / max(about, 1e-12)) for one in pages)
    others = [one for one in candidates if one.label.kind not in ("topic", "subject")]
    off = sum(one.probability for one in others if one.label.kind == "offtopic")
    best = next((one for one in others if one.label.kind != "offtopic"), Candidate(OFF_TOPIC, 0.0))
    inside = max(about, best.probability)
    if not inside or off / (off + inside) > refuse:
        return Route(OFF_TOPIC, off, topics, candidates)
    if best.probability > about:
        return Route(best.label, best.probability, topics, candidates)
    return Route(topics[0].label, about, topics, candidates)
