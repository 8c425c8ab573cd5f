"""The turns so far, as far as the next one needs them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from asistente.assistant.reply import Reply, Suggestion
from asistente.assistant.suggest import Told
from asistente.language.detect import Language

if TYPE_CHECKING:
    from asistente.assistant.how import How

KEPT = 200
"""Turns that are remembered; nobody refers back further."""

OFFERED = 4
"""Turns whose suggestions are not made again where there are others."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the network of a run was asked, and what it said."""

    what: str
    """As it is written, in whichever language: `7 + 5`, `№ 12`."""
    run: int
    step: int
    said: str
    """As it was shown."""


@dataclass(slots=True)
class Conversation:
    """Questions and replies in order. `Assistant.reply` adds each turn by itself."""

    turns: list[Reply] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    """What the network was asked so far, oldest first."""
    language: Language | None = None
    """The language last written or chosen; short turns that do not tell are answered in it."""
    how: How | None = None
    """How the last reply was chosen that was no explanation itself."""

    def add(self, reply: Reply) -> None:
        """Remember a turn, each thing that it asked for; a `Reply` holds its question."""
        self.turns.extend(reply.parts)
        del self.turns[:-KEPT]
        self.language = reply.parts[-1].language

    def copy(self) -> Conversation:
        """The same turns, to go on with apart from this; what the network was asked is shared."""
        return Conversation(list(self.turns), self.asked, self.language, self.how)

    def clear(self) -> None:
        """Forget every turn; the language stays."""
        self.turns.clear()
        self.asked.clear()
        self.how = None

    @property
    def chips(self) -> list[Suggestion]:
        """Everything that was offered so far."""
        return [chip for turn in self.turns for chip in turn.suggestions]

    @property
    def last_answer(self) -> Reply | None:
        """The last turn that was answered from a page."""
        return next((turn for turn in reversed(self.turns) if turn.topic is not None), None)

    @property
    def topic(self) -> str | None:
        """The topic that the conversation is on."""
        answer = self.last_answer
        return answer.topic if answer else None

    def told(self) -> Told:
        """What was read, shown and offered so far."""
        return Told(
            read=frozenset(
                turn.topic
                for turn in self.turns
                if turn.topic is not None and (turn.source is not None or turn.intent == "open_topic")
            ),
            shown=frozenset(turn.source for turn in self.turns if turn.source is not None),
            offered=frozenset(one.target for turn in self.turns[-OFFERED:] for one in turn.suggestions),
        )
