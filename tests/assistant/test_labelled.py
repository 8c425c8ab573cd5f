"""The labelled turns that answers are fitted on: a part of them, so that a fall is noticed at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from asistente.assistant.assistant import Assistant
from asistente.cli.evaluate import measure, shares
from asistente.cli.lines import Line

FOLDER = Path(__file__).parents[1] / "labelled"
EVERY = 3
"""One line of so many is asked here: all of them take a minute."""


def lines(name: str) -> list[Line]:
    path = FOLDER / "building" / f"{name}.jsonl"
    rows = path.read_text(encoding="utf-8").splitlines()
    return [Line(str(path), number, json.loads(row)) for number, row in enumerate(rows, 1)]


@pytest.mark.parametrize(
    ("name", "sort", "least"),
    [
        ("questions", "questions", {"top1": 0.90, "top3": 0.95}),
        ("offtopic", "off_topic", {"refused": 0.96}),
        ("commands", "commands", {"intent": 0.96, "arguments": 0.96}),
        ("smalltalk", "smalltalk", {"recognised": 0.8}),
        ("conversations", "follow_ups", {"right": 0.80}),
    ],
)
def test_answers_are_as_good_as_they_were(
    assistant: Assistant, name: str, sort: str, least: dict[str, float]
) -> None:
    outcomes = [outcome for line in lines(name)[::EVERY] for outcome in measure(line, assistant)]
    figures = shares(outcomes)[sort]
    failures = [f"{one.question!r}: {one.expected} ← {one.got}" for one in outcomes if not one.right]
    assert all(figures[key] >= value for key, value in least.items()), (figures, failures)


def test_both_halves_are_of_lines_that_eval_reads() -> None:
    slugs = {path.stem for path in (Path(__file__).parents[2] / "content" / "en").glob("*.md")}
    ids: list[str] = []
    for path in (path for half in ("building", "unseen") for path in sorted((FOLDER / half).glob("*.jsonl"))):
        for row in path.read_text(encoding="utf-8").splitlines():
            line = json.loads(row)
            ids.append(line["id"])
            for turn in line.get("turns") or [line]:
                assert turn["q"].strip()
                assert set(turn.get("topics", ())) <= slugs
    assert len(ids) == len(set(ids)) > 1_500
