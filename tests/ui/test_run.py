from __future__ import annotations

import pytest

from tests.ui.conftest import Opener


@pytest.mark.parametrize("said", ["train", "/train", "4"])
async def test_a_run_starts_by_word_slash_or_chip(open_app: Opener, said: str) -> None:
    async with open_app() as driver:
        await driver.say(said)
        assert driver.trainer.calls[-1] == "start demo:addition"
        assert driver.screen.query_one("#run").display
        assert "step 0" in driver.picture("StatusView")


async def test_the_pane_shows_the_run(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("train")
        assert "33 random numbers" in driver.picture("ChangeLine")
        for steps in (1, 9, 90, 400):
            driver.trainer.advance(steps)
        await driver.settle()
        assert "step 500" in driver.picture("StatusView")
        assert "%" in driver.picture("ProgressView")
        sums = driver.picture("SumsView")
        assert "practised" in sums and "never seen" in sums and "out of range" in sums
        assert "1+2" in sums and "7+5" in sums and "12+30" in sums
        curve = driver.picture("LossView")
        assert "loss" in curve and "steps" in curve
        assert "a→h1" in driver.picture("WeightsView")
        assert "(mean)" in driver.picture("ChangeLine")


async def test_every_control_works_by_key(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("train")
        for key in ("f2", "f2", "f3", "f4", "f5", "f7", "f6"):  # F2 twice: pause, go on
            await driver.pilot.press(key)
            await driver.settle()
        calls = driver.trainer.calls
        assert calls[calls.index("start demo:addition") :] == [
            "start demo:addition",
            "pause",
            "resume",
            "step 1",
            "pace 5.0",
            "pace 25.0",
            "stop",
            "start demo:addition",
        ]


async def test_every_control_works_by_mouse(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("train")
        for name, call in (
            ("pause", "pause"),
            ("step", "step 1"),
            ("stop", "stop"),
            ("reset", "start demo:addition"),
        ):
            await driver.pilot.click(f"#control-{name}")
            await driver.settle()
            assert driver.trainer.calls[-1] == call


async def test_every_control_works_by_word(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("train")
        for word, call in (
            ("pause", "pause"),
            ("resume", "resume"),
            ("step", "step 1"),
            ("slower", "pace 5.0"),
            ("max", "pace None"),
            ("stop", "stop"),
            ("reset", "start demo:addition"),
        ):
            await driver.say(word)
            assert driver.trainer.calls[-1] == call


async def test_pause_said_twice_does_not_resume(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("train")
        await driver.say("pause")
        await driver.say("pause")
        assert driver.trainer.calls.count("pause") == 1
        assert "resume" not in driver.trainer.calls
        assert "paused" in driver.picture("StatusView")
        assert "Resume" in driver.picture("#control-pause")


async def test_the_prompt_keeps_the_focus_when_a_run_opens(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("train")
        assert driver.screen.dialogue.prompt.has_focus
        await driver.pilot.press("f8")
        await driver.pilot.press("f8")
        await driver.settle()
        assert driver.screen.dialogue.prompt.has_focus


async def test_the_chat_goes_on_while_a_run_trains(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("train")
        driver.trainer.advance(10)
        await driver.say("what is training?")
        assert "To **train** is to adjust" in driver.said
        assert driver.screen.query_one("#run").display


async def test_the_end_is_said_in_the_chat(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("train")
        for _ in range(100):
            driver.trainer.advance(1_000)
            if driver.trainer.run is not None and driver.trainer.run.finished:
                break
        await driver.settle()
        assert "1 + 2 = " in driver.said
        assert "learnt" in driver.picture("StatusView")
        assert driver.screen.query_one("#control-pause").disabled
        assert not driver.screen.query_one("#control-reset").disabled


async def test_a_killed_worker_is_said_and_the_next_run_works(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("train")
        driver.trainer.die()
        await driver.settle()
        assert "ended from outside" in driver.said
        assert "lost" in driver.picture("StatusView")
        await driver.pilot.press("f6")
        await driver.settle()
        assert "running" in driver.picture("StatusView")


async def test_a_control_without_a_run_says_what_to_do(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.pilot.press("f2")
        await driver.settle()
        assert "Nothing is being trained" in driver.said


async def test_news_of_an_older_run_is_dropped(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("train")
        driver.trainer.advance(50)
        old = driver.trainer.snapshot()
        await driver.pilot.press("f6")
        await driver.settle()
        driver.trainer.on_event(old)
        await driver.settle()
        assert "step 0" in driver.picture("StatusView")


@pytest.mark.parametrize("given", ["learning_rate=-1", "hidden=9999999", "steps=nan", "nonsense=1"])
async def test_a_mad_parameter_gets_one_line_and_loses_nothing(open_app: Opener, given: str) -> None:
    async with open_app() as driver:
        await driver.say("train")
        driver.trainer.advance(5)
        await driver.say(f"train {given}")
        notice = driver.said.splitlines()[-1]
        assert given.partition("=")[0] in notice
        assert driver.trainer.calls.count("start demo:addition") == 1
        assert "step 5" in driver.picture("StatusView")


async def test_a_hidden_pane_is_not_drawn_and_catches_up(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("train")
        await driver.pilot.press("f8")
        await driver.settle()
        assert not driver.screen.query_one("#run").display
        driver.trainer.advance(77)
        await driver.settle()
        assert "step 77" in driver.picture("RunStrip")
        await driver.pilot.press("f8")
        await driver.settle()
        assert "step 77" in driver.picture("StatusView")


async def test_a_narrow_terminal_has_the_run_as_a_place_of_its_own(open_app: Opener) -> None:
    async with open_app(size=(80, 24)) as driver:
        await driver.say("train")
        assert not driver.screen.query_one("#conversation").display
        assert "[Run]" in driver.picture("#tab-run")
        assert "1+2" in driver.picture("SumsView")
        await driver.say("what is training?")
        assert driver.screen.sight.place == "chat"
        assert "1 + 2" in driver.picture("RunStrip")


async def test_what_the_network_answers_is_brought_into_sight(open_app: Opener) -> None:
    async with open_app(size=(80, 24)) as driver:
        await driver.say("train")
        await driver.say("predict")
        assert driver.screen.query_one("#conversation").display


async def test_resizing_in_the_middle_of_a_run_loses_nothing(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("train")
        await driver.say("what is training?")
        driver.trainer.advance(200)
        for size in ((40, 12), (20, 5), (80, 24), (200, 60), (120, 40)):
            await driver.pilot.resize_terminal(*size)
            await driver.settle()
        assert "step 200" in driver.picture("StatusView")
        assert "To **train** is to adjust" in driver.said
        assert driver.screen.query_one("#run").display


async def test_ascii_draws_without_other_signs(open_app: Opener) -> None:
    async with open_app(ascii=True) as driver:
        await driver.say("train")
        driver.trainer.advance(300)
        await driver.settle()
        for part in ("SumsView", "LossView", "ProgressView"):
            assert driver.picture(part).isascii(), part


async def test_leaving_closes_the_worker(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("train")
        trainer = driver.trainer
    assert trainer.closed
