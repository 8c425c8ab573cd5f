"""A demo of one's own: every kind of column, every kind of trouble, nothing from the held-out part."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from asistente.language.texts import Texts
from asistente.training.api import train
from asistente.training.arrays import scaled
from asistente.training.config import RunConfig, parse_link
from asistente.training.parameters import ConfigError
from asistente.training.table import as_number, read_table


def flats(path: Path, rows: int = 120, separator: str = ",", gaps: bool = True) -> Path:
    chance = random.Random(1)
    lines = [separator.join(("id", "rooms", "area", "district", "garden", "price"))]
    for number in range(rows):
        rooms, garden = chance.randint(1, 6), chance.choice(("yes", "no"))
        area = round(20 + 18 * rooms + chance.gauss(0, 8), 1)
        district = chance.choice(("centre", "north", "port"))
        price = 2 * area + {"centre": 90, "north": 10, "port": 40}[district] + 25 * (garden == "yes")
        shown = "" if gaps and number % 17 == 3 else str(rooms)
        lines.append(separator.join((f"F{number:04}", shown, str(area), district, garden, f"{price:.0f}")))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return flats(tmp_path / "flats.csv")


def told(config: RunConfig) -> dict[str, dict[str, object]]:
    return {note.code: dict(note.values) for note in config.task.notes}


def test_numbers_are_predicted(file: Path) -> None:
    trained = train(file, target="price")
    assert trained.reason == "learnt"
    assert trained.error < 20
    notes = told(trained.config)
    assert notes["rows"] == {"rows": 120, "train": 96, "held_out": 24}
    assert notes["numbers"] == {"name": "price"}
    assert notes["filled"] == {"columns": "rooms (7)"}
    assert notes["left_out"] == {"columns": "id"}
    answer = trained.ask(rooms=3, area=74, district="port", garden="yes")
    assert answer.prediction == pytest.approx(2 * 74 + 40 + 25, abs=25)
    assert trained.ask(area=74).said  # all else missing
    with pytest.raises(ValueError, match="inputs are needed"):
        trained.ask(1, 2)


@pytest.mark.parametrize(("target", "classes"), [("district", 3), ("garden", 2)])
def test_classes_are_told_apart(file: Path, target: str, classes: int) -> None:
    trained = train(file, target=target)
    task = trained.config.task
    assert len(task.classes) == classes
    assert task.stop.measure == "wrong"
    assert trained.error < 0.3
    assert trained.answers()[0].said.split()[0] in task.classes


def test_few_whole_numbers_are_classes(file: Path) -> None:
    assert RunConfig.of("csv", file=str(file), target="rooms").task.classes == tuple("123456")


def test_the_scale_is_learnt_on_the_training_part_only(file: Path) -> None:
    config = RunConfig.of("csv", file=str(file), target="price")
    task = config.task
    inputs = scaled(task, [sample.inputs for sample in task.train])
    numbers = [index for index, name in enumerate(task.input_names) if "=" not in name]
    assert inputs[:, numbers].mean(axis=0) == pytest.approx(np.zeros(2), abs=1e-9)
    assert task.output_shift == pytest.approx(np.mean([sample.truth for sample in task.train]))
    # the held-out rows may say what they will: the scale stays
    lines = file.read_text().splitlines()
    for sample in task.held_out:
        fields = lines[int(sample.label.split()[1])].split(",")
        lines[int(sample.label.split()[1])] = ",".join([*fields[:2], "9999", "moon", *fields[4:5], "5000"])
    file.write_text("\n".join(lines))
    other = RunConfig.of("csv", file=str(file), target="price").task
    assert (other.input_shift, other.input_scale) == (task.input_shift, task.input_scale)
    assert (other.output_shift, other.output_scale) == (task.output_shift, task.output_scale)
    assert other.input_names == task.input_names  # no category of the moon


def test_a_changed_file_is_a_new_run_and_the_old_one_can_still_be_read(file: Path) -> None:
    old = RunConfig.of("csv", file=str(file), target="price")
    inputs = len(old.task.input_names)
    file.write_text(file.read_text().replace("port", "north"))
    new = RunConfig.of("csv", file=str(file), target="price")
    assert new != old
    assert len(new.task.input_names) == inputs - 1
    assert len(old.task.input_names) == inputs


def test_the_link_says_file_and_column_and_not_the_state_of_the_file(file: Path) -> None:
    config = RunConfig.of("csv", file=str(file), target="Price", seed=3)
    assert config.link() == f"demo:csv?file={file}&target=Price&seed=3"
    assert parse_link(config.link()) == config
    spaced = flats(file.with_name("my flats & co.csv"))
    config = RunConfig.of("csv", file=str(spaced), target="price")
    assert " " not in config.link()
    assert parse_link(config.link()) == config


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_other_separators_are_found(tmp_path: Path, separator: str) -> None:
    config = RunConfig.of("csv", file=str(flats(tmp_path / "a.csv", separator=separator)), target="price")
    assert len(config.task.train) == 96


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_accents_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text("años;niño\n" + "3;sí\n5;no\n4;sí\n6;no\n" * 10, encoding=encoding)
    config = RunConfig.of("csv", file=str(path), target="niño")
    assert config.task.classes == ("no", "sí")
    assert config.task.input_names == ("años",)


def test_rows_without_a_target_and_broken_lines_are_left_out_and_told(file: Path) -> None:
    text = file.read_text().splitlines()
    text[5] = ",".join([*text[5].split(",")[:5], "NA"])
    text += ["one,two", "F9,1,50,north,no,200,extra"]
    file.write_text("\n".join(text))
    notes = told(RunConfig.of("csv", file=str(file), target="price"))
    assert notes["no_target"] == {"rows": 1, "name": "price"}
    assert notes["broken"] == {"rows": 2}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12), ("1.5e3", 1500), ("1,5", 1.5), ("1,234,567", 1234567), ("1,234.5", 1234.5), ("12 %", 12),
        ("€ 3", 3), ("1 234", 1234), ("-.5", -0.5), ("", None), ("x", None), ("inf", None), ("1_0", None),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(text: str, number: float | None) -> None:
    assert as_number(text) == number


def trouble(path: Path, target: str = "b") -> str:
    with pytest.raises(ConfigError) as caught:
        RunConfig.of("csv", file=str(path), target=target)
    for language in ("en", "es"):
        line = Texts(language).error(caught.value)
        assert "\n" not in line
        assert len(line) < 260
        assert "{" not in line
        assert caught.value.code not in line
    return caught.value.code.removeprefix("config.")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "csv_no_table"),
        (b"just some words\nand more\n", "csv_no_table"),
        (b"a,b\n\0\1\2", "csv_no_table"),
        (b"\x89PNG\r\n,,\0", "csv_no_table"),
        (b"a,b\n1,2\n", "csv_few_rows"),
        (b"a,c\n" + b"1,2\n" * 30, "csv_no_column_far"),
        (b"a,b\n" + b"1,2\n2,2\n" * 30, "csv_one_value"),
        (b"a,b\n" + b"".join(b"%d,w%d\n" % (i, i) for i in range(60)), "csv_many_classes"),
        (b"a,b\n" + b"1,2.5\n1,3.5\n" * 30, "csv_no_inputs"),
        (b",".join(b"c%d" % i for i in range(500_000)) + b"\n", "csv_wide"),
        (b"a,b\n" + b'"' + b"x" * 3_000_000 + b'",1\n', "csv_no_table"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_table_to_learn_from_is_one_line(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    assert trouble(path) == code


def test_a_file_that_is_not_there_or_too_large_is_one_line(tmp_path: Path) -> None:
    assert trouble(tmp_path / ("x" * 200 + ".csv")) == "csv_missing"
    assert trouble(tmp_path) in ("csv_missing", "csv_no_table")
    large = tmp_path / "large.csv"
    with large.open("wb") as out:
        out.truncate(30_000_000)
    assert trouble(large) == "csv_large"


def test_the_nearest_column_is_named(file: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        RunConfig.of("csv", file=str(file), target="prize")
    assert Texts("en").error(caught.value).startswith("There is no column “prize”. Did you mean “price”?")


def test_file_and_target_have_to_be_given(file: Path) -> None:
    for given in ({}, {"file": str(file)}, {"target": "price"}):
        with pytest.raises(ConfigError) as caught:
            RunConfig.of("csv", **given)
        assert caught.value.code == "config.missing_option"


def test_headings_that_are_empty_or_twice_there_get_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,,a\n1,2,3\n")
    assert read_table(path).columns == ("a", "column 2", "a 3")


def test_very_long_and_very_wide_tables_are_cut_or_refused_and_it_is_said(tmp_path: Path) -> None:
    long = tmp_path / "long.csv"
    long.write_text("a,b\n" + "".join(f"{row},{row}.5\n" for row in range(50_100)))
    assert told(RunConfig.of("csv", file=str(long), target="b"))["cut"] == {"rows": 100, "read": 50_000}
    wide = tmp_path / "wide.csv"
    heading = ",".join([*(f"c{column}" for column in range(120)), "b"])
    line = ",".join(["{0}"] * 120)
    rows = (line.format("xyz"[row % 3] * (row % 7 + 1)) + f",{row}.5" for row in range(3_000))
    wide.write_text(heading + "\n" + "\n".join(rows))
    assert trouble(wide) == "csv_too_much"
