"""A reply on the screen."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Markdown

from asistente.ui.chat.chips import Chip
from asistente.ui.chat.entries import Answer
from asistente.ui.chat.spoken import Spoken
from asistente.ui.messages import LinkFollowed


class AnswerView(Spoken):
    """The text of a reply, its source, and the chips."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.suggestions, answer.keeps_choices)
        self.answer = answer

    def words(self) -> ComposeResult:
        """Text and source."""
        yield Markdown(self.answer.text, open_links=False)
        if self.answer.source is not None:
            yield Chip(self.answer.source).add_class("source")

    def on_markdown_link_clicked(self, event: Markdown.LinkClicked) -> None:
        """Links inside the text lead where chips lead."""
        event.stop()
        self.post_message(LinkFollowed(event.href))
