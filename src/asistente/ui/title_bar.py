"""The top line: the name, what goes on behind the screen, and the places of the app."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from asistente.language.texts import Texts
from asistente.ui.places import Place

PLACES: tuple[Place, ...] = ("chat", "topics", "run")


class PlaceTab(Static):
    """The name of a place; a click goes there."""

    class Chosen(Message):
        """Go to this place."""

        def __init__(self, place: Place) -> None:
            super().__init__()
            self.place = place

    def __init__(self, place: Place) -> None:
        super().__init__(id=f"tab-{place}")
        self.place = place

    def on_click(self) -> None:
        """Ask to go there."""
        self.post_message(self.Chosen(self.place))


class TitleBar(Horizontal):
    """`Asistente Virtual   [Chat]  Topics  Run`: the present place is told by brackets and by colour."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self._place: Place = "chat"

    def compose(self) -> ComposeResult:
        """The name, what goes on, then a tab for each place."""
        yield Static("Asistente Virtual", id="name")
        yield Static(id="doing")
        for place in PLACES:
            yield PlaceTab(place)

    def on_mount(self) -> None:
        """Label the tabs."""
        self.show(self._place)

    def tell(self, doing: str) -> None:
        """Say quietly what goes on behind the screen; an empty text where nothing does."""
        self.query_one("#doing", Static).update(Content(doing))

    def translate(self, texts: Texts) -> None:
        """Name the places in another language from now on."""
        self.texts = texts

    def show(self, place: Place, unread: bool = False) -> None:
        """Mark the present place; `unread`: the chat has something new."""
        self._place, texts = place, self.texts
        for tab in self.query(PlaceTab):
            here = tab.place == place
            name = texts(f"ui.place.{tab.place}")
            new = unread and tab.place == "chat"
            tab.update(Content(f"[{name}]" if here else f" {name}* " if new else f" {name} "))
            tab.set_class(here, "-here")
            tab.set_class(new, "-unread")
