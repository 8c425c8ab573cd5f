"""What comes back for a turn: the reply, and the things that may be chosen next."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from asistente.language.detect import Language

Kind = Literal["answer", "command", "refusal", "smalltalk"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing to choose next: a chip under the reply."""

    label: str
    """What the chip says, in the language of the reply."""
    target: str
    """A question to ask, a `demo:` link, or `topic:slug#anchor`."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to one turn. The fields up to `took_ms` are a contract (JSON)."""

    question: str
    language: Language
    kind: Kind
    intent: str
    """`ask`, a command's name, `smalltalk` or `refuse`."""
    text: str
    """Markdown."""
    arguments: dict[str, Any] = field(default_factory=dict)
    topic: str | None = None
    heading: str | None = None
    """Heading of the section that the answer comes from, as the page writes it."""
    source: str | None = None
    """`en/learning-rate.md#too-big`; None where the answer is not from a page."""
    score: float = 0.0
    """0..1: how sure the choice was."""
    alternatives: tuple[str, ...] = ()
    """Slugs of the next-best topics, best first."""
    took_ms: float = 0.0
    suggestions: tuple[Suggestion, ...] = ()
    also: tuple[Reply, ...] = ()
    """The replies to what else the turn asked for, in order, each with its own part as question."""

    @property
    def parts(self) -> tuple[Reply, ...]:
        """This reply alone, then what else was asked for: to be shown and carried out in this order."""
        return (replace(self, also=()), *self.also) if self.also else (self,)

    def as_json(self) -> dict[str, Any]:
        """The reply as plain values, ready for `json.dumps`; those in `also` have no `also` of their own."""
        values = asdict(self)
        for other in values["also"]:
            del other["also"]
        return values
