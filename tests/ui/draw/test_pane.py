from __future__ import annotations

from asistente.training.config import RunConfig
from asistente.ui.run.run_pane import RunPane
from tests.ui.conftest import Driver, Opener


async def watch(driver: Driver, demo: str, steps: int, **given: object) -> None:
    """Open the pane with a run of any demo."""
    await driver.say("train")
    driver.app.runs.start(RunConfig.of(demo, **given))
    driver.trainer.advance(steps)
    await driver.settle()


async def test_a_large_network_is_drawn_in_part_and_counted_whole(open_app: Opener) -> None:
    async with open_app() as driver:
        await watch(driver, "digits", 20, hidden="128,128")
        driver.screen.query_one(RunPane).show_aspect("weights")
        await driver.pilot.pause(1)  # the weights are drawn three times a second, later where much goes on
        assert "digits 64-128-128-10 relu" in driver.picture("StatusView")
        assert "26,122 numbers" in driver.picture("ChangeLine")
        assert driver.picture("WeightsView").rstrip().endswith("… and 26,002 more")
        assert "182 →1" in driver.picture("SumsView")  # out of range: an image moved by a dot


async def test_a_wide_terminal_of_24_lines_shows_every_sum(open_app: Opener) -> None:
    async with open_app(size=(120, 24)) as driver:
        await watch(driver, "addition", 20)
        sums = driver.screen.query_one("SumsView")
        assert driver.screen.find_widget(sums).visible_region.height == sums.size.height
        assert "/5" not in driver.picture("SumsView")
        assert "10+10" in driver.picture("SumsView")


async def test_a_single_step_has_no_rate(open_app: Opener) -> None:
    async with open_app() as driver:
        await watch(driver, "xor", 20)
        assert "steps/s" in driver.picture("StatusView")
        await driver.pilot.press("f3")
        await driver.settle()
        assert "step 21" in driver.picture("StatusView")
        assert "steps/s" not in driver.picture("StatusView")


async def test_the_goal_gives_way_to_the_outcome(open_app: Opener) -> None:
    async with open_app(language="es") as driver:
        await watch(driver, "xor", 20)
        assert "la meta es 0.05" in driver.picture("ProgressView")
        await driver.pilot.press("f7")
        await driver.settle()
        assert "Detenida: quedó en " in driver.picture("ProgressView")


async def test_the_lower_part_goes_from_weights_to_network_to_what_it_knows(open_app: Opener) -> None:
    async with open_app() as driver:
        await watch(driver, "addition", 20)
        await driver.pilot.pause(0.4)
        assert "a→h1" in driver.picture("WeightsView")
        await driver.pilot.press("f10")
        await driver.pilot.pause(0.4)
        assert "1 + 2 flows through" in driver.picture("NetworkView")
        assert not driver.screen.query_one("#weights-scroll").display
        await driver.pilot.press("f10")
        await driver.pilot.pause(0.4)
        assert "a + b:" in driver.picture("KnownView")
        await driver.pilot.press("f10")
        await driver.pilot.pause(0.4)
        assert driver.screen.query_one("#weights-scroll").display


async def test_a_click_on_its_name_shows_it_and_a_large_network_begins_with_what_it_knows(
    open_app: Opener,
) -> None:
    async with open_app() as driver:
        await watch(driver, "digits", 20)
        await driver.pilot.pause(0.4)
        assert "Never seen:" in driver.picture("KnownView")
        await driver.pilot.click("#aspect-network")
        await driver.pilot.pause(0.4)
        assert "What each hidden unit looks for" in driver.picture("NetworkView")
        await driver.pilot.click("#aspect-weights")
        await driver.pilot.pause(0.4)
        assert "dot 1.1" in driver.picture("WeightsView")


async def test_a_click_on_the_network_puts_the_next_example_through_it(open_app: Opener) -> None:
    async with open_app() as driver:
        await watch(driver, "addition", 20)
        await driver.pilot.click("#aspect-network")
        await driver.pilot.pause(0.4)
        await driver.pilot.click("NetworkView")
        await driver.pilot.pause(0.1)
        assert "2 + 2 flows through" in driver.picture("NetworkView")
