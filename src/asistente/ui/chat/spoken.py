"""What the assistant says, as widgets: the base of every reply, and the greeting."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from asistente.assistant.reply import Suggestion
from asistente.ui.chat.chips import Chip, Chips
from asistente.ui.chat.entries import Aside, Greeting


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
        """Another reply has come: its chips count now, not these, and Tab goes there."""
        for chip in self.query(Chip):
            chip.can_focus = False
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


class AsideView(Spoken):
    """A remark on the run, and where it is explained."""

    def __init__(self, aside: Aside) -> None:
        super().__init__(())
        self.add_class("aside")
        self.aside = aside

    def words(self) -> ComposeResult:
        """One line, and its page."""
        yield Static(Content(self.aside.text), classes="words")
        if self.aside.link is not None:
            yield Chip(self.aside.link).add_class("source")
