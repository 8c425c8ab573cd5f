"""Saving, loading and writing out, as a person does them."""

from __future__ import annotations

from pathlib import Path

from asistente.ui.keep import Keep
from tests.ui.conftest import Driver, Opener


def keeping(driver: Driver, folder: Path | None) -> None:
    driver.screen.keep = Keep(folder)


async def test_a_network_is_saved_loaded_and_trained_on(open_app: Opener, tmp_path: Path) -> None:
    async with open_app() as driver:
        keeping(driver, tmp_path)
        await driver.say("train")
        driver.trainer.advance(30)
        await driver.settle()
        await driver.say("save_model adder")
        assert (tmp_path / "networks" / "adder.npz").is_file()
        assert "Saved as **adder**, as it stood at step 30" in driver.said
        await driver.say("train hidden=4")
        await driver.say("load_model adder")
        assert driver.trainer.calls[-1] == "stop"
        assert "**adder** is back" in driver.said
        picture = driver.picture("StatusView")
        assert "stopped" in picture and "2-8-1" in picture
        assert "step 30" in driver.picture("ProgressView") + picture
        assert "Loaded from a file" in driver.picture("EventsView")
        await driver.say("resume")
        driver.trainer.advance(20)
        await driver.settle()
        assert driver.trainer.run is not None
        assert driver.trainer.run.steps == 50
        record = driver.app.runs.record
        assert record is not None and record.active
        assert record.history[0][0] == 0, "the curve goes on"


async def test_a_name_that_is_taken_offers_one_that_is_free(open_app: Opener, tmp_path: Path) -> None:
    async with open_app() as driver:
        keeping(driver, tmp_path)
        await driver.say("train")
        await driver.say("save_model adder")
        await driver.say("save_model adder")
        assert "already, and I overwrite none" in driver.said
        chips = driver.screen.dialogue.view.chips
        assert chips is not None
        assert chips.suggestions[0].target == "/save adder-2"
        assert len(list((tmp_path / "networks").iterdir())) == 1


async def test_what_cannot_be_read_or_written_is_one_line(open_app: Opener, tmp_path: Path) -> None:
    async with open_app() as driver:
        keeping(driver, tmp_path / "way")
        (tmp_path / "way").write_text("a file")
        await driver.say("train")
        await driver.say("save_model")
        assert "cannot be written" in driver.said
        keeping(driver, tmp_path)
        (tmp_path / "networks").mkdir()
        (tmp_path / "networks" / "odd.npz").write_bytes(b"odd")
        await driver.say("load_model odd")
        assert "“odd” is damaged, or no network of mine" in driver.said
        assert "running" in driver.picture("StatusView"), "the run on the screen stays"


async def test_the_conversation_and_the_figures_are_written_out(open_app: Opener, tmp_path: Path) -> None:
    async with open_app() as driver:
        keeping(driver, tmp_path)
        await driver.say("what is training?")
        await driver.say("export")
        assert "There is no run, and so no figures" in driver.said
        await driver.say("train")
        driver.trainer.advance(30)
        await driver.settle()
        await driver.say("export")
        files = sorted(path for path in (tmp_path / "exports").iterdir())
        talks = [path.read_text() for path in files if path.suffix == ".md"]
        tables = [path.read_text() for path in files if path.suffix == ".csv"]
        assert len(talks) == 2
        assert "## what is training?" in talks[0]
        assert "To **train** is to adjust." in talks[0]
        assert len(tables) == 1
        assert tables[0].startswith("step,train_loss,test_loss\n0,")
        assert all(path.name in driver.said for path in files)


async def test_a_guess_is_scored_when_the_run_has_ended(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("guess max_steps")
        assert driver.trainer.calls == ["start demo:addition?steps=30"]
        driver.trainer.advance(30)
        await driver.settle()
        assert "Your guess: all 3 points" in driver.said
        await driver.say("train steps=30")
        driver.trainer.advance(30)
        await driver.settle()
        assert driver.said.count("Your guess") == 1
