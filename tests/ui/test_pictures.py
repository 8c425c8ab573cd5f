"""A few pictures of whole screens, compared cell by cell. Look at the report before you accept a new one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import cast

import pytest
from textual.pilot import Pilot

from asistente.assistant.assistant import Assistant
from asistente.ui.app import LIGHT, AsistenteApp, Look
from asistente.ui.chat.prompt import Prompt
from tests.ui.conftest import Driver
from tests.ui.fakes import FakeAssistant, FakeTrainer, write_pages

Compare = Callable[..., bool]


def app(folder: Path, look: Look) -> AsistenteApp:
    pages = write_pages(folder / "content")
    return AsistenteApp(look, lambda: cast(Assistant, FakeAssistant(pages)), FakeTrainer)


def before(
    *lines: str, steps: int = 0, press: tuple[str, ...] = ()
) -> Callable[[Pilot[None]], Awaitable[None]]:
    async def act(pilot: Pilot[None]) -> None:
        driver = Driver(cast(AsistenteApp, pilot.app), pilot)
        await pilot.pause(0.5)
        driver.screen.query_one(Prompt).cursor_blink = False
        for line in lines:
            await driver.say(line)
        for part in (1, 2, 5, 12, steps - 20) if steps else ():
            driver.trainer.advance(part)
        await pilot.press(*press)
        await driver.settle()
        await pilot.pause(0.4)  # the table of weights is drawn three times a second

    return act


CASES = {
    "greeting": (Look("en"), (80, 24), before()),
    "conversation and run side by side": (
        Look("en"),
        (120, 40),
        before("what is training?", "train", steps=40),
    ),
    "run as a tab, Spanish, light": (Look("es", LIGHT), (80, 24), before("train", steps=40)),
    "a page beside the run": (Look("en"), (120, 40), before("train", steps=40, press=("f9",))),
    "ASCII in a small terminal": (Look("en", ascii=True), (60, 20), before("train", steps=40)),
}


@pytest.mark.parametrize("name", CASES)
def test_looks_as_it_did(name: str, snap_compare: Compare, tmp_path: Path) -> None:
    look, size, act = CASES[name]
    assert snap_compare(app(tmp_path, look), terminal_size=size, run_before=act)
