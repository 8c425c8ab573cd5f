from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from asistente.cli.main import main

LINES: list[dict[str, Any]] = [
    {"q": "what is training?", "lang": "en", "topics": ["what-is-training"], "style": "beginner"},
    {"q": "what is training?", "lang": "en", "topics": ["history"], "style": "beginner"},
    {"q": "is it magic?", "lang": "en", "topics": ["history", "why-it-seems-complicated"]},
    {"q": "receta de paella", "lang": "es", "refuse": True, "near": False},
    {"q": "qué es entrenar una red", "lang": "es", "refuse": True, "near": True},
    {"q": "train with seed 3", "lang": "en", "intent": "train", "arguments": {"demo": "addition", "seed": 3}},
    {"q": "train with seed 3", "lang": "en", "intent": "train", "arguments": {"demo": "addition", "seed": 4}},
    {"q": "train with seed 3", "lang": "en", "intent": "pause", "arguments": {}},
    {"q": "hola", "lang": "es", "kind": "smalltalk"},
    {
        "lang": "en",
        "turns": [
            {"q": "what is a neural network", "topics": ["what-is-a-neural-network"]},
            {"q": "simpler", "topics": ["what-is-a-neural-network"]},
            {"q": "show me", "intent": "train"},
        ],
    },
]


@pytest.fixture
def labelled(tmp_path: Path) -> str:
    file = tmp_path / "labelled.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in LINES), encoding="utf-8")
    return str(file)


def test_the_figures_as_json(labelled: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", labelled, "--json", "--language", "en"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["all"] == {
        "questions": {"count": 4, "top1": 0.75, "top3": 0.75, "false_refusals": 0.0},
        "off_topic": {"count": 2, "refused": 0.5},
        "commands": {"count": 3, "intent": 0.6667, "arguments": 0.3333},
        "smalltalk": {"count": 1, "recognised": 1.0},
        "follow_ups": {"count": 2, "right": 1.0},
    }
    assert found["by_language"]["es"]["off_topic"] == {"count": 2, "refused": 0.5}
    assert found["by_style"]["beginner"]["questions"]["top1"] == 0.5
    assert found["milliseconds"]["p95"] >= found["milliseconds"]["p50"] > 0
    assert [failure["q"] for failure in found["failures"]] == [
        "what is training?",
        "qué es entrenar una red",
        "train with seed 3",
        "train with seed 3",
    ]


def test_the_figures_for_people(labelled: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", labelled, "--words", "--language", "en"]) == 0
    out = capsys.readouterr().out
    assert "all  questions      4  top1 0.750" in out
    assert "en questions: 'what is training?': history ← what-is-training" in out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"q": "what is training?"}', "line 1: “topics / refuse / intent” is missing"),
        ('{"q": "x", "topics": "training"}', "line 1: “topics” is missing or of the wrong kind"),
        ("nonsense", "line 1: not a JSON object: nonsense"),
    ],
)
def test_a_line_without_a_label_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, said: str
) -> None:
    file = tmp_path / "labelled.jsonl"
    file.write_text(line, encoding="utf-8")
    assert main(["eval", str(file), "--language", "en"]) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.out == ""


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_an_empty_file_is_named_with_the_remedy(
    options: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "empty.jsonl"
    file.write_text("\n")
    assert main(["eval", str(file), *options, "--language", "en"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "no line to measure in " in err
    assert 'empty.jsonl; write labelled lines, such as {"q": "…", "topics": ["…"]}' in err


def test_a_label_that_is_no_topic_is_said_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "labelled.jsonl"
    lines = [
        {"q": "what is training?", "topics": ["trainning", "what-is-training"]},
        {
            "turns": [
                {"q": "what is training?", "topics": ["no\tpe"]},
                {"q": "simpler", "topics": ["trainning"]},
            ]
        },
    ]
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    assert main(["eval", str(file), "--words", "--language", "en"]) == 0
    out, err = capsys.readouterr()
    assert err.startswith("labels that are no topic of these pages")
    assert err.endswith(": no pe, trainning\n")
    assert "questions" in out


def test_lines_said_beside_a_run_and_figures_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        {"q": "how many numbers does it have?", "lang": "en", "run": True, "about": "count"},
        {"q": "is it stuck?", "lang": "en", "run": True, "about": "speed"},
        {"q": "what is a loss?", "lang": "en", "run": True, "topics": ["loss-function"]},
    ]
    file = tmp_path / "run.jsonl"
    file.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    assert main(["eval", str(file), "--figures", "--language", "en"]) == 0
    out = capsys.readouterr().out
    assert "about_run      2  right 0.500" in out
    assert "questions      1  top1 1.000" in out
    assert "stuck" not in out
