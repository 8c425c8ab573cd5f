"""`asistente train`, as a person or a script meets it."""

from __future__ import annotations

import argparse
import io
import json
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pexpect
import pytest

from asistente.cli import train
from asistente.cli.train_report import report_for
from asistente.language.texts import Texts
from asistente.training.config import RunConfig
from asistente.training.demos import DEMOS
from asistente.training.parameters import PARAMETERS, ConfigError
from asistente.training.run import Run

ENDLESS = ["addition", "--init", "zero", "--steps", "100000000"]
COMMAND = [sys.executable, "-m", "asistente", "--language", "en", "train"]


def parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--language", default=argparse.SUPPRESS)
    made = argparse.ArgumentParser(prog="asistente")
    made.set_defaults(language="en")
    train.add_parser(made.add_subparsers(), common)
    return made


def run(*words: str) -> int:
    args = parser().parse_args(["train", *words])
    return int(args.run(args))


def events(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_json_lines_tell_the_whole_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("addition", "--json", "--seed", "3") == 0
    told = events(capsys.readouterr().out)
    assert [event["event"] for event in told] == ["started", *["progress"] * (len(told) - 2), "finished"]
    started, last = told[0], told[-1]
    assert started["parameters"]["seed"] == 3
    assert started["parameters"]["hidden"] == [8]
    assert started["link"] == "demo:addition?seed=3"
    assert [event["step"] for event in told[1:-1]] == [1, 10, 100, 1_000, 10_000]
    assert list(last)[:7] == [
        *("event", "reason", "steps", "seconds", "steps_per_second", "train_loss", "test_loss")
    ]
    assert last["reason"] == "learnt"
    assert last["typical_error"] <= 0.05
    assert last["steps_per_second"] == pytest.approx(last["steps"] / last["seconds"])
    first = last["predictions"][0]
    assert set(first) == {
        "label",
        "inputs",
        "kind",
        "truth",
        "prediction",
        "error",
        "correct",
        "said",
        "should",
    }
    assert (first["label"], first["inputs"], first["kind"], first["truth"]) == ("1 + 2", [1, 2], "seen", 3)
    assert first["error"] == pytest.approx(first["prediction"] - 3)
    assert first["correct"]
    assert {prediction["kind"] for prediction in last["predictions"]} == {"seen", "unseen", "outside"}


def test_the_same_command_gives_the_same_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    for _ in range(2):
        run("addition", "--json", "--steps", "3000")
        told.append(events(capsys.readouterr().out)[-1])
    assert told[0]["predictions"] == told[1]["predictions"]
    assert told[0]["train_loss"] == told[1]["train_loss"]


def test_every_parameter_has_its_flag(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--learning-rate", "0,05", "--steps", "20", "--hidden", "4,3", "--activation", "relu"]
    words += ["--optimizer", "adam", "--batch-size", "8", "--seed", "9", "--init", "he", "--l2", "1e-3"]
    assert run("addition", *words, "--noise", "0.5", "--json") == 0
    parameters = events(capsys.readouterr().out)[0]["parameters"]
    assert parameters == {
        "learning_rate": 0.05,
        "steps": 20,
        "hidden": [4, 3],
        "activation": "relu",
        "optimizer": "adam",
        "batch_size": 8,
        "seed": 9,
        "init": "he",
        "l2": 0.001,
        "noise": 0.5,
    }
    assert set(parameters) == set(PARAMETERS)


@pytest.mark.parametrize("demo", sorted(DEMOS))
def test_every_demo_takes_every_parameter(demo: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["--learning-rate", "0.001", "--steps", "30", "--hidden", "4,3", "--activation", "sigmoid"]
    words += ["--optimizer", "momentum", "--batch-size", "8", "--seed", "9", "--init", "uniform"]
    assert run(demo, *words, "--l2", "1e-3", "--noise", "0.1", "--json") == 0
    last = events(capsys.readouterr().out)[-1]
    assert (last["reason"], last["steps"]) == ("max_steps", 30)
    assert all(one["said"] and one["should"] for one in last["predictions"])
    assert run(demo, "--steps", "30", "--language", "es") == 0
    said = capsys.readouterr().out
    assert "n lo que nunca vio" in said
    assert "{" not in said


def test_what_showed_on_the_way_is_told_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["addition", "--init", "zero", "--steps", "2000"]
    assert run(*words) == 0
    said = capsys.readouterr().out
    assert "Step 20: all 8 units of hidden layer 1 are alike and do the work of one." in said
    assert run(*words, "--json") == 0
    signs = events(capsys.readouterr().out)[-1]["signs"]
    assert {sign["sign"] for sign in signs} >= {"alike_units", "plateau"}
    run("addition", "--activation", "relu", "--learning-rate", "0.4", "--steps", "200", "--language", "es")
    assert "de las 8 neuronas de la capa oculta 1 dan cero" in capsys.readouterr().out


def test_names_are_in_the_language_asked_for_and_are_invented(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("names", "--language", "es") == 0
    said = capsys.readouterr().out
    assert "demo:names?language=es" in said
    assert "Nombres que inventa: " in said
    run("demo:names?language=es&steps=5", "--json")
    assert events(capsys.readouterr().out)[0]["options"] == {"language": "es"}


def test_inputs_can_be_left_unscaled(capsys: pytest.CaptureFixture[str]) -> None:
    run("sine", "--inputs", "raw", "--steps", "5", "--json")
    assert events(capsys.readouterr().out)[0]["link"] == "demo:sine?inputs=raw&steps=5"


def test_a_table_of_ones_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "My Flats.CSV"
    file.write_text("area,price\n" + "".join(f"{area},{2 * area + 7}\n" for area in range(40, 80)))
    assert run(str(file), "--target", "price") == 0
    said = capsys.readouterr().out
    assert "40 rows: 32 to learn from, 8 held out." in said
    assert "It has learnt" in said
    with pytest.raises(ConfigError):
        run(str(file), "--target", "prize")
    with pytest.raises(ConfigError):
        run(str(file))


def test_a_link_does_for_a_demo_and_flags_go_before_it(capsys: pytest.CaptureFixture[str]) -> None:
    run("demo:addition?hidden=none&seed=2&steps=5", "--seed", "4", "--json")
    assert events(capsys.readouterr().out)[0]["link"] == "demo:addition?steps=5&hidden=none&seed=4"


def test_in_a_pipe_the_lines_are_plain_and_few(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("addition") == 0
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert len(said.splitlines()) < 30
    assert "step 1,000: typical error" in said
    assert "It has learnt: " in said
    assert "1 + 2 =    3.0" in said or "1 + 2 =    2.9" in said
    assert "✗ wrong, it is 42" in said


def test_it_speaks_spanish(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("addition", "--steps", "1000", "--language", "es") == 0
    said = capsys.readouterr().out
    assert "Aún no ha aprendido: ya dio los 1\N{NO-BREAK SPACE}000 pasos permitidos" in said
    assert all(words in said for words in ("Practicadas", "Nunca vistas", "Fuera de rango"))


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.434, "in 0.43 s ("), (89.0, "in 89.00 s ("), (566.8, "in 9 min ("), (8000.0, "in 2 h (")],
)
def test_durations_are_said_as_in_the_app(seconds: float, said: str) -> None:
    out = io.StringIO()
    training = Run(RunConfig.of("addition", steps=10))
    training.step(10)
    report = report_for(out, Texts("en"), training.config, as_json=False)
    with report:
        report.finish(training, seconds)
    assert said in out.getvalue()
    assert all(words in out.getvalue() for words in ("Practised", "Never seen", "Out of range"))


@pytest.mark.parametrize("hidden", ["8", "none"])
def test_divergence_is_a_problem_found(hidden: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("addition", "--learning-rate", "5", "--hidden", hidden, "--json") == 1
    last = events(capsys.readouterr().out)[-1]
    assert last["reason"] == "diverged"
    assert last["steps"] < 20
    assert run("addition", "--learning-rate", "5", "--hidden", hidden) == 1
    assert "Try a smaller --learning-rate than 5." in capsys.readouterr().out


def test_numbers_beyond_all_bounds_become_null() -> None:
    out = io.StringIO()
    training = Run(RunConfig.of("addition", learning_rate=1000, hidden="64,64", activation="relu"))
    report = report_for(out, Texts("en"), training.config, as_json=True)
    with report:
        training.step(10**6)
        report.finish(training, 0.0)
    last = events(out.getvalue())[-1]  # json.loads would read NaN, but nothing writes it
    assert "NaN" not in out.getvalue()
    assert "Infinity" not in out.getvalue()
    assert last["reason"] == "diverged"
    assert last["steps_per_second"] == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["adition"], "config.unknown_demo"),
        (["addition", "--learning-rate", "-1"], "config.not_above"),
        (["addition", "--hidden", "9999999"], "config.too_large"),
        (["addition", "--steps", "nan"], "config.not_a_number"),
        (["demo:addition?speed=3"], "config.unknown_parameter"),
        (["demo:addition?seed"], "config.bad_link"),
    ],
)
def test_what_cannot_be_trained_is_refused_before_anything_is_printed(
    words: list[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(ConfigError) as caught:
        run(*words)
    assert caught.value.code == code
    assert capsys.readouterr().out == ""


def test_wrong_usage_is_one_line_and_status_two() -> None:
    done = subprocess.run([*COMMAND, "addition", "--steps=-5"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "asistente: --steps must be at least 1, not -5: for example --steps=20000"
    ]


def test_a_terminal_without_unicode_is_no_error() -> None:
    done = subprocess.run(
        [*COMMAND, "addition", "--steps", "10", "--language", "es"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
        check=True,
    )
    assert "10 + 10 =" in done.stdout.decode("ascii")
    assert done.stderr == b""


@pytest.mark.parametrize(
    ("sent", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)]
)
def test_a_signal_prints_what_was_reached_and_is_the_status(sent: signal.Signals, status: int) -> None:
    process = subprocess.Popen([*COMMAND, *ENDLESS, "--json"], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    with process.stdout:
        line = process.stdout.readline()
        while '"step": 1000,' not in line:
            assert line
            line = process.stdout.readline()
        process.send_signal(sent)
        rest = process.stdout.read()
    assert process.wait(20) == status
    last = events(rest)[-1]
    assert (last["event"], last["reason"]) == ("finished", "stopped")
    assert last["steps"] >= 1_000


def test_a_hang_up_is_ignored_under_nohup() -> None:
    command = ["bash", "-c", "trap '' HUP; exec \"$@\"", "-", *COMMAND, *ENDLESS, "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    with process.stdout:
        while '"step": 1000,' not in process.stdout.readline():
            pass
        process.send_signal(signal.SIGHUP)
        assert '"step": 10000,' in process.stdout.readline()
        process.send_signal(signal.SIGTERM)
        assert '"reason": "stopped"' in process.stdout.read()
    assert process.wait(20) == 143


def test_a_terminal_that_goes_away_ends_the_run_without_a_traceback(tmp_path: Path) -> None:
    errors = tmp_path / "errors"
    with errors.open("wb") as kept:
        leader, follower = os.openpty()
        process = subprocess.Popen(
            [*COMMAND, *ENDLESS], stdin=follower, stdout=follower, stderr=kept, start_new_session=True
        )
        os.close(follower)
        os.read(leader, 1)
        os.close(leader)
        time.sleep(0.2)
        process.send_signal(signal.SIGHUP)
        assert process.wait(20) in (1, 129)
    assert b"Traceback" not in errors.read_bytes()


def test_a_reader_that_goes_away_is_no_error() -> None:
    process = subprocess.Popen([*COMMAND, *ENDLESS], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    # The next line is printed after ten seconds at most: ctrl+C brings it forward.
    threading.Timer(1.0, process.send_signal, [signal.SIGINT]).start()
    with process.stderr:
        assert process.stderr.read() == b""
    process.wait(20)


def test_on_a_terminal_there_is_a_bar_with_rate_and_time_left() -> None:
    child: pexpect.spawn[str] = pexpect.spawn(
        COMMAND[0],
        [*COMMAND[1:], "addition", "--learning-rate", "1e-9", "--steps", "100000000"],
        dimensions=(24, 80),
        encoding="utf-8",
        timeout=20,
        env={**os.environ, "TERM": "xterm-256color"},
    )
    try:
        child.expect("Training.*━")
        child.expect(r"[\d,]+ steps/s · [\d,]+ (s|min|h) left")
        child.sendintr()
        child.expect("Stopped by you after [0-9,]+ steps")
        child.expect(pexpect.EOF)
    finally:
        child.close()
    assert child.exitstatus == 130


def test_what_is_wrong_with_a_flag_is_said_of_the_flag() -> None:
    with pytest.raises(ConfigError) as caught:
        run("xor", "--learning-rate", "fast")
    assert caught.value.values["name"] == "--learning-rate"
    with pytest.raises(ConfigError) as caught:
        run("demo:xor?learning_rate=fast", "--steps", "5")
    assert caught.value.values["name"] == "learning_rate"


def test_a_table_without_a_target_is_asked_for_one_of_its_columns(tmp_path: Path) -> None:
    file = tmp_path / "flats.csv"
    file.write_text("size,rooms,price\n1,2,3\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        run(str(file))
    assert (caught.value.code, caught.value.values) == (
        "config.csv_which_column",
        {"known": ["size", "rooms", "price"]},
    )
    with pytest.raises(ConfigError) as caught:
        run(str(tmp_path / "none.csv"))
    assert caught.value.code == "config.csv_missing"


def test_with_a_target_any_name_is_that_of_a_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "flats.txt"
    file.write_text("size;price\n" + "".join(f"{n};{3 * n}\n" for n in range(30)), encoding="utf-8")
    assert run(str(file), "--target", "price", "--steps", "5", "--json") == 0
    assert events(capsys.readouterr().out)[0]["demo"] == "csv"
    with pytest.raises(ConfigError) as caught:
        run(str(tmp_path), "--target", "price")
    assert caught.value.code == "config.csv_missing"
    with pytest.raises(ConfigError) as caught:
        run("addition", "--target", "price")
    assert caught.value.code == "config.unknown_parameter_far"
