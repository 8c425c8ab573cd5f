"""The labelled phrases that routing compares a turn with: commands, topics, small talk, what is off topic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from asistente.assistant.routing import FOLDER, LANGUAGES, lines
from asistente.knowledge.library import Library
from asistente.language.detect import Language
from asistente.language.normalise import words

Kind = Literal["topic", "command", "smalltalk", "followup", "run", "offtopic"]
_FOLDERS: dict[str, Kind] = {
    "intents": "command",
    "smalltalk": "smalltalk",
    "followups": "followup",
    "run": "run",
}


@dataclass(frozen=True, slots=True)
class Label:
    """What an example is an example of."""

    kind: Kind
    name: str
    """A slug, an intent (`speed.faster`), a kind of small talk; empty for off topic."""


@dataclass(frozen=True, slots=True)
class Example:
    """A phrase with its label."""

    text: str
    language: Language
    label: Label
    words: tuple[str, ...]
    """Its words, folded: everything that is built from the examples needs them."""

    @classmethod
    def of(cls, text: str, language: Language, label: Label) -> Example:
        """An example as it is written."""
        return cls(text, language, label, tuple(words(text)))


OFF_TOPIC = Label("offtopic", "")


@cache
def routing_examples() -> tuple[Example, ...]:
    """The examples that do not come from pages, both languages."""
    return tuple(example for language in LANGUAGES for example in _read(FOLDER / language, language))


def phrases() -> list[str]:
    """Every phrase of the routing data, for computing their vectors ahead of need."""
    return [example.text for example in routing_examples()]


def examples(library: Library) -> list[Example]:
    """All examples: the routing data and the pages' questions.

    What stands among the commands and the small talk is not a page's question too.
    """
    found = list(routing_examples())
    taken = {one.words for one in found if one.label.kind in ("command", "smalltalk")}
    slugs = set(library.slugs())
    for page in library:
        asked = [
            Example.of(text, page.language, Label("topic", slug))
            for slug, text in page.asked_as()
            if slug in slugs
        ]
        found += [one for one in asked if one.text == page.title or one.words not in taken]
    return found


def _read(folder: Path, language: Language) -> Iterator[Example]:
    for name, kind in _FOLDERS.items():
        for file in sorted((folder / name).glob("*.txt")):
            label = Label(kind, file.stem)
            yield from (Example.of(text, language, label) for text in lines(file))
    off_topic = folder / "offtopic.txt"
    if off_topic.exists():
        yield from (Example.of(text, language, OFF_TOPIC) for text in lines(off_topic))
