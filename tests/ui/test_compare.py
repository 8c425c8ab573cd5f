from __future__ import annotations

from asistente.training.config import RunConfig
from tests.ui.conftest import Driver, Opener


async def train_to_the_end(driver: Driver) -> None:
    driver.trainer.advance(100_000)
    await driver.settle()


async def test_a_run_beside_the_last_one_ends_with_both_in_a_table(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("train")
        await train_to_the_end(driver)
        assert "run before" not in driver.picture("LossView")
        await driver.say("compare learning_rate=0.5")
        assert driver.trainer.calls[-1] == "start demo:addition?learning_rate=0.5"
        driver.trainer.advance(3)
        await driver.settle()
        assert "run before" in driver.picture("LossView")
        await train_to_the_end(driver)
        assert "| learning_rate | 0.1 | 0.5 |" in driver.said
        assert "The only difference is learning_rate" in driver.said


async def test_the_last_two_can_be_laid_over_each_other_later(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("train")
        await train_to_the_end(driver)
        await driver.say("train learning_rate=0.5")
        await train_to_the_end(driver)
        assert "run before" not in driver.picture("LossView")
        assert "only difference" not in driver.said
        await driver.say("compare")
        assert "run before" in driver.picture("LossView")
        run = driver.app.runs.view()
        assert run is not None and run.before is not None
        assert run.before.config == RunConfig.of("addition")


async def test_only_the_last_two_runs_are_kept(open_app: Opener) -> None:
    async with open_app() as driver:
        for seed in (1, 2, 3):
            await driver.say(f"train seed={seed}")
            driver.trainer.advance(10)
            await driver.settle()
        record = driver.app.runs.record
        assert record is not None and record.before is not None
        assert (record.config.seed, record.before.config.seed) == (3, 2)
        assert record.before.before is None


async def test_without_a_run_there_is_nothing_to_lay_over(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("compare")
        assert driver.app.runs.record is None
