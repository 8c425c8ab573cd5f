"""What stands in the conversation: a question, a reply, or a notice of the program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from asistente.assistant.reply import Suggestion
from asistente.ui.chat.chips import Chips


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


Entry: TypeAlias = Question | Answer | Greeting | Notice


def widget_for(entry: Entry) -> Widget:
    """The widget that shows an entry."""
    match entry:
        case Question():
            return Static(Content(entry.text), classes="question")
        case Notice():
            return Static(Content(entry.text), classes="notice")
        case Greeting():
            return GreetingView(entry)
        case Answer():
            # Textual's Markdown takes 0.1 s to load, which the first screen need not wait for.
            from asistente.ui.chat.answer_view import AnswerView

            return AnswerView(entry)


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
