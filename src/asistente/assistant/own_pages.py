"""What speaks for each page of somebody's own folder, however many there are: passages, titles, questions.

Nobody has written example questions for these pages. So a topic is judged by its best passage, measured by
what is usual in this folder (`usual.py`), and only the likeliest few are judged at all: were all 10,000
topics of a large folder labels beside the commands, nothing could ever be off topic.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from asistente.assistant.examples import OFF_TOPIC, Example, Label, routing_examples
from asistente.assistant.ngrams import NgramIndex
from asistente.assistant.usual import Folder, Usual, strange_to, usual_of
from asistente.knowledge.library import Library
from asistente.knowledge.page import Section
from asistente.knowledge.search import Passage, Searcher
from asistente.knowledge.shelf import Parts
from asistente.knowledge.vectors import VectorStore, hashed
from asistente.language.detect import LANGUAGES, Language
from asistente.language.normalise import words
from asistente.language.wordlists import function_words

FloatArray = npt.NDArray[np.float32]

FEATURES = (
    "near",
    "near_adjusted",
    "near_ahead",
    "found",
    "holds",
    "holds_ahead",
    "foreign",
    "title_letters",
    "title_meaning",
)
"""What is known of a page for a turn; `routing/own.toml` holds a weight for each name."""
BY_MEANING = ("near", "near_adjusted", "near_ahead", "title_meaning")
"""Those that are nothing without vectors."""
MOST = 8
"""Topics that are judged because their passages are found, and as many because they are nearest."""
TITLES = 3
"""Topics that are judged for their titles' sake."""
ENOUGH = 0.95
"""Share of the sections that must have a vector before meaning decides: one without would be refused."""
_LEAST = -3.0
"""Nothing is further away than that."""
_GROWN = 1.25
"""What is usual is found out anew where there are so many times as many vectors as there were."""
_TITLE_TYPICAL, _TITLE_SPREAD = 0.86, 0.04
"""Cosines of a question and a title lie around here."""


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """The likeliest topics for a turn and what speaks for each."""

    labels: list[Label]
    features: FloatArray
    """(labels, features), columns as in `FEATURES`."""
    meant: bool
    """Whether meaning could be compared."""


class OwnPages:
    """The pages of a folder as what a turn may be about."""

    def __init__(
        self, library: Library, searcher: Searcher, store: VectorStore, shelf: Parts | None = None
    ) -> None:
        """`shelf`: where what is made of these pages may be kept."""
        self._searcher, self._store, self._shelf = searcher, store, shelf or Parts()
        asked = [(slug, text) for page in library for slug, text in page.asked_as()]
        self._slugs = [slug for slug, _ in asked]
        self._letters = self._shelf.get(
            "titles", NgramIndex.restored, lambda: NgramIndex([text for _, text in asked])
        )
        self._keys: dict[str, list[int]] = {}
        for slug, text in asked:
            self._keys.setdefault(slug, []).append(hashed("query", text))
        self.verbatim = {tuple(words(text)): Label("topic", slug) for slug, text in reversed(asked)}
        """The topic of every title and every question of a page, by its words alone."""
        self.strange: set[Example] = set()
        """The shipped off-topic examples that have nothing to do with this folder; none until it is known."""
        self._usual: dict[tuple[Language, Language], Usual] = {}
        """By the language of the question and that of the section: across languages all is further away."""
        self._places: dict[str, int] = {}
        """Of each section among those of its language."""
        self._known = 0

    def prepare(self) -> None:
        """Find out what is usual in this folder, once nearly all of its sections have their vector."""
        count, total = self._searcher.meant_count()
        if count < ENOUGH * total or count < _GROWN * self._known:
            return
        sections, vectors = self._searcher.meant()
        counts = dict.fromkeys(LANGUAGES, 0)
        for section in sections:
            self._places[section.source] = counts[section.language]
            counts[section.language] += 1
        asked = [one for one in routing_examples() if one.label == OFF_TOPIC]
        made = partial(self._found_out, sections, vectors, asked)
        # While vectors are still missing it will be found out once more.
        found = self._shelf.get("usual", Folder.restored, made) if count == total else made()
        self._usual.update(found.usual)
        self.strange.update(asked[at] for at in np.flatnonzero(found.strange).tolist())
        self._known = count

    def _found_out(
        self, sections: Sequence[Section], vectors: FloatArray, asked: Sequence[Example]
    ) -> Folder:
        """What is usual for the questions of each language, and which of them are strange to the folder."""
        usuals: dict[tuple[Language, Language], Usual] = {}
        stranger = np.zeros(len(asked), np.bool_)
        for language in LANGUAGES:
            places = np.array([at for at, one in enumerate(asked) if one.language == language], np.intp)
            rows, there = self._store.get("query", [asked[at].text for at in places.tolist()])
            strange = there
            for written_in in LANGUAGES:
                mine = np.array([section.language == written_in for section in sections], np.bool_)
                usual = usual_of(vectors[mine], rows[there])
                if usual is not None:
                    usuals[language, written_in] = usual
                    strange = strange & strange_to(vectors[mine], rows, usual)
            stranger[places] = strange
        return Folder(usuals, stranger)

    def judged(
        self,
        text: str,
        language: Language,
        vector: FloatArray | None,
        passages: Sequence[Passage],
        before: str | None = None,
    ) -> Judged:
        """The likeliest topics; `before`, what was talked of last, is always among them."""
        letters = self._letters.likeness(text)
        by_title: dict[str, float] = {}
        for at in np.argsort(-letters, kind="stable")[: 8 * TITLES].tolist():
            if letters[at] > 0:
                by_title.setdefault(self._slugs[at], float(letters[at]))
        if vector is not None:
            self.prepare()
        meant = vector is not None and bool(self._usual)
        of_topic: dict[str, list[Passage]] = {}
        for passage in passages:
            leads_to = passage.section.points_to
            slug = leads_to[0] if leads_to and leads_to[0] in self._keys else passage.section.slug
            of_topic.setdefault(slug, []).append(passage)
        near = {slug: self._nearness(language, mine) for slug, mine in of_topic.items()} if meant else {}
        nearest = sorted(near, key=lambda slug: -near[slug][1])[:MOST]
        first = [*list(of_topic)[:MOST], *nearest, *list(by_title)[:TITLES]]
        slugs = list(dict.fromkeys([*first, before] if before in self._keys else first))
        says_something = any(word not in function_words(language) for word in words(text))
        rows: dict[str, FloatArray] = {name: np.zeros(len(slugs), np.float32) for name in FEATURES}
        for at, slug in enumerate(slugs):
            mine = of_topic.get(slug, [])
            rows["found"][at] = max((one.score for one in mine), default=0)
            if says_something:
                rows["holds"][at] = max((one.word_score for one in mine), default=0)
            rows["foreign"][at] = bool(mine) and all(one.section.language != language for one in mine)
            rows["title_letters"][at] = by_title.get(slug, 0)
            if vector is not None and meant:
                told = near.get(slug, (0.0, 0.0))
                rows["near"][at], rows["near_adjusted"][at] = told
                rows["title_meaning"][at] = self._title_meaning(slug, vector)
        rows["near_ahead"], rows["holds_ahead"] = _ahead(rows["near"]), _ahead(rows["holds"])
        features = np.stack([rows[name] for name in FEATURES], axis=1)
        return Judged([Label("topic", slug) for slug in slugs], features, meant)

    def _nearness(self, language: Language, passages: Sequence[Passage]) -> tuple[float, float]:
        """How near the nearest passage comes, and the same by what is usual for it; 0 without a vector."""
        near, adjusted = [], []
        for one in passages:
            usual = self._usual.get((language, one.section.language))
            place = self._places.get(one.section.source)
            if usual is not None and place is not None and one.meaning_score > 0:
                near.append(usual.near(one.meaning_score))
                adjusted.append(usual.near_adjusted(one.meaning_score, place))
        return max([*near, _LEAST]) if near else 0.0, max([*adjusted, _LEAST]) if near else 0.0

    def _title_meaning(self, slug: str, vector: FloatArray) -> float:
        vectors, there = self._store.rows(self._keys.get(slug, []))
        known = vectors[there]
        if not len(known):
            return 0.0
        return (float((known @ vector).max()) - _TITLE_TYPICAL) / _TITLE_SPREAD


def _ahead(values: FloatArray) -> FloatArray:
    """How far each value is above the best of the others; below 0 for all but the best."""
    if len(values) < 2:
        return np.zeros(len(values), np.float32)
    first, second = -np.partition(-values, 1)[:2]
    ahead = np.where(values == first, first - second, values - first)
    return np.asarray(ahead, dtype=np.float32)
