from __future__ import annotations

import os
from pathlib import Path

import pytest

from asistente.knowledge import cores
from asistente.knowledge.cores import free_cores


@pytest.mark.parametrize(
    ("written", "free"),
    [
        ("0.52 0.58 0.59 1/388 2711", 2),
        ("0.52 0.58 0.59 2/388 2711", 1),
        ("0.52 0.58 0.59 9/388 2711", 1),
        ("", 1),
        ("0.52 0.58 0.59", 1),
        ("a b c d e", 1),
    ],
)
def test_what_others_run_on_is_not_free(
    written: str, free: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "loadavg").write_text(written)
    monkeypatch.setattr(cores, "_LOAD", tmp_path / "loadavg")
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    assert free_cores() == free


def test_where_nothing_tells_there_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "_LOAD", tmp_path / "none")
    assert free_cores() == 1
