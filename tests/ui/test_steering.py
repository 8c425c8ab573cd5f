"""Steps of every size, the learning rate by hand, runs that go wrong, remarks, and invented names."""

from __future__ import annotations

from pathlib import Path

import pytest

from asistente.assistant.remarks import Remarks
from asistente.assistant.reply import Reply
from asistente.language.detect import Language
from asistente.language.texts import Texts
from asistente.training.config import RunConfig
from asistente.training.events import RunFinished, RunRefused
from asistente.training.failures import FAILURES
from asistente.training.record import RunRecord
from asistente.training.run import Run
from asistente.training.signs import AlikeUnits, AllRight, DeadUnits, FirstRight
from asistente.ui.chat.entries import Aside
from asistente.ui.draw.glyphs import UNICODE
from asistente.ui.intents import carry_out
from asistente.ui.run.controller import HIGHEST, LOWEST, scaled
from asistente.ui.run.events_view import EVERY, NamesView
from asistente.ui.run.happenings import happenings
from tests.ui.conftest import Driver, Opener
from tests.ui.fakes import FakeAssistant

RIGHT = FirstRight(40, "7 + 5", "12.113", "12")


@pytest.mark.parametrize(
    ("said", "call"),
    [
        ("step", "step 1"),
        ("step 10", "step 10"),
        ("step epoch", "step 1 epoch"),
        ("step sample", "step 1 sample"),
    ],
)
async def test_steps_of_every_size_by_word(open_app: Opener, said: str, call: str) -> None:
    async with open_app() as driver:
        await driver.say("train")
        await driver.say(said)
        assert driver.trainer.calls[-1] == call


async def test_steps_and_rates_by_mouse(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("train")
        for name, call in (
            ("sample", "step 1 sample"),
            ("epoch", "step 1 epoch"),
            ("rate_half", "rate 0.05"),
            ("rate_double", "rate 0.1"),
        ):
            await driver.pilot.click(f"#tune-{name}")
            await driver.settle()
            assert driver.trainer.calls[-1] == call


async def test_the_rate_by_key_from_the_prompt_and_from_its_row(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("train")
        await driver.pilot.press("ctrl+down")
        await driver.settle()
        assert driver.trainer.calls[-1] == "rate 0.05"
        await driver.pilot.press("ctrl+up", "ctrl+up")
        await driver.settle()
        assert driver.trainer.calls[-2:] == ["rate 0.1", "rate 0.2"]
        driver.screen.query_one("#tune-sample").focus()
        await driver.pilot.press("minus")
        await driver.settle()
        assert driver.trainer.calls[-1] == "rate 0.1"
        await driver.pilot.press("enter")
        await driver.settle()
        assert driver.trainer.calls[-1] == "step 1 sample"
        await driver.pilot.press("a")
        assert driver.screen.dialogue.prompt.value == "a", "letters still go to the prompt"


async def test_the_pane_tells_the_rate_who_set_it_and_when(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("train")
        assert "learning rate 0.1" in driver.picture("RateLabel")
        driver.trainer.advance(30)
        await driver.settle()
        await driver.say("rate 0.025")
        assert "0.025 by hand, step 30" in driver.picture("RateLabel")
        assert "sgd 0.025*" in driver.picture("StatusView")
        assert "30  learning rate set to 0.025 by hand" in driver.picture("EventsView")
        await driver.pilot.press("f7")
        await driver.settle()
        assert "changed by hand on the way: 0.025 from step 30" in driver.said
        assert driver.screen.query_one("#tune-rate_half").disabled
        await driver.pilot.press("f6")
        await driver.settle()
        assert "by hand" not in driver.picture("RateLabel"), "a new run begins with its own rate"


async def test_a_rate_without_a_run_says_what_to_do(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.pilot.press("ctrl+down")
        await driver.settle()
        assert "Nothing is being trained" in driver.said


def test_halving_and_doubling_stay_within_what_a_run_takes() -> None:
    assert scaled(0.1, 0.5) == 0.05
    assert scaled(HIGHEST, 2.0) == HIGHEST
    assert scaled(LOWEST, 0.5) == LOWEST
    assert scaled(0.1 / 3, 2.0) == 0.0666667


async def test_a_failure_is_chosen_watched_and_cured(open_app: Opener) -> None:
    failure = FAILURES["zero_start"]
    async with open_app() as driver:
        await driver.say("failures")
        assert "each in its own way" in driver.said
        await driver.say("4")
        assert driver.trainer.calls[-1] == f"start {failure.link}"
        assert "What to look for: The hidden units are all alike" in driver.said
        chips = driver.screen.dialogue.view.chips
        assert chips is not None
        assert [one.target for one in chips.suggestions] == [failure.cure]
        driver.trainer.advance(5_000)
        await driver.settle()
        chips = driver.screen.dialogue.view.chips
        assert chips is not None
        assert chips.suggestions[0].label == "▶ Retry with random weights at first"
        await driver.say("1")
        assert driver.trainer.calls[-1] == f"start {failure.cure}"
        assert driver.said.count("What to look for") == 1


async def test_a_failure_is_chosen_among_the_topics(open_app: Opener) -> None:
    async with open_app(size=(80, 24)) as driver:
        await driver.pilot.press("f9")
        await driver.settle()
        await driver.pilot.press("end", "enter")
        await driver.settle()
        assert driver.trainer.calls[-1] == f"start {FAILURES['dead_units'].link}"
        assert driver.screen.sight.place == "run"
        assert "Dead units.** What to look for" in driver.said
        assert "Chat*" in driver.picture("#tab-chat"), "what to look for waits there"


async def test_a_failure_that_is_stopped_keeps_its_cure(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("failures")
        await driver.say("5")
        await driver.pilot.press("f7")
        await driver.settle()
        chips = driver.screen.dialogue.view.chips
        assert chips is not None
        assert chips.suggestions[0].target == "demo:sine"


def asides(driver: Driver) -> list[Aside]:
    return [one for one in driver.screen.dialogue.view.entries if isinstance(one, Aside)]


async def at_once(driver: Driver) -> None:
    """A run whose remarks are due as soon as they come."""
    clock = iter(range(0, 10_000, 60))
    driver.screen.desk.remarks = Remarks(lambda: float(next(clock)))
    await driver.say("train")


async def test_what_shows_in_a_run_is_told_in_the_pane_and_in_the_chat(open_app: Opener) -> None:
    async with open_app() as driver:
        await at_once(driver)
        await driver.say("what is training?")
        driver.trainer.notice(RIGHT)
        await driver.settle()
        assert "40  7 + 5 is right: 12.113" in driver.picture("EventsView")
        assert [one.text for one in asides(driver)] == [
            "Step 40: 7 + 5 is right for the first time, 12.113; it was never trained on."
        ]
        assert driver.screen.dialogue.view.chips is not None, "the last answer keeps its choices"
        await driver.say("1")
        assert "how does it add" in driver.said


async def test_a_remark_leads_to_its_page_where_there_is_one(open_app: Opener) -> None:
    async with open_app() as driver:
        await at_once(driver)
        driver.trainer.notice(RIGHT)
        await driver.settle()
        assert asides(driver)[0].link is None, "these pages have no such topic"


async def test_several_at_once_are_not_all_said(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("train")
        for sign in (RIGHT, AllRight(50, 25), AlikeUnits(20, 1, 8), DeadUnits(20, 1, (1, 2), 8)):
            driver.trainer.notice(sign)
        await driver.settle()
        assert len(asides(driver)) <= 1
        events = driver.picture("EventsView")
        assert "units of layer 1 are alike  (1 before)" in events or "(1 before)" in events
        assert "all 25 answers it never saw are right" in events


async def test_quiet_silences_the_remarks_and_not_the_pane(open_app: Opener) -> None:
    async with open_app() as driver:
        await at_once(driver)
        await driver.say("quiet")
        driver.trainer.notice(RIGHT)
        await driver.settle()
        assert asides(driver) == []
        assert "7 + 5 is right" in driver.picture("EventsView")
        await driver.say("quiet off")
        driver.trainer.notice(AllRight(50, 25))
        await driver.settle()
        assert len(asides(driver)) == 1


async def test_a_remark_out_of_sight_marks_the_chat(open_app: Opener) -> None:
    async with open_app(size=(80, 24)) as driver:
        await at_once(driver)
        driver.trainer.notice(RIGHT)
        await driver.settle()
        assert "Chat*" in driver.picture("#tab-chat")


async def test_a_run_that_is_refused_is_one_line(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("train")
        driver.trainer.on_event(RunRefused(1, "config.csv_missing", {"file": "flats.csv"}))
        await driver.settle()
        assert driver.said.splitlines()[-1].startswith("There is no file “flats.csv”")
        assert driver.screen.query_one("#control-pause").disabled


async def test_names_are_invented_while_it_learns(open_app: Opener) -> None:
    async with open_app(language="es") as driver:
        await driver.say("train")
        assert not driver.screen.query_one(NamesView).display
        await driver.screen.desk.start(RunConfig.of("names", language="es"))
        driver.trainer.advance(200)
        await driver.settle()
        shown = driver.picture("NamesView")
        assert shown.startswith("Nombres que inventa")
        assert "," in shown.splitlines()[1]


def test_a_round_of_names_comes_now_and_then() -> None:
    now = [0.0]
    config = RunConfig.of("names")
    run, record = Run(config), RunRecord(1, config, state="running")
    view = NamesView(Texts("en"), UNICODE, lambda: now[0])
    for step in range(10):
        run.step(20)
        record.snapshot = run.snapshot(1)
        now[0] += EVERY / 2
        view._invent(record, record.snapshot)
        assert len(view._rounds) == step // 2 + 1
    assert all(1 <= len(found) <= 5 for _, found in view._rounds)
    before = view._rounds[-1]
    view._invent(record, run.snapshot(1))
    assert view._rounds[-1] is before, "the same weights are not asked twice"


@pytest.mark.parametrize("size", [(160, 50), (120, 40), (100, 24), (80, 24), (60, 20), (40, 12), (20, 5)])
async def test_the_parts_of_the_pane_fit_at_every_size(open_app: Opener, size: tuple[int, int]) -> None:
    async with open_app(size=size) as driver:
        await driver.say("train")
        driver.trainer.advance(50)
        driver.trainer.notice(RIGHT)
        await driver.say("rate 0.05")
        await driver.settle()
        pane = driver.screen.query_one("#run")
        if size >= (60, 20):
            for part in ("StatusView", "SumsView", "EventsView", "Tuning", "Controls"):
                region = driver.screen.query_one(part).region
                assert region.height and pane.region.contains_region(region), part
            assert "loss" in driver.picture("LossView") or "practised" in driver.picture("LossView")


async def test_of_several_rates_at_a_step_the_last_counts(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("train")
        driver.trainer.advance(20)
        await driver.pilot.press("ctrl+down", "ctrl+down", "ctrl+down")
        await driver.settle()
        assert "0.0125 by hand, step 20" in driver.picture("RateLabel")
        assert driver.picture("EventsView").count("by hand") == 1


async def test_a_long_event_loses_what_can_be_spared_first(open_app: Opener) -> None:
    async with open_app(size=(80, 24)) as driver:
        await driver.say("train")
        driver.trainer.notice(AlikeUnits(20, 1, 8))
        driver.trainer.notice(FirstRight(4_000, "10 + 10" * 4, "20.0000", "20"))
        await driver.settle()
        shown = driver.picture("EventsView")
        assert "20.0000  (1 before)" in shown and "…" not in shown


async def test_the_prompt_completes_what_follows_a_slash_word(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.pilot.press(*"/step e")
        await driver.settle()
        await driver.pilot.press("right")
        assert driver.screen.dialogue.prompt.value == "/step epoch"


async def test_a_run_that_has_only_just_begun_is_waited_for(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("train")
        runs, trainer = driver.app.runs, driver.trainer
        runs.record = RunRecord(trainer.number, RunConfig.of("addition"))  # asked for, and no news yet
        prompt = driver.screen.dialogue.prompt
        prompt.value = "step 10"
        await driver.pilot.press("enter")
        await driver.pilot.pause(0.1)
        assert driver.screen.dialogue.busy
        trainer.send()
        await driver.settle()
        assert trainer.calls[-1] == "step 10"
        assistant = await driver.screen.dialogue.answerer.assistant()
        assert isinstance(assistant, FakeAssistant)
        assert assistant.asked[-1][1] is not None, "the run is known to the reply"


async def test_what_was_made_of_a_table_is_said_once(open_app: Opener, tmp_path: Path) -> None:
    file = tmp_path / "flats.csv"
    rows = "".join(f"{n},{n % 5 or ''},{3 * n}\n" for n in range(40))
    file.write_text("size,rooms,price\n1\n" + rows, encoding="utf-8")
    async with open_app() as driver:
        for rate in (0.01, 0.02):
            await driver.screen.desk.start(
                RunConfig.of("csv", file=str(file), target="price", learning_rate=rate)
            )
            await driver.settle()
        (said,) = asides(driver)
        assert "40 rows: 32 to learn from, 8 held out." in said.text
        assert "than the heading: 1 of the lines." in said.text
        assert "rooms (8)" in said.text


async def test_keys_of_a_run_that_has_ended_say_that_it_has(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.pilot.press("f3")
        await driver.settle()
        assert driver.said.splitlines()[-1].startswith("Nothing is being trained.")
        await driver.say("train")
        record = driver.screen.desk.runs.record
        assert record is not None
        record.state, record.reason = "finished", "stopped"
        await driver.pilot.press("ctrl+up")
        await driver.settle()
        assert driver.said.splitlines()[-1].startswith("This run has ended.")


def test_a_run_without_end_is_out_of_the_ordinary() -> None:
    config = RunConfig.of("addition", learning_rate=5)
    run, record = Run(config), RunRecord(1, config, state="running")
    run.step(1000)
    assert run.finished == "diverged"
    record.apply(RunFinished(1, "diverged", run.snapshot(1)))
    assert [line for _, line in happenings(record, Texts("en"))] == ["the error grew without end"]


async def test_nothing_is_remarked_after_the_end(open_app: Opener) -> None:
    async with open_app() as driver:
        await at_once(driver)
        driver.trainer.stop()
        driver.trainer.notice(RIGHT)  # in one batch of news with the end
        await driver.settle()
        assert asides(driver) == []
        assert "7 + 5 is right" in driver.picture("EventsView")


@pytest.mark.parametrize(
    ("said", "language", "arguments", "made"),
    [
        ("entrena los nombres", "es", {"demo": "names"}, "demo:names?language=es"),
        ("entrena los nombres en inglés", "es", {"demo": "names", "language": "en"}, "demo:names"),
        ("demo:names", "es", {"demo": "names"}, "demo:names"),
        ("train names", "en", {"demo": "names"}, "demo:names"),
        ("entrena xor", "es", {"demo": "xor"}, "demo:xor"),
    ],
)
async def test_names_are_in_the_language_of_who_asks(
    open_app: Opener, said: str, language: Language, arguments: dict[str, str], made: str
) -> None:
    async with open_app() as driver:
        reply = Reply(said, language, "command", "train", "", arguments=dict(arguments))
        assert await carry_out(reply, driver.screen)
        record = driver.screen.desk.runs.record
        assert record is not None and record.config.link() == made


async def test_a_key_retries_what_went_off_the_rails(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.pilot.press("ctrl+r")
        await driver.settle()
        assert "there is none now" in driver.said
        await driver.say("train learning_rate=5")
        driver.trainer.advance(3_000)
        await driver.settle()
        for _ in range(100):
            if "retries it so" in driver.said:
                break
            await driver.pilot.pause(0.05)
        assert "With a learning rate of 0.1 its loss falls" in driver.said
        chips = driver.screen.dialogue.view.chips
        assert chips is not None
        assert chips.suggestions[0].label == "▶ Retry with learning rate 0.1"
        await driver.pilot.press("ctrl+r")
        await driver.settle()
        assert driver.trainer.calls[-1] == "start demo:addition"
        await driver.pilot.press("ctrl+r")
        await driver.settle()
        assert driver.trainer.calls.count("start demo:addition") == 1
