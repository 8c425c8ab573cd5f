from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import cast

import pytest
from textual.pilot import Pilot

from asistente.assistant.assistant import Assistant
from asistente.language.detect import Language
from asistente.ui.app import AsistenteApp, Look
from asistente.ui.chat.conversation_view import ConversationView
from asistente.ui.main_screen import MainScreen
from tests.ui.fakes import FakeAssistant, FakeTrainer, write_pages


class Driver:
    """An app in a pretended terminal, used as a person would."""

    def __init__(self, app: AsistenteApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> MainScreen:
        assert isinstance(self.app.screen, MainScreen)
        return self.app.screen

    @property
    def trainer(self) -> FakeTrainer:
        assert isinstance(self.app.runs.trainer, FakeTrainer)
        return self.app.runs.trainer

    @property
    def said(self) -> str:
        """Everything in the conversation."""
        entries = self.screen.query_one(ConversationView).entries
        return "\n".join(entry.text for entry in entries).replace("\N{NO-BREAK SPACE}", " ")

    async def say(self, text: str) -> None:
        """Send a line; returns when the answer is there."""
        self.screen.dialogue.prompt.value = text
        before = list(self.screen.dialogue.view.entries)
        await self.pilot.press("enter")
        for _ in range(1_000):
            if self.screen.dialogue.view.entries != before:
                break
            await self.pilot.pause(0.02)
        else:
            pytest.fail(f"nothing was said to {text!r}")
        await self.settle()

    async def settle(self) -> None:
        """Let everything that is under way come to rest."""
        quiet = 0
        for _ in range(1_000):
            await self.pilot.pause(0.02)
            quiet = quiet + 1 if self.screen.dialogue.at_rest else 0
            if quiet == 5:
                return

    def picture(self, selector: str) -> str:
        """What a widget shows, as plain text."""
        widget = self.screen.query_one(selector)
        lines = [widget.render_line(y) for y in range(widget.size.height)]
        return "\n".join("".join(segment.text for segment in line).rstrip() for line in lines)


Opener = Callable[..., AbstractAsyncContextManager[Driver]]


@pytest.fixture
def open_app(tmp_path: Path) -> Opener:
    folder = write_pages(tmp_path / "content")

    @asynccontextmanager
    async def opener(
        size: tuple[int, int] = (120, 40), language: Language = "en", ascii: bool = False
    ) -> AsyncIterator[Driver]:
        app = AsistenteApp(
            Look(language, ascii=ascii), lambda: cast(Assistant, FakeAssistant(folder)), FakeTrainer
        )
        async with app.run_test(size=size) as pilot:
            driver = Driver(app, pilot)
            await pilot.pause()
            yield driver

    return opener
