from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from asistente.language.detect import Language
from asistente.language.texts import Texts
from asistente.training.config import RunConfig
from asistente.training.demos import DEMOS
from asistente.training.events import Reason, RunFinished, RunStarted
from asistente.training.record import RunRecord
from asistente.training.run import Run
from asistente.ui.draw.glyphs import UNICODE
from asistente.ui.run.wording import goal_line, network_names, notes_text, status_line, title_line


def a_record(demo: str = "addition", steps: int = 20, **given: object) -> RunRecord:
    config = RunConfig.of(demo, **given)
    run = Run(config)
    run.step(steps)
    record = RunRecord(1, config)
    record.apply(RunStarted(1, config))
    record.apply(run.snapshot(1))
    return record


def status(record: RunRecord, language: Language, width: int) -> str:
    assert record.snapshot is not None
    return status_line(record, record.snapshot, Texts(language), UNICODE, width).plain


def goal(record: RunRecord, language: Language, width: int) -> str:
    assert record.snapshot is not None
    return goal_line(record, record.snapshot, Texts(language), UNICODE, width)


def test_the_status_never_cuts_its_unit() -> None:
    record = a_record()
    assert record.snapshot is not None
    record.snapshot = replace(record.snapshot, step=12_462, train_loss=4.15e-06, steps_per_second=4_165.0)
    for width in range(31, 100):
        assert status(record, "es", width).endswith("pasos/s"), width
    assert "máx." not in status(record, "es", 59) and "pérdida" in status(record, "es", 59)
    assert "máx." in status(record, "es", 61)
    assert "pérdida" not in status(record, "es", 40)
    assert status(record, "es", 9).endswith("…")


def test_a_run_that_stands_still_has_no_rate() -> None:
    record = a_record()
    record.state = "paused"
    assert status(record, "en", 59).startswith("step 20 (max 50,000) · loss ")
    assert "steps/s" not in status(record, "en", 59)


@pytest.mark.parametrize("demo", DEMOS)
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_demo_says_its_goal_and_its_outcome_in_a_usual_pane(demo: str, language: Language) -> None:
    record = a_record(demo)
    lines = [goal(record, language, 59)]
    assert record.snapshot is not None
    reasons: tuple[Reason, ...] = ("learnt", "max_steps", "diverged", "stopped")
    for reason in reasons:
        record.apply(RunFinished(1, reason, record.snapshot))
        lines.append(goal(record, language, 59))
    assert len(set(lines)) == 5
    assert not any("…" in line for line in lines)


def test_the_whole_sentence_is_said_where_there_is_room() -> None:
    assert goal(a_record("digits"), "en", 100).startswith("Wrong answers on what it never saw: ")
    assert goal(a_record("digits"), "en", 100).endswith("% (learnt means 3% or less).")


def test_the_title_names_the_network_and_what_is_unusual() -> None:
    def title(record: RunRecord, width: int) -> str:
        return title_line(record, Texts("es"), UNICODE, width).plain

    assert title(a_record(), 59) == "▶ en marcha · addition 2-8-1 tanh · sgd 0.1 · seed 1"
    digits = a_record("digits", hidden="16", inputs="raw")
    assert title(digits, 90) == "▶ en marcha · digits inputs=raw 64-16-10 relu · momentum 0.02 · seed 1"
    assert title(digits, 59) == "▶ en marcha · digits inputs=raw 64-16-10 relu"
    assert title(digits, 30).endswith("…") and len(title(digits, 30)) == 30


def test_a_table_is_named_by_its_file_and_its_target(tmp_path: Path) -> None:
    file = tmp_path / "flats.csv"
    rows = "".join(f"{n},{n % 5},{3 * n}\n" for n in range(40))
    file.write_text("size,rooms,price\n" + rows, encoding="utf-8")
    config = RunConfig.of("csv", file=str(file), target="price")
    assert network_names(config)[0] == "flats.csv → price 2-16-1 tanh · adam 0.01 · seed 1"
    assert network_names(config, arrow="->")[-1] == "flats.csv -> price 2-16-1"
    assert notes_text(config.task.notes, Texts("en")).startswith(
        "40 rows: 32 to learn from, 8 held out. price"
    )
