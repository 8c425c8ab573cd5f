"""Decides what a turn is on somebody's own pages: a command, one of the likeliest pages, or neither."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from asistente.assistant import evidence, own_pages
from asistente.assistant.cues import leans, wonders
from asistente.assistant.evidence import FloatArray, Memory
from asistente.assistant.examples import OFF_TOPIC, Example, Label, routing_examples
from asistente.assistant.own_pages import OwnPages
from asistente.assistant.router import CERTAIN, SAME, Choices, Route, Router, decide, logit
from asistente.assistant.routing import FOLDER, LANGUAGES
from asistente.assistant.spelling import Text
from asistente.assistant.subject import Terms
from asistente.assistant.sums import loose_sum
from asistente.knowledge.library import Library
from asistente.knowledge.search import Passage, Searcher
from asistente.knowledge.shelf import Parts, digest
from asistente.knowledge.vectors import VectorStore
from asistente.language.detect import Language
from asistente.language.normalise import words
from asistente.language.wordlists import function_words

WEIGHTS = FOLDER / "own.toml"
FEATURES = (*evidence.FEATURES, *own_pages.FEATURES)
BY_MEANING = frozenset((*evidence.BY_MEANING, *own_pages.BY_MEANING))
_ASKED = frozenset(("help", "topics", "language.en", "language.es"))
"""Commands that are put as questions: "what can you do", "which topics are there"."""


@cache
def fitted() -> Mapping[str, Mapping[str, float]]:
    """The weights and thresholds that `benchmarks/fit_own.py` wrote, by mode."""
    return tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))


class OwnRouter(Router):
    """Weighs the likeliest pages of a folder against commands, small talk, and what is off topic."""

    def __init__(
        self,
        memory: Memory,
        pages: Callable[[], Sequence[Text]],
        terms: Terms,
        own: OwnPages,
        shelf: Parts | None = None,
    ) -> None:
        """`memory` holds the routing data alone, no topics; `own` judges those."""
        super().__init__(memory, pages, terms, shelf)
        self._own = own
        self._vocabularies: dict[Label, set[str]] = {}

    def weighed(
        self,
        text: str,
        language: Language,
        vector: FloatArray | None,
        passages: Sequence[Passage],
        without: float = 2.0,
        topic: str | None = None,
    ) -> tuple[Choices, FloatArray, str]:
        """Everything that a turn may be, its features (choices, features) as in `FEATURES`, and the mode."""
        judged = self._own.judged(text, language, vector, passages, topic)
        of_labels = self.evidence(text, language, vector, passages, without)
        features = np.zeros((len(of_labels) + len(judged.labels), len(FEATURES)), np.float32)
        features[: len(of_labels), : of_labels.shape[1]] = of_labels
        features[len(of_labels) :, of_labels.shape[1] :] = judged.features
        if topic is not None and (before := Label("topic", topic)) in judged.labels:
            row = features[len(of_labels) + judged.labels.index(before)]
            row[FEATURES.index("context")] = 1
            row[FEATURES.index("context_leans")] = leans(text, language)
        return Choices.of([*self.memory.labels, *judged.labels]), features, self._mode(judged.meant)

    def route(
        self,
        text: str,
        language: Language,
        vector: FloatArray | None,
        passages: Sequence[Passage],
        topic: str | None = None,
        run: bool = False,
    ) -> Route:
        """Decide, as `Router.route` does."""
        choices, features, mode = self.weighed(text, language, vector, passages, topic=topic)
        weights = fitted()[mode]
        allowed = self.allowed(choices, text, language, topic, run)
        chances = logit(features, weights, FEATURES, allowed)
        verbatim = self._said_verbatim(text, choices)
        if verbatim is not None and (allowed[verbatim] or choices.kinds[verbatim] == "topic"):
            chances *= 1 - CERTAIN
            chances[verbatim] += CERTAIN
        return decide(choices, chances, weights["refuse"], weights["ask"])

    def allowed(
        self, choices: Choices, text: str, language: Language, topic: str | None, run: bool
    ) -> npt.NDArray[np.bool_]:
        """What a turn may be, (choices,): here a question is no command.

        "What is a neural network" is about somebody's pages. What is said as an example has it stays a
        command, and so does a question with a sum in it, or one in the words that ask for help.
        """
        memory = self.memory
        fitting = np.ones(len(choices.labels), np.bool_)
        fitting[: len(memory.labels)] = memory.allowed(topic, run)
        asked = {word for word in words(text) if word not in function_words(language)}
        if not asked:  # "what can you do" names nothing that a page could be about
            before = Label("topic", topic or "")
            fitting[len(memory.labels) :] = [
                label == before for label in choices.labels[len(memory.labels) :]
            ]
        said = set(memory.owner[memory.letters(text) > SAME])
        has_sum = loose_sum(text, language) is not None
        is_question = wonders(text, language)
        for at, label in enumerate(memory.labels):
            if at in said:
                continue
            if label.kind == "command" and label.name == "predict":
                fitting[at] = has_sum
            elif label.kind == "command" and is_question:
                fitting[at] = label.name in _ASKED and asked <= self._vocabulary(label)
            elif label == Label("followup", "show") and (is_question or topic is None):
                fitting[at] = False
        return fitting

    def _said_verbatim(self, text: str, choices: Choices) -> int | None:
        """The place of what a turn says word for word; a page of the folder comes first."""
        said = tuple(words(text))
        label = self._own.verbatim.get(said)
        if label is not None and label in choices.labels:
            return choices.labels.index(label)
        return self._verbatim.get(said)

    def _vocabulary(self, label: Label) -> set[str]:
        if label not in self._vocabularies:
            mine = (one.text for one in self.memory.examples if one.label == label)
            self._vocabularies[label] = {word for text in mine for word in words(text)}
        return self._vocabularies[label]

    def _mode(self, meant: bool) -> str:
        return "meaning" if meant else "words"


def own_router(
    library: Library, searcher: Searcher, store: VectorStore, terms: Terms, shelf: Parts | None = None
) -> OwnRouter:
    """The router of a folder. `shelf`: where what is made of these pages may be kept."""
    shelf = shelf or Parts()
    own = OwnPages(library, searcher, store, shelf)
    if searcher.encoder is not None:
        own.prepare()
    found = [one for one in routing_examples() if one.label != OFF_TOPIC or one in own.strange]
    if not own.strange:
        found.append(Example("", LANGUAGES[0], OFF_TOPIC, ()))  # the label without what it is like
    # Which examples there are follows from what is strange, and what is made of them with it.
    section = shelf.section(digest([one.text for one in found]))
    memory = Memory(found, store, own=True, shelf=section)
    return OwnRouter(memory, lambda: _texts(library), terms, own, section)


def _texts(library: Library) -> list[Text]:
    return [(page.language, "\n".join((page.title, *page.questions, page.body))) for page in library]
