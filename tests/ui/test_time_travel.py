"""Back in the time of a run: by key, by word, by mouse; every view and every answer follows."""

from __future__ import annotations

from tests.ui.conftest import Driver, Opener


async def trained(driver: Driver) -> None:
    await driver.say("train")
    for steps in (1, 4, 15, 80, 400):
        driver.trainer.advance(steps)
    await driver.settle()


async def test_keys_go_back_and_every_view_follows(open_app: Opener) -> None:
    async with open_app() as driver:
        await trained(driver)
        assert "step 500" in driver.picture("StatusView")
        await driver.pilot.press("alt+left")
        await driver.settle()
        assert "looking back" in driver.picture("StatusView")
        assert "step 100" in driver.picture("StatusView")
        assert "now at 500" in driver.picture("StatusView")
        assert "loss 100:" in driver.picture("LossView"), "the cursor reads the losses"
        assert "step 100" in driver.picture("TimeLine")
        await driver.pilot.press("alt+home")
        await driver.settle()
        assert "33 random numbers" in driver.picture("ChangeLine")
        await driver.pilot.press("alt+right", "alt+right")
        await driver.settle()
        assert "step 5 " in driver.picture("StatusView")
        await driver.pilot.press("alt+end")
        await driver.settle()
        assert "looking back" not in driver.picture("StatusView")


async def test_answers_speak_of_the_step_that_is_seen(open_app: Opener) -> None:
    async with open_app() as driver:
        await trained(driver)
        driver.screen.desk.time.look_back(20)
        view = driver.app.runs.view()
        assert view is not None
        assert view.back
        assert view.snapshot.step == 20
        assert view.history is not None
        assert view.history[:, 0].max() <= 20
        assert all(sign.step <= 20 for sign in view.signs)


async def test_what_is_done_is_done_now(open_app: Opener) -> None:
    async with open_app() as driver:
        await trained(driver)
        await driver.pilot.press("alt+home")
        await driver.pilot.press("f3")
        await driver.settle()
        assert "step 501" in driver.picture("StatusView")
        assert "looking back" not in driver.picture("StatusView")


async def test_a_click_on_the_line_of_time_goes_there(open_app: Opener) -> None:
    async with open_app() as driver:
        await trained(driver)
        await driver.pilot.click("TimeLine", offset=(8, 0))
        await driver.settle()
        assert "step 0" in driver.picture("StatusView")
        width = driver.screen.query_one("TimeLine").size.width
        await driver.pilot.click("TimeLine", offset=(width - 3, 0))
        await driver.settle()
        assert "step 500" in driver.picture("StatusView")


async def test_a_film_ends_in_the_present(open_app: Opener) -> None:
    async with open_app() as driver:
        await trained(driver)
        await driver.pilot.press("alt+f")
        await driver.pilot.pause(0.1)
        assert "looking back" in driver.picture("StatusView")
        record = driver.app.runs.record
        assert record is not None
        for _ in range(len(record.kept) + 1):
            driver.screen.desk.time._next_frame()
        assert not record.looks_back


async def test_without_a_run_the_keys_do_nothing(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.pilot.press("alt+left", "alt+right", "alt+home", "alt+f", "alt+end", "f10")
        await driver.settle()
        assert "looking back" not in driver.said
