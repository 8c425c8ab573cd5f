"""What the assistant says, as widgets: the base of every reply, and the greeting."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from asistente.assistant.reply import Suggestion
from asistente.ui.chat.chips import Chips
from asistente.ui.chat.entries import Greeting


class Spoken(Vertical):
    """Something the assistant says, with chips below while it is the last thing said."""

    def __init__(self, suggestions: tuple[Suggestion, ...], keeps_choices: bool = False) -> None:
        super().__init__(classes="spoken")
        self.suggestions = suggestions
        self.keeps_choices = keeps_choices

    def compose(self) -> ComposeResult:
        """What is said, then the chips."""
        yield from self.words()
        if self.suggestions:
            yield Chips(self.suggestions)

    def words(self) -> ComposeResult:
        """What is said."""
        raise NotImplementedError

    def retire(self) -> None:
        """Another reply has come: its chips count now, not these."""
        for chips in self.query(Chips):
            if self.keeps_choices:
                chips.retire()
            else:
                chips.remove()


class GreetingView(Spoken):
    """The first words, and how one may begin."""

    def __init__(self, greeting: Greeting) -> None:
        super().__init__(greeting.suggestions)
        self.greeting = greeting

    def words(self) -> ComposeResult:
        """Every second piece between the stars is bold."""
        pieces = enumerate(self.greeting.text.strip().split("**"))
        yield Static(
            Content.assemble(*((piece, "bold" if at % 2 else "") for at, piece in pieces)), classes="words"
        )
