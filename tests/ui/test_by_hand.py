"""Being the optimizer, in the app: by words and by keys."""

from __future__ import annotations

from typing import cast

import pytest

from asistente.assistant.assistant import Assistant
from asistente.ui.app import AsistenteApp, Look
from tests.ui.conftest import Driver
from tests.ui.fakes import FakeTrainer


@pytest.mark.parametrize("size", [(120, 40), (60, 20)])
async def test_a_game_by_words_and_keys(size: tuple[int, int]) -> None:
    app = AsistenteApp(Look("en", ascii=True), lambda: Assistant(language="en", encoder=None), FakeTrainer)
    async with app.run_test(size=size) as pilot:
        driver = Driver(app, pilot)
        await pilot.pause()
        await driver.say("let me be the optimizer")
        assert "You are the optimizer" in driver.said
        await driver.say("w1 = 0.8")
        assert "**Move 1:** w1 from 0.03344 to 0.8" in driver.said
        await driver.say("1")  # the first key: a hint
        assert "raise it" in driver.said or "lower it" in driver.said
        await driver.say("w1 1 w2 1 b 0")
        assert "You made it, in 2 moves" in driver.said
        assert cast(FakeTrainer, app.runs.trainer).calls == []
        await driver.say("1")  # the very run that was played against
        assert driver.trainer.calls == ["start demo:addition?hidden=none"]
