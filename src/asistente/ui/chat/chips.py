"""Things to choose next, by mouse, by Tab and Enter, or by their number."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from asistente.assistant.reply import Suggestion
from asistente.ui.messages import LinkFollowed


class Chip(Static, can_focus=True):
    """One suggestion. Chosen, it sends `LinkFollowed`."""

    BINDINGS = [
        Binding("enter,space", "choose", show=False),
        Binding("up,left", "app.focus_previous", show=False),
        Binding("down,right", "app.focus_next", show=False),
    ]

    def __init__(self, suggestion: Suggestion, number: int | None = None) -> None:
        super().__init__(self._content(suggestion, number))
        self.suggestion = suggestion

    @staticmethod
    def _content(suggestion: Suggestion, number: int | None) -> Content:
        parts = [(f" {number} ", "bold $text-accent")] if number else []
        return Content.assemble(*parts, f" {suggestion.label} ")

    def retire(self) -> None:
        """Lose the number, and the place in the order of Tab; the mouse still chooses."""
        self.update(self._content(self.suggestion, None))
        self.can_focus = False

    def on_click(self) -> None:
        """The mouse chooses."""
        self.action_choose()

    def action_choose(self) -> None:
        """Send the suggestion on."""
        self.post_message(LinkFollowed(self.suggestion.target, self.suggestion.label))


class Chips(Vertical):
    """A numbered list of suggestions."""

    def __init__(self, suggestions: Sequence[Suggestion]) -> None:
        super().__init__()
        self.suggestions = tuple(suggestions)

    def retire(self) -> None:
        """Numbers and Tab now belong to newer suggestions."""
        self.add_class("-retired")
        for chip in self.query(Chip):
            chip.retire()

    def numbered(self, text: str) -> Suggestion | None:
        """The suggestion whose number was typed; None where the text is no such number."""
        from asistente.assistant.sums import chip_number  # the words for numbers are not read at the start

        number = chip_number(text)
        if number is None or not 1 <= number <= len(self.suggestions):
            return None
        return self.suggestions[number - 1]

    def compose(self) -> ComposeResult:
        """A chip for each."""
        for number, suggestion in enumerate(self.suggestions, 1):
            yield Chip(suggestion, number)
