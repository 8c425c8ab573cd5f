"""What stands in the conversation: a question, a reply, or a notice of the program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Markdown, Static

from asistente.assistant.reply import Suggestion
from asistente.ui.chat.chips import Chip, Chips
from asistente.ui.messages import LinkFollowed


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


@dataclass(frozen=True, slots=True)
class Notice:
    """One line of the program about itself: an error and its remedy."""

    text: str


Entry: TypeAlias = Question | Answer | Notice


def widget_for(entry: Entry) -> Widget:
    """The widget that shows an entry."""
    match entry:
        case Question():
            return Static(Content(entry.text), classes="question")
        case Notice():
            return Static(Content(entry.text), classes="notice")
        case Answer():
            return AnswerView(entry)


class AnswerView(Vertical):
    """A reply: the text, its source, and while it is the last one, the chips."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(classes="answer")
        self.answer = answer

    def compose(self) -> ComposeResult:
        """Text, source, chips."""
        yield Markdown(self.answer.text, open_links=False)
        if self.answer.source is not None:
            yield Chip(self.answer.source).add_class("source")
        if self.answer.suggestions:
            yield Chips(self.answer.suggestions)

    def retire(self) -> None:
        """Another reply has come: its chips count now, not these."""
        for chips in self.query(Chips):
            chips.remove()

    def on_markdown_link_clicked(self, event: Markdown.LinkClicked) -> None:
        """Links inside the text lead where chips lead."""
        event.stop()
        self.post_message(LinkFollowed(event.href))
