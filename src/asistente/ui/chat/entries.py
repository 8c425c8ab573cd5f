"""What stands in the conversation: a question, a reply, or a notice of the program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from asistente.assistant.reply import Suggestion


@dataclass(frozen=True, slots=True)
class Question:
    """What the person said."""

    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What the assistant says: Markdown, where it comes from, what may come next."""

    text: str
    source: Suggestion | None = None
    suggestions: tuple[Suggestion, ...] = ()
    keeps_choices: bool = False
    """Whether the suggestions are part of what is said and stay: "The nearest I have: …"."""


@dataclass(frozen=True, slots=True)
class Greeting:
    """The first words: of Markdown, only `**bold**`, so that the first screen need not load the rest."""

    text: str
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """One line of the program about itself: an error and its remedy."""

    text: str


@dataclass(frozen=True, slots=True)
class Aside:
    """A remark on the run, between two turns: it leaves the suggestions of the last reply where they are."""

    text: str
    link: Suggestion | None = None
    """The page that explains it."""


Entry: TypeAlias = Question | Answer | Greeting | Notice | Aside
