"""The conversation on the screen. Long ones stay quick: only the newest entries are live widgets."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from asistente.ui.chat.chips import Chips
from asistente.ui.chat.entries import Answer, Aside, Entry, Greeting, Notice, Question
from asistente.ui.chat.spoken import AsideView, GreetingView, Spoken

# With 100 replies of 22 widgets mounted one more costs 0.4 s and a resize 2.4 s; with these few, nothing.
LIVE = 16
BATCH = 8


class ConversationView(VerticalScroll, can_focus=False):
    """Keeps every entry as a value and about `LIVE` of them as widgets; scrolling up brings back the rest."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.entries: list[Entry] = []
        self._first = 0
        self._restoring = False

    def on_mount(self) -> None:
        """Stay at the end while things are added, unless the reader scrolls up."""
        self.anchor()

    async def add(self, entry: Entry) -> Widget:
        """Show one more entry at the end; chips of the reply before disappear."""
        self.entries.append(entry)
        if isinstance(entry, Answer):
            for view in self.query(Spoken):
                view.retire()
        widget = widget_for(entry)
        await self.mount(widget)
        await self._prune()
        return widget

    async def clear(self) -> None:
        """Forget everything."""
        self.entries.clear()
        self._first = 0
        await self.remove_children()

    @property
    def chips(self) -> Chips | None:
        """The chips under the last reply."""
        found = [chips for chips in self.query(Chips) if not chips.has_class("-retired")]
        return found[-1] if found else None

    async def _prune(self) -> None:
        surplus = len(self.children) - LIVE
        # A reader who has scrolled up would lose what they read.
        if surplus < BATCH or not self.is_vertical_scroll_end:
            return
        for widget in list(self.children)[:surplus]:
            await widget.remove()
        self._first += surplus

    def scroll_pages(self, pages: int) -> None:
        """Page up and down, for a prompt that keeps the focus."""
        self.scroll_relative(y=pages * (self.size.height - 2), animate=False)
        if pages < 0:
            self._reach_back()

    def on_mouse_scroll_up(self) -> None:
        """The wheel at the top brings back what stood before."""
        self._reach_back()

    def _reach_back(self) -> None:
        # By what a person does, not by the position: while a resize is laid out the position passes zero.
        if self.scroll_y <= 1 and self._first and not self._restoring:
            self._restoring = True
            self.run_worker(self._restore(), exclusive=True, group="restore")

    async def _restore(self) -> None:
        try:
            start = max(0, self._first - BATCH)
            widgets = [widget_for(entry) for entry in self.entries[start : self._first]]
            anchor = self.children[0] if self.children else None
            await self.mount_all(widgets, before=0)
            for widget in widgets:
                if isinstance(widget, Spoken):
                    widget.retire()
            self._first = start
            if anchor is not None:
                self.call_after_refresh(self.scroll_to_widget, anchor, animate=False, top=True)
        finally:
            self._restoring = False


def widget_for(entry: Entry) -> Widget:
    """The widget that shows an entry."""
    match entry:
        case Question():
            return Static(Content(entry.text), classes="question")
        case Notice():
            return Static(with_commands(entry.text), classes="notice")
        case Aside():
            return AsideView(entry)
        case Greeting():
            return GreetingView(entry)
        case Answer():
            # Textual's Markdown takes 0.1 s to load, which the first screen need not wait for.
            from asistente.ui.chat.answer_view import AnswerView

            return AnswerView(entry)


def with_commands(text: str) -> Content:
    """A line with what stands between backticks in bold; a single backtick is itself."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        return Content(text)
    return Content.assemble(*((piece, "bold" if at % 2 else "") for at, piece in enumerate(pieces)))
