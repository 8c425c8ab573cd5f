"""What is in sight: the chosen place, the parts that are shown for it, and the tabs that tell which it is."""

from __future__ import annotations

from textual.screen import Screen

from asistente.ui.chat.dialogue import Dialogue
from asistente.ui.parts import Parts
from asistente.ui.places import SIDE_BY_SIDE, Place, arrange
from asistente.ui.run.controller import RunController
from asistente.ui.title_bar import TitleBar


class Sight:
    """Shows and hides the parts of the screen."""

    def __init__(self, screen: Screen[None], dialogue: Dialogue, parts: Parts, runs: RunController) -> None:
        self._screen, self._dialogue, self._parts, self._runs = screen, dialogue, parts, runs
        self.place: Place = "chat"
        self.run_open = False
        self.unread = False
        """Whether something was said while the chat was out of sight."""

    @property
    def narrow(self) -> bool:
        """Whether there is room for one place at a time only."""
        return self._screen.app.size.width < SIDE_BY_SIDE

    async def go(self, place: Place) -> None:
        """Bring a place into sight."""
        self.place = place
        if place == "run":
            self.run_open = True
            await self._parts.open_run()
        self.arrange()
        if place != "topics":
            self._dialogue.prompt.focus()

    async def open_run(self) -> None:
        """Bring the run into sight; where there is room, beside what is read."""
        self.run_open = True
        await self._parts.open_run()
        if self.narrow:
            await self.go("run")
        self.arrange()

    async def toggle_run(self) -> None:
        """Show the run or hide it."""
        if self.narrow:
            await self.go("chat" if self.place == "run" else "run")
        else:
            self.run_open = not self.run_open
            await self._parts.open_run()
            self.arrange()

    def arrange(self) -> None:
        """Show what belongs to the place at the present width."""
        screen = self._screen
        seen = arrange(self.place, screen.app.size.width, self.run_open)
        self._dialogue.view.display = seen.conversation
        screen.query_one("#left").display = seen.left
        screen.query_one("#body").set_class(seen.beside, "-beside")
        self._parts.arrange(seen, self._runs.record)
        self.unread = self.unread and not seen.conversation
        place: Place = "run" if seen.run and not seen.beside else self.place
        screen.query_one(TitleBar).show(place, self.unread)

    def something_said(self) -> None:
        """The chat has something new, unasked for: its tab says so where it is out of sight."""
        self.unread = True
        self.arrange()
