"""Which section of a page answers, once the topic is known: what speaks for each, and the weights of that."""

from __future__ import annotations

import math
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import numpy.typing as npt

from asistente.assistant.answered import Examples
from asistente.assistant.depth import ASKING, named, wanted
from asistente.assistant.excerpt import excerpt
from asistente.assistant.routing import FOLDER
from asistente.knowledge.library import Library
from asistente.knowledge.markdown import plain
from asistente.knowledge.page import ROLES, Page, Section
from asistente.knowledge.search import embedded_text, searched_text
from asistente.knowledge.vectors import VectorStore
from asistente.knowledge.words import analyzer
from asistente.language.detect import Language
from asistente.language.normalise import words
from asistente.language.wordlists import function_words

FloatArray = npt.NDArray[np.float32]

WEIGHTS = FOLDER / "sections.toml"
_PLACES = ("lead", *ROLES)
_CUES = ("lead", "why", "how", "compare", "claim", "event", "choice", "amount")
BY_WORDS = (
    "said",
    "ranked",
    "in_heading",
    "heading_said",
    "heading_defined",
    "in_first",
    "in_claim",
    "claim_held",
    "same_asking",
    "signs",
    "title_said",
    "title_defined",
    "example_letters",
    "example_letters_three",
    *(f"is_{place}" for place in _PLACES),
    *(f"wants_{role}" for role in ROLES),
    *(f"lead_when_{cue}" for cue in _CUES),
    *(f"how_when_{cue}" for cue in ("why", "lead")),
    *(f"mistakes_when_{cue}" for cue in ("claim", "lead")),
)
BY_MEANING = (
    "meaning",
    "meaning_best",
    "heading_meaning",
    "entry_meaning",
    "example_meaning",
    "example_three",
    "example_regression",
)
"""Those that are nothing without the meaning model."""
FEATURES = (*BY_WORDS, *BY_MEANING)
"""What is known of a section for a question; `routing/sections.toml` holds a weight for each name."""

_SPREAD = 0.03
"""Cosines of a question with the sections of one page differ by about this much."""
_FREQUENT, _LONG = 1.2, 0.75
"""The usual parameters of BM25: how soon a word's repetitions stop counting, how much length counts."""
BRIEF = 8
"""Words up to which "formula" or "code" is what is asked for; in a longer story it is named by the way."""
_CLAIM = re.compile(r"^[-*+] +(.+?(?:\*\*|[.:?]))", re.MULTILINE)
_QUIZ = "quiz"


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A question that is about to be answered."""

    text: str
    """As it was written: its form is read from it."""
    read: str
    """What is compared: misspelt words put right, of a long question the end."""
    language: Language
    vector: FloatArray | None = None
    """That of `read`, (384,); None without a model."""

    @property
    def wants(self) -> frozenset[str]:
        """Roles and other things that its form says."""
        return wanted(self.text, self.language) | wanted(self.read, self.language)


class PageView:
    """A page prepared for choosing among its sections."""

    def __init__(self, page: Page, store: VectorStore, entries: Sequence[tuple[str, str]] = ()) -> None:
        """`entries`: texts of a list of terms, each with the anchor of this page that it leads to."""
        self.page = page
        usable = [one for one in page.sections if one.anchor != _QUIZ and excerpt(one.text).text]
        self.sections = tuple(usable or page.sections)
        self._store = store
        self._title = frozenset(stems(page.title, page.language))
        self._asking = [wanted(one.heading, page.language) & ASKING for one in self.sections]
        texts = [searched_text(one) for one in self.sections]
        self._read_words(texts)
        pairs = zip(self.sections, texts, strict=True)
        self._vectors, self._there = store.get("passage", [embedded_text(page, *one) for one in pairs])
        self._heading_vectors, self._headed = store.get("query", [one.heading for one in self.sections])
        self._headed &= np.array([bool(one.anchor) for one in self.sections])
        vectors, there = store.get("passage", [text for text, _ in entries])
        self._entry_vectors = vectors[there]
        place = {one.anchor: at for at, one in enumerate(self.sections)}
        self._entry_of = np.array([place.get(anchor, -1) for _, anchor in entries], np.intp)[there]

    def _read_words(self, texts: Sequence[str]) -> None:
        """Count the stems of every section, of its heading, of its first paragraph and of its claims."""
        language = self.page.language
        headings = [frozenset(stems(one.heading, language)) for one in self.sections]
        self._headings = [
            heading - self._title if one.anchor else frozenset[str]()
            for heading, one in zip(headings, self.sections, strict=True)
        ]
        bodies = [
            Counter(stems(text, language)) + Counter(heading)
            for text, heading in zip(texts, self._headings, strict=True)
        ]
        n = len(bodies)
        lengths = np.array([body.total() for body in bodies], np.float32)
        damping = _FREQUENT * (1 - _LONG + _LONG * lengths / max(float(lengths.mean()), 1.0))
        having = Counter(stem for body in bodies for stem in body)
        self._rarity = {stem: math.log1p((n - many + 0.5) / (many + 0.5)) for stem, many in having.items()}
        self._counts: dict[str, list[tuple[int, float]]] = {}
        for at, body in enumerate(bodies):
            for stem, times in body.items():
                ranked = times * (1 + _FREQUENT) / (times + float(damping[at]))
                self._counts.setdefault(stem, []).append((at, ranked))
        self._in_heading = _places(self._headings)
        self._heading_weights = np.array([self._weight(heading) for heading in self._headings], np.float32)
        self._in_first = _places(stems(text.split("\n\n")[0], language) for text in texts)
        claims = [
            (at, frozenset(stems(plain(claim), language)))
            for at, one in enumerate(self.sections)
            if one.role == "mistakes"
            for claim in _CLAIM.findall(one.text)
        ]
        self._claim_of = [at for at, _ in claims]
        self._in_claim = _places(claim for _, claim in claims)

    def _weight(self, found: Iterable[str]) -> float:
        return sum(self._rarity.get(stem, 1.0) for stem in found)

    @property
    def has_meaning(self) -> bool:
        """Whether every section has a vector."""
        return bool(self._there.all())

    def mode(self, meant: bool) -> str:
        """Which weights hold: with the meaning model or without, with example questions or without."""
        known = "meaning" if meant and self.has_meaning else "words"
        return known if len(self._examples) else f"own_{known}"

    def evidence(self, asked: Asked, without: float = 2.0) -> FloatArray:
        """The features of every section, (sections, features), columns as in `FEATURES`.

        Examples that are more like the question than `without` by their letters do not count: for fitting,
        where a line may stand among the examples in nearly the same words.
        """
        vector = asked.vector if self.has_meaning else None
        columns = self._by_words(asked) | self._by_form(asked)
        columns |= self._examples.evidence(asked.read, asked.language, vector, without)
        if vector is not None:
            columns |= self._by_meaning(vector)
        nothing = np.zeros(len(self.sections), np.float32)
        found = np.stack([columns.get(name, nothing) for name in FEATURES], axis=1)
        return np.asarray(found, dtype=np.float32)

    def at_depth(self, asked: Asked, chosen: int) -> Section:
        """The section of the role that a brief question asks for by name, else the one that was chosen.

        A section of its own that was chosen stays where the other does not mention it: regularization in
        plain words says nothing of dropout.
        """
        role = named(asked.wants) if len(words(asked.text)) <= BRIEF + 2 else None
        for at, section in enumerate(self.sections):
            if role is not None and section.role == role:
                own = self._headings[chosen] if self.sections[chosen].role is None else frozenset[str]()
                held = {stem for stem in own if any(place == at for place, _ in self._counts[stem])}
                return section if held == own else self.sections[chosen]
        return self.sections[chosen]

    def _by_words(self, asked: Asked) -> dict[str, FloatArray]:
        """The words that question and section share, rare ones counting more."""
        n = len(self.sections)
        names = ("said", "ranked", "in_heading", "heading_said", "in_first", "in_claim")
        found = {name: np.zeros(n, np.float32) for name in names}
        claims = np.zeros(len(self._claim_of), np.float32)
        spoken = dict.fromkeys(stems(asked.read, self.page.language))
        known = [stem for stem in spoken if stem in self._rarity]
        whole = max(self._weight(known), 1e-9)
        for stem in known:
            weight = self._rarity[stem]
            for at, ranked in self._counts[stem]:
                found["said"][at] += weight / whole
                found["ranked"][at] += weight * ranked
            found["in_heading"][self._in_heading.get(stem, [])] += weight / whole
            found["heading_said"][self._in_heading.get(stem, [])] += weight
            found["in_first"][self._in_first.get(stem, [])] += weight / whole
            claims[self._in_claim.get(stem, [])] += weight / whole
        np.maximum.at(found["in_claim"], self._claim_of, claims)
        found["ranked"] /= max(float(found["ranked"].max()), 1e-9)
        found["heading_said"] /= np.maximum(self._heading_weights, 1e-9)
        found["heading_said"][[at for at, one in enumerate(self.sections) if one.role]] = 0
        # Search knows words alone; "what does ✓ mean" is asked of the section that has the sign.
        signs = {one for one in asked.text if ord(one) > 127 and unicodedata.category(one) in ("So", "Sm")}
        if signs:
            found["signs"] = np.array([all(sign in one.text for sign in signs) for one in self.sections])
        if "claim" in asked.wants:
            found["claim_held"] = found["in_claim"]
        return found

    def _by_form(self, asked: Asked) -> dict[str, FloatArray]:
        """What the form of the question and the role of the section say together."""
        cues = asked.wants
        clearly = min(1.0, BRIEF / max(1, len(words(asked.text))))
        spoken = set(stems(asked.read, self.page.language))
        titled = sum(stem in spoken for stem in self._title) * 2 > len(self._title) > 0
        found = {name: np.zeros(len(self.sections), np.float32) for name in BY_WORDS}
        for at, section in enumerate(self.sections):
            found["same_asking"][at] = bool(self._asking[at] & cues)
            place = section.role or ("" if section.anchor else "lead")
            if place:
                found[f"is_{place}"][at] = 1
                for cue in cues:
                    name = f"{place}_when_{cue}"
                    if name in found:
                        found[name][at] = 1
            if place in cues and place in ROLES:
                found[f"wants_{place}"][at] = clearly
            if place == "lead":
                found["title_said"][at] = titled
                found["title_defined"][at] = titled and "lead" in cues
            elif not place and "lead" in cues and self._headings[at]:
                found["heading_defined"][at] = self._weight(self._headings[at] & spoken) / self._weight(
                    self._headings[at]
                )
        return {name: column for name, column in found.items() if column.any()}

    def _by_meaning(self, vector: FloatArray) -> dict[str, FloatArray]:
        """Likeness of the question's vector to those of sections, headings and entries of a list of terms."""
        likeness = self._vectors @ vector
        low, high = float(likeness.min()), float(likeness.max())
        found = {
            "meaning": (likeness - likeness.mean()) / _SPREAD,
            "meaning_best": (likeness - low) / max(high - low, 1e-9),
        }
        if self._headed.any():
            headings = self._heading_vectors @ vector
            headings = np.where(self._headed, headings - headings[self._headed].mean(), 0)
            found["heading_meaning"] = headings / _SPREAD
        if len(self._entry_of):
            entries = self._entry_vectors @ vector
            entries = (entries - entries.mean()) / _SPREAD
            best = np.full(len(self.sections), -np.inf, np.float32)
            mine = self._entry_of >= 0
            np.maximum.at(best, self._entry_of[mine], entries[mine])
            found["entry_meaning"] = np.where(np.isfinite(best), best, 0)
        return found

    @cached_property
    def _examples(self) -> Examples:
        return Examples(self.page.slug, self.sections, self._store)


class Sections:
    """The pages of a library, each prepared when it is first asked of."""

    def __init__(self, library: Library, store: VectorStore) -> None:
        self._library = library
        self._store = store
        self._held = len(store)
        self._views: dict[tuple[str, Language], PageView] = {}

    def view(self, page: Page) -> PageView:
        """A page prepared for choosing; anew where vectors have come since."""
        if len(self._store) != self._held:
            self._views.clear()
            self._held = len(self._store)
        key = (page.slug, page.language)
        if key not in self._views:
            entries = self._entries.get(key, ())
            self._views[key] = PageView(page, self._store, entries)
        return self._views[key]

    def chosen(self, page: Page, asked: Asked) -> Section:
        """The section of a page that answers a question."""
        view = self.view(page)
        weights = fitted()[view.mode(asked.vector is not None)]
        row = np.array([weights.get(name, 0.0) for name in FEATURES], np.float32)
        return view.at_depth(asked, int((view.evidence(asked) @ row).argmax()))

    @cached_property
    def _entries(self) -> Mapping[tuple[str, Language], Sequence[tuple[str, str]]]:
        """For each page the entries of lists of terms that lead to it: their texts and anchors."""
        found: dict[tuple[str, Language], list[tuple[str, str]]] = {}
        for page in self._library:
            for section in page.sections:
                if (to := section.points_to) is not None:
                    text = embedded_text(page, section, searched_text(section))
                    found.setdefault((to[0], page.language), []).append((text, to[1]))
        return found


@cache
def fitted() -> Mapping[str, Mapping[str, float]]:
    """The weights that `benchmarks/fit_sections.py` wrote, with the meaning model and by words alone."""
    return tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))


def stems(text: str, language: Language) -> list[str]:
    """The stems of a text's words, without articles and the like."""
    common = function_words(language)
    said = " ".join(word for word in words(text) if word not in common)
    return list(analyzer(language).analyze(said))


def _places(texts: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    """For each stem the places of the texts that have it."""
    found: dict[str, list[int]] = {}
    for at, text in enumerate(texts):
        for stem in set(text):
            found.setdefault(stem, []).append(at)
    return found
