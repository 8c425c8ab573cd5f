"""Draws the README's pictures from the app itself: `uv run python docs/make_pictures.py`."""

from __future__ import annotations

import asyncio
from pathlib import Path

from asistente.assistant.assistant import Assistant
from asistente.training.trainer import Trainer
from asistente.ui.app import DARK, LIGHT, AsistenteApp, Look

FOLDER = Path(__file__).parent
SIZE = (124, 40)
STEPS = 100


async def picture(theme: str, name: str) -> None:
    """Ask, train `STEPS` steps, question the network, and save what is on the screen."""
    app = AsistenteApp(Look("en", theme), lambda: Assistant(language="en"), Trainer)
    async with app.run_test(size=SIZE) as pilot:

        async def say(text: str) -> None:
            app.screen.query_one("#prompt").value = text  # type: ignore[attr-defined]
            await pilot.press("enter")
            await pilot.pause(1.5)

        await pilot.pause(1.0)
        await say("what does it mean to train a network?")
        await say("show me")
        app.runs.trainer.pause()
        await pilot.pause(0.5)
        record = app.runs.record
        assert record is not None and record.snapshot is not None
        app.runs.trainer.step(STEPS - record.snapshot.step)
        await pilot.pause(0.5)
        await say("and 7 + 5?")
        app.save_screenshot(name, str(FOLDER))


def main() -> None:
    """Draw the dark and the light one."""
    asyncio.run(picture(DARK, "app-dark.svg"))
    asyncio.run(picture(LIGHT, "app-light.svg"))


if __name__ == "__main__":
    main()
