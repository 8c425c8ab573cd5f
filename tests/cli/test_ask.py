from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pexpect
import pytest

from asistente.cli.main import main

Captured = pytest.CaptureFixture[str]


def asked(capsys: Captured, *arguments: str) -> tuple[int, str]:
    status = main(["ask", *arguments, "--language", "en"])
    captured = capsys.readouterr()
    assert captured.err == ""
    return status, captured.out


def test_plain_text_in_a_pipe_with_source_and_suggestions(capsys: Captured) -> None:
    status, out = asked(capsys, "what", "is", "training?")
    assert status == 0
    assert out.startswith("Training a neural network means")
    assert "↳ What is training? (en/what-is-training.md)" in out
    assert "▶ " in out
    assert "(demo:addition" in out
    assert "**" not in out


def test_one_json_object(capsys: Captured) -> None:
    status, out = asked(capsys, "--json", "¿qué es una red neuronal?")
    reply = json.loads(out)
    assert status == 0
    assert (reply["kind"], reply["intent"], reply["language"]) == ("answer", "ask", "es")
    assert (reply["topic"], reply["source"]) == ("what-is-a-neural-network", "es/what-is-a-neural-network.md")
    assert reply["question"] == "¿qué es una red neuronal?"
    assert reply["took_ms"] > 0
    assert set(reply) >= {"arguments", "heading", "score", "alternatives", "text"}


def test_a_refusal_has_a_status_of_its_own(capsys: Captured) -> None:
    status, out = asked(capsys, "what is the capital of France?")
    assert status == 3
    assert "cannot help with that" in out


def test_a_command_says_how_to_do_it_without_the_app(capsys: Captured) -> None:
    status, out = asked(capsys, "train with two layers of 8 and a rate of 0.05")
    assert status == 0
    assert "asistente train addition --learning-rate 0.05 --hidden 8,8" in out
    assert "asistente` opens it" not in out
    status, out = asked(capsys, "/pause")
    assert "`" not in out
    assert "asistente opens it" in out


def test_what_cannot_be_trained_is_a_refusal(capsys: Captured) -> None:
    status, out = asked(capsys, "/train", "addition", "learning_rate=-1")
    assert status == 3
    assert "learning_rate must be greater than 0" in out


def test_own_pages(capsys: Captured, tmp_path: Path) -> None:
    (tmp_path / "bread.md").write_text("# Bread\n\nBread is flour and water.\n", encoding="utf-8")
    status, out = asked(capsys, "what is bread", "--content", str(tmp_path))
    assert status == 0
    assert out.startswith("Bread is flour and water.")


def test_a_batch_keeps_order_and_ids(capsys: Captured, tmp_path: Path) -> None:
    file = tmp_path / "questions.jsonl"
    lines = [
        {"id": 7, "q": "what is training?"},
        {"id": "talk", "turns": [{"q": "what is a neural network"}, {"q": "simpler"}]},
        {"q": "how do I train for a marathon"},
    ]
    file.write_text("\n\n".join(json.dumps(line) for line in lines) + "\n", encoding="utf-8")
    status, out = asked(capsys, "--batch", str(file))
    first, second, third = (json.loads(line) for line in out.splitlines())
    assert status == 0
    assert (first["id"], first["topic"]) == (7, "what-is-training")
    assert second["id"] == "talk"
    assert [reply["source"] for reply in second["replies"]] == [
        "en/what-is-a-neural-network.md",
        "en/what-is-a-neural-network.md#plain",
    ]
    assert "id" not in third
    assert third["kind"] == "refusal"


def test_a_batch_from_standard_input(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO('{"q": "¿es magia?"}\n'))
    status, out = asked(capsys, "--batch", "-")
    assert status == 0
    assert json.loads(out)["topic"] == "why-it-seems-complicated"


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        ("{not json", "line 2: not a JSON object: {not json"),
        ("[1, 2]", "line 2: not a JSON object"),
        ('{"id": 1}', "line 2: “q” is missing"),
        ('{"q": 5}', "line 2: “q” is missing"),
        ('{"turns": []}', "line 2: “turns” is missing"),
        ('{"turns": [{"x": 1}]}', "line 2: “q” is missing"),
        ("[" * 100_000, "line 2: not a JSON object"),
        ("\x1b[31m", "line 2: not a JSON object"),
    ],
)
def test_a_broken_line_is_named(capsys: Captured, tmp_path: Path, broken: str, said: str) -> None:
    file = tmp_path / "questions.jsonl"
    file.write_text('{"q": "hello"}\n' + broken + "\n", encoding="utf-8")
    assert main(["ask", "--batch", str(file), "--language", "en"]) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert len(captured.err.splitlines()) == 1
    assert "\x1b" not in captured.err
    assert len(captured.out.splitlines()) == 1


@pytest.mark.parametrize("arguments", [[], ["--batch", "x", "and a question"], ["--batch", "/nowhere.jsonl"]])
def test_wrong_usage_is_one_line(capsys: Captured, arguments: list[str]) -> None:
    assert main(["ask", *arguments, "--language", "en"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_terminal_gets_a_rendered_answer() -> None:
    command = [
        sys.executable,
        "-m",
        "asistente",
        "ask",
        "--language",
        "en",
        "give me the formula of a neuron",
    ]
    with pexpect.spawn(command[0], command[1:], encoding="utf-8", timeout=60, dimensions=(40, 100)) as child:
        out = child.read()
    assert "f(Σ" in out
    assert "\x1b[" in out
    assert ".md#formula" in out
