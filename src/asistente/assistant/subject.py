"""What a turn is about where its form says so: "and dropout?", "what did you say about batches?"."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from asistente.assistant.routing import table
from asistente.knowledge.library import Library
from asistente.language.detect import LANGUAGES, Language
from asistente.language.normalise import words
from asistente.language.wordlists import function_words

_SIGNS = "¿?¡!.,;:"
LONGEST = 3
"""Words, besides articles and the like, of a subject that is named by its terms."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a turn names as its subject."""

    text: str
    said: bool
    """Whether what was said about it before is wanted again."""


class Terms:
    """The words of the field: of the pages' titles, and of the terms that a glossary lists."""

    def __init__(self, library: Library) -> None:
        self._terms: dict[Language, frozenset[str]] = {}
        for language in LANGUAGES:
            pages = library.pages(language)
            listed = [one.heading for page in pages for one in page.sections if one.points_to]
            found = [word for text in (*(page.title for page in pages), *listed) for word in words(text)]
            common = function_words(language)
            self._terms[language] = frozenset(_bare(word) for word in found if word not in common)

    def only(self, found: Collection[str], *languages: Language) -> bool:
        """Whether every one of these words, of which there must be one, is a term in one of the languages."""
        return bool(found) and all(
            any(_bare(word) in self._terms[language] for language in languages) for word in found
        )


def subject_of(text: str, language: Language, terms: Terms) -> Subject | None:
    """The subject that a turn names after words that only lead to it; None where it has no such form."""
    spoken = [(word, one) for word in text.split() if (one := "".join(words(word)))]
    folded = [one for _, one in spoken]
    articles = {word for cue in _cues(language, "articles") for word in cue}
    stop = len(folded)
    while (end := _ends(folded[:stop], _cues(language, "after"))) is not None:
        stop -= end
    for start in _starts(folded, _cues(language, "before")):
        for frame in ("said", "unclear", "next"):
            taken = _begins(folded[start:stop], _cues(language, frame))
            if taken is None:
                continue
            named = [one for one in folded[start + taken : stop] if one not in articles]
            said = frame == "said"
            if named and (said or (len(named) <= LONGEST and terms.only(named, *LANGUAGES))):
                subject = " ".join(word for word, _ in spoken[start + taken : stop])
                return Subject(subject.strip(_SIGNS), said)
    return None


def names_nothing(text: str, language: Language) -> bool:
    """Whether no word of a turn names anything: "how many do I need?" is about what was talked of before."""
    known = function_words(language) | {word for cue in _cues(language, "empty") for word in cue}
    return all(word in known for word in words(text))


def choice_of(text: str, language: Language) -> int | None:
    """Which of the choices on offer a turn takes, from 0: "the second one"; None for any other turn."""
    found = words(text)
    listed = table(language, "frames")["choices"]
    taken = [at for at, names in enumerate(listed) if any(name in found for name in names)]
    known = {name for names in listed for name in names} | {
        one for (one,) in _cues(language, "around_choice")
    }
    return taken[0] if len(taken) == 1 and all(word in known for word in found) else None


def declines(text: str, language: Language) -> bool:
    """Whether a turn begins by saying no to what was offered."""
    return _begins(words(text), _cues(language, "declines")) is not None


def only_declines(text: str, language: Language) -> bool:
    """Whether a turn says no to what was offered, and nothing else."""
    return tuple(words(text)) in _cues(language, "declines")


def _bare(word: str) -> str:
    return word.removesuffix("s")


def _starts(folded: Sequence[str], cues: Sequence[tuple[str, ...]]) -> list[int]:
    """Where a turn may begin, words that lead nowhere left out: from its first word on."""
    found = [0]
    while (taken := _begins(folded[found[-1] :], cues)) is not None:
        found.append(found[-1] + taken)
    return found


def _begins(folded: Sequence[str], cues: Sequence[tuple[str, ...]]) -> int | None:
    """How many words the longest cue has that a text begins with; None where there is none."""
    return next((len(cue) for cue in cues if tuple(folded[: len(cue)]) == cue), None)


def _ends(folded: Sequence[str], cues: Sequence[tuple[str, ...]]) -> int | None:
    return next((len(cue) for cue in cues if tuple(folded[-len(cue) :]) == cue), None)


@cache
def _cues(language: Language, name: str) -> tuple[tuple[str, ...], ...]:
    """A list of the file as words, the longest first."""
    return tuple(sorted((tuple(cue.split()) for cue in table(language, "frames")[name]), key=len)[::-1])
