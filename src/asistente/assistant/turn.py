"""A turn that is being answered, and replies made for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from asistente.assistant.conversation import Conversation
from asistente.assistant.reply import Kind, Reply, Suggestion
from asistente.assistant.run_view import RunView
from asistente.language.detect import Language
from asistente.language.texts import Texts


@dataclass(frozen=True, slots=True)
class Turn:
    """What was said, in which language, after what, and the run on the screen."""

    question: str
    language: Language
    conversation: Conversation
    run: RunView | None
    saved: Sequence[str] | None = None
    """The names of the networks that are saved, the newest first; None where nobody knows."""

    @property
    def texts(self) -> Texts:
        """The catalogue of the turn's language."""
        return Texts(self.language)

    def made(
        self, text: str, kind: Kind, intent: str, suggestions: tuple[Suggestion, ...] = (), score: float = 1.0
    ) -> Reply:
        """A reply to this turn."""
        return Reply(
            question=self.question,
            language=self.language,
            kind=kind,
            intent=intent,
            text=text,
            score=round(score, 4),
            suggestions=suggestions,
        )

    def refused(self, text: str, suggestions: tuple[Suggestion, ...] = (), score: float = 1.0) -> Reply:
        """A refusal of this turn."""
        return self.made(text, "refusal", "refuse", suggestions, score)
