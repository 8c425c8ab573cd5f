"""How a turn was understood: kept with the conversation for whoever asks why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from asistente.assistant.evidence import FloatArray
from asistente.assistant.reply import Reply
from asistente.assistant.router import Route
from asistente.assistant.subject import Subject
from asistente.knowledge.search import Passage
from asistente.language.detect import Language

LanguageBy = Literal["words", "examples", "before", "setting"]
"""What told the language of a turn: its words, the examples that it is like, the turns before, the screen."""


@dataclass(frozen=True, slots=True, eq=False)
class Looked:
    """What a text was compared with, and where that leads."""

    read: str
    """The text with its misspelt words put right."""
    corrections: Mapping[str, str]
    """Those words: written → read."""
    vector: FloatArray | None
    """The vector of `read`, (384,); None without the meaning model."""
    route: Route
    passages: Sequence[Passage]
    """Best first."""
    subject: Subject | None = None
    """What the turn named, where only that was compared."""
    by_form: Literal["opposite", "stays"] | None = None
    """What its form decided, whatever it is like: it asks for the opposite, or names no subject itself."""


@dataclass(frozen=True, slots=True, eq=False)
class How:
    """A reply, and how it was chosen."""

    reply: Reply
    language: Language
    """The language of the turn; the reply may be in another, where that was asked for."""
    language_by: LanguageBy
    looked: Looked | None = None
    """None where the turn was read as it stands: a slash command, a link, a sum, no words at all."""
