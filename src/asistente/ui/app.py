"""The application: it receives everything it needs, sets the theme, and shows the one screen."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App

from asistente.language.detect import Language
from asistente.language.texts import Texts
from asistente.ui.chat.answerer import Answerer
from asistente.ui.draw.glyphs import ASCII, UNICODE
from asistente.ui.endings import end_on_signals
from asistente.ui.main_screen import MainScreen
from asistente.ui.messages import FolderNews, NewsArrived
from asistente.ui.run.controller import RunController, TrainerLike
from asistente.ui.undisturbed import settle, undisturbed

if TYPE_CHECKING:
    from asistente.assistant.assistant import Assistant
    from asistente.knowledge.news import News
    from asistente.training.events import Event
    from asistente.ui.keep import Keep

DARK, LIGHT = "textual-dark", "textual-light"


@dataclass(frozen=True, slots=True)
class Look:
    """How the app appears."""

    language: Language = "en"
    theme: str = DARK
    ascii: bool = False
    own_pages: bool = False
    """Whether the pages are the person's own: then the greeting waits until they are read."""


class AsistenteApp(App[None]):
    """Asistente Virtual on the screen."""

    TITLE = "Asistente Virtual"
    CSS_PATH = "asistente.tcss"
    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self,
        look: Look,
        open_assistant: Callable[[], Assistant],
        make_trainer: Callable[[Callable[[Event], None]], TrainerLike],
        data: Path | None = None,
    ) -> None:
        """`data`: the folder for what the person saves; None where there is none to write to."""
        super().__init__()
        self.look = look
        self.answerer = Answerer(open_assistant, self._tell_of_folder if look.own_pages else None)
        self.runs = RunController(make_trainer, self._tell)
        glyphs = ASCII if look.ascii else UNICODE
        self._main = MainScreen(self.answerer, self.runs, Texts(look.language), glyphs, look.own_pages, data)

    @property
    def keep(self) -> Keep:
        """What is saved, loaded and written out."""
        return self._main.keep

    def _tell(self) -> None:
        """News of the run has come (on the trainer's thread). The screen takes it on the event loop."""
        self._main.post_message(NewsArrived())

    def _tell_of_folder(self, news: News) -> None:
        """News of the person's own folder have come (on the keeper's thread)."""
        self._main.post_message(FolderNews(news))

    def get_default_screen(self) -> MainScreen:
        """The one screen stands at the bottom: no empty one is laid out before it."""
        return self._main

    def on_mount(self) -> None:
        """Dress, and listen to those who end the app from outside."""
        # What is loaded behind the first screen must not hold up a key: by default a thread keeps the
        # interpreter for 5 ms at a time, and a key takes some twenty turns until it is painted.
        sys.setswitchinterval(0.0005)
        self.theme = self.look.theme
        self.set_class(self.look.ascii, "-ascii-only")
        if not self.is_headless:
            self.answerer.loading = undisturbed
            self.call_after_refresh(settle)  # the search for garbage was put off until one can type
            end_on_signals(self.exit, self.runs.close)

    def on_unmount(self) -> None:
        """Leave nothing behind."""
        self.answerer.close()
        self.runs.close()
