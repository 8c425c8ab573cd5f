"""The line a person types into."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widgets import Input

from asistente.assistant.commands import written_forms
from asistente.language.texts import Texts

LONGEST = 4_000


class Prompt(Input):
    """An input that remembers what was said, completes slash commands and survives a monstrous paste."""

    BINDINGS = [
        Binding("up", "recall(-1)", show=False),
        Binding("down", "recall(1)", show=False),
    ]

    @dataclass
    class Said(Message):
        """A line was sent."""

        text: str

    @dataclass
    class PasteRefused(Message):
        """More was pasted than a question can be; nothing was inserted, nothing was lost."""

        length: int

    def __init__(self, texts: Texts, id: str | None = None) -> None:
        super().__init__(id=id, max_length=LONGEST, select_on_focus=False)
        self.translate(texts)
        self._said: list[str] = []
        self._at = 0
        self._draft = ""

    def translate(self, texts: Texts) -> None:
        """Invite in this language, and complete its slash commands."""
        self.placeholder = texts("ui.prompt.placeholder")
        self.suggester = SuggestFromList(written_forms(texts.language), case_sensitive=False)

    async def action_submit(self) -> None:
        """Send the line and empty it at once, so that what is typed next never mixes with it."""
        text = self.value.strip()
        self.value = ""
        if text and text not in self._said[-1:]:
            self._said.append(text)
        self._at = len(self._said)
        if text:
            self.post_message(self.Said(text))

    def action_recall(self, move: int) -> None:
        """Go back to what was said before, or forward again to the draft."""
        if self._at == len(self._said):
            self._draft = self.value
        self._at = min(max(self._at + move, 0), len(self._said))
        self.value = self._said[self._at] if self._at < len(self._said) else self._draft
        self.cursor_position = len(self.value)

    async def _on_key(self, event: events.Key) -> None:
        """Enter sends the line here and now: as a binding it would come after keys typed behind it."""
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            await self.action_submit()
        else:
            await super()._on_key(event)

    def take_over(self, character: str) -> None:
        """A character that was typed while something else had the focus."""
        self.screen.set_focus(self)  # now, not after the next key
        self.cursor_position = len(self.value)
        self.insert_text_at_cursor(character)

    def _on_paste(self, event: events.Paste) -> None:
        """Join pasted lines with spaces; refuse what no question can be."""
        event.stop()
        event.prevent_default()
        if len(event.text) + len(self.value) > LONGEST:
            self.post_message(self.PasteRefused(len(event.text)))
            return
        text = " ".join("".join(c if c.isprintable() else " " for c in event.text).split(" ")).strip()
        if self.selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *self.selection)
