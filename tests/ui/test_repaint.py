"""What stands on a terminal that gets only what is repainted, beside what a whole paint would show."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeAlias

import pyte
import pytest
from rich.console import Console
from textual._compositor import CompositorUpdate
from textual.app import App
from textual.content import Content
from textual.visual import Visual

from asistente.training.config import RunConfig
from asistente.ui.app import LIGHT
from asistente.ui.run.view import View, strip_of
from tests.ui.conftest import Driver, Opener

Cells: TypeAlias = list[list[tuple[str, str, str, bool]]]


class Terminal:
    """Takes what an app sends, as a terminal does."""

    def __init__(self, columns: int, rows: int) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.Stream(self.screen)

    def take(self, update: Any, console: Console) -> None:
        """Paint."""
        self.stream.feed(update.render_segments(console))

    @property
    def cells(self) -> Cells:
        """Every sign with its colours; a blank has no colour of its own."""
        found = []
        for y in range(self.screen.lines):
            row = [self.screen.buffer[y][x] for x in range(self.screen.columns)]
            found.append([(one.data, one.fg if one.data.strip() else "", one.bg, one.bold) for one in row])
        return found


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    taken = Terminal(120, 40)
    display = App._display

    def displayed(app: App[Any], screen: Any, update: Any) -> None:
        if isinstance(update, CompositorUpdate):
            if app.size != (taken.screen.columns, taken.screen.lines):
                taken.screen.resize(app.size.height, app.size.width)
            taken.take(update, app.console)
        display(app, screen, update)

    monkeypatch.setattr(App, "_display", displayed)
    return taken


async def rest(driver: Driver) -> None:
    """Until nothing is left to be drawn: the curve and the weights come three or four times a second."""
    await driver.settle()
    await driver.pilot.pause(0.5)


def whole(driver: Driver) -> Cells:
    """What the screen looks like where nothing is kept from before."""
    for view in driver.screen.query(View):
        view.renew()
    size = driver.app.size
    fresh = Terminal(size.width, size.height)
    fresh.take(driver.screen._compositor.render_full_update(), driver.app.console)
    return fresh.cells


def differences(seen: Cells, right: Cells) -> list[tuple[int, str, str]]:
    """The lines that differ, with their texts."""
    assert len(seen) == len(right)
    lines = enumerate(zip(seen, right, strict=True))
    return [
        (y, "".join(cell[0] for cell in a), "".join(cell[0] for cell in b)) for y, (a, b) in lines if a != b
    ]


async def resize(driver: Driver, *sizes: tuple[int, int]) -> None:
    for size in sizes:
        await driver.pilot.resize_terminal(*size)
        await driver.settle()


async def dress(driver: Driver) -> None:
    driver.app.theme = LIGHT


async def dress_there_and_back(driver: Driver) -> None:
    theme = driver.app.theme
    await dress(driver)
    await rest(driver)
    driver.app.theme = theme


async def speak(driver: Driver) -> None:
    driver.screen.speak("es")


async def hide_and_show(driver: Driver) -> None:
    await driver.pilot.press("f8")
    driver.trainer.advance(7)
    await driver.settle()
    await driver.pilot.press("f8")


async def change_tabs(driver: Driver) -> None:
    await resize(driver, (80, 24))
    await driver.say("what is training?")
    driver.trainer.advance(7)
    await driver.settle()
    await driver.pilot.press("f8")


async def click_the_curve(driver: Driver) -> None:
    assert "10" in driver.picture("LossView").splitlines()[-1]
    await driver.pilot.click("LossView")
    await driver.settle()
    assert "100" not in driver.picture("LossView").splitlines()[-1].split()[1]


async def scroll(driver: Driver) -> None:
    driver.screen.query_one("#weights-scroll").scroll_end(animate=False)
    driver.trainer.advance(3)


async def start_again(driver: Driver) -> None:
    await driver.pilot.press("f6")


async def train_names(driver: Driver) -> None:
    driver.app.runs.start(RunConfig.of("names", hidden="4"))
    driver.trainer.advance(2)


async def cut_off(driver: Driver) -> None:
    """A pane that is low: the container cuts the sums off, whose own height stays."""
    driver.screen.query_one("#pictures").styles.max_height = 18
    driver.screen.query_one("#pictures").styles.height = 9
    driver.screen.query_one("#pictures").styles.min_height = 9


async def cut_off_and_back(driver: Driver) -> None:
    pictures = driver.screen.query_one("#pictures")
    await cut_off(driver)
    await rest(driver)
    pictures.styles.height = 20


Act: TypeAlias = Callable[[Driver], Awaitable[None]]
ACTS: dict[str, Act] = {
    "smaller": lambda driver: resize(driver, (100, 30)),
    "larger": lambda driver: resize(driver, (160, 50)),
    "tiny and back": lambda driver: resize(driver, (10, 5), (120, 40)),
    "low and back": lambda driver: resize(driver, (120, 15), (120, 40)),
    "light": dress,
    "light and back": dress_there_and_back,
    "Spanish": speak,
    "hidden and shown": hide_and_show,
    "as a tab": change_tabs,
    "even steps": click_the_curve,
    "scrolled": scroll,
    "again": start_again,
    "names": train_names,
    "cut off": cut_off,
    "cut off and back": cut_off_and_back,
}
# What is kept from before does not depend on the signs; a few acts in each writing are enough.
IN_ASCII = ("larger", "even steps", "scrolled", "names")


@pytest.mark.parametrize("name", ACTS)
async def test_nothing_old_stays_on_the_screen(open_app: Opener, terminal: Terminal, name: str) -> None:
    async with open_app(ascii=name in IN_ASCII) as driver:
        driver.screen.dialogue.prompt.cursor_blink = False
        await driver.say("train")
        for steps in (1, 9, 30):
            driver.trainer.advance(steps)
        await rest(driver)
        await ACTS[name](driver)
        await rest(driver)
        seen = terminal.cells
        assert differences(seen, whole(driver)) == []
        driver.trainer.advance(11)
        await rest(driver)
        assert terminal.cells != seen
        assert differences(terminal.cells, whole(driver)) == []


async def test_of_a_frame_only_the_lines_that_changed_are_made(
    open_app: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("asistente.ui.run.view.WHOLE", float("inf"))
    made: list[str] = []
    line = View.render_line

    def counted(self: View, y: int) -> Any:
        made.append(type(self).__name__)
        return line(self, y)

    async with open_app() as driver:
        await driver.say("train")
        driver.trainer.advance(400)
        await rest(driver)
        monkeypatch.setattr(View, "render_line", counted)
        pane = driver.screen.query_one("#run")
        record = driver.app.runs.record
        assert record is not None and record.snapshot is not None
        pane.show(record)  # type: ignore[attr-defined]
        await rest(driver)
        assert made == []
        driver.trainer.advance(1)
        await rest(driver)
        assert made.count("StatusView") == 1  # the step, not the title
        assert made.count("EventsView") == 0


async def test_sums_that_are_cut_off_say_how_many_more_there_are(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("train")
        driver.trainer.advance(20)
        await rest(driver)
        sums = driver.screen.query_one("SumsView")
        assert "+" not in driver.picture("SumsView").splitlines()[0]
        for height, rows in ((12, 4), (11, 3)):
            driver.screen.query_one("#pictures").styles.min_height = height
            driver.screen.query_one("#pictures").styles.height = height
            await rest(driver)
            assert driver.screen.find_widget(sums).visible_region.height == rows
            assert sums.size.height == 6
            assert driver.picture("SumsView").splitlines()[0].count(f" +{6 - rows}") == 3


async def test_wide_signs_in_the_names_of_a_table_push_nothing_out(
    open_app: Opener, terminal: Terminal, tmp_path: Path
) -> None:
    file = tmp_path / "住宅の価格と広さと部屋の数の表.csv"
    rows = "".join(f"{n},{n % 5},{3 * n}\n" for n in range(40))
    file.write_text("広さ平方メートル,部屋の数,価格\n" + rows, encoding="utf-8")
    async with open_app() as driver:
        await driver.say("train")
        driver.app.runs.start(RunConfig.of("csv", file=str(file), target="価格"))
        driver.trainer.advance(20)
        await rest(driver)
        assert differences(terminal.cells, whole(driver)) == []
        title, status = driver.picture("StatusView").splitlines()
        assert "住宅" in title and status.startswith("step 20")
        for view in driver.screen.query(View):
            for y in range(view.size.height):
                assert view.render_line(y).cell_length <= view.size.width, (view, y)


async def test_a_terminal_without_colours_gets_greys(
    open_app: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with open_app() as driver:
        await driver.say("train")
        driver.trainer.advance(20)
        await rest(driver)
        for view in driver.screen.query(View):
            styles = [style for strip in view.render_lines(view.size.region) for _, style, _ in strip]
            colours = {color for style in styles if style for color in (style.color, style.bgcolor) if color}
            assert all(color.triplet and len(set(color.triplet)) == 1 for color in colours), (view, colours)


@pytest.mark.parametrize("theme", ["textual-dark", LIGHT, "ansi-dark", "nord"])
async def test_a_line_looks_as_content_of_the_same_styles_would(open_app: Opener, theme: str) -> None:
    async with open_app() as driver:
        driver.app.theme = theme
        await driver.say("train")
        driver.trainer.advance(20)
        await rest(driver)
        for view in driver.screen.query(View):
            for line in view._picture:
                content = Content.assemble(*line)
                (strip,) = Visual.to_strips(view, content, 200, 1, view.visual_style)
                assert looks(strip_of(line, view.visual_style)) == looks(strip)


def looks(strip: Any) -> list[tuple[str, Any, Any, Any]]:
    """Every sign with its look."""
    return [
        (sign, style.color, style.bgcolor, style.bold) for text, style, _ in strip if style for sign in text
    ]


async def test_a_pane_without_a_run_speaks_the_language_too(open_app: Opener, terminal: Terminal) -> None:
    async with open_app() as driver:
        await driver.pilot.press("f8")
        await rest(driver)
        assert driver.picture("StatusView").startswith("No network yet.")
        driver.screen.speak("es")
        await rest(driver)
        assert driver.picture("StatusView").startswith("Todavía no hay red.")
        assert differences(terminal.cells, whole(driver)) == []
