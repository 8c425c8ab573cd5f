"""What is kept in the cache changes no answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest

from asistente.assistant.assistant import Assistant
from asistente.assistant.evidence import Memory
from asistente.assistant.head import LinearHead
from asistente.assistant.spelling import Speller
from asistente.assistant.upkeep import Keeping
from asistente.knowledge.news import News, Trouble

ASKED = (
    "how hot does the oven get",
    "what is rye",
    "cuánto tarda el pan",
    "who won the football match",
    "whta is the ovne",
    "train it with 0.1",
    "help",
    "and the heat?",
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    pages = tmp_path / "pages"
    (pages / "en").mkdir(parents=True)
    (pages / "es").mkdir()
    (pages / "en" / "oven.md").write_text(
        "# The oven\n\nThe oven bakes at 250 degrees.\n\n## Heat\n\nIt gets hot in an hour.\n",
        encoding="utf-8",
    )
    (pages / "en" / "rye.md").write_text("# Rye\n\nRye is a grain that makes dark bread.\n", encoding="utf-8")
    (pages / "es" / "pan.md").write_text("# El pan\n\nEl pan tarda una hora en hacerse.\n", encoding="utf-8")
    return pages


def replies(assistant: Assistant) -> list[dict[str, object]]:
    return [{**assistant.reply(text).as_json(), "took_ms": 0} for text in ASKED]


@pytest.mark.parametrize("encoder", ["load", None])
def test_what_is_kept_changes_no_answer_on_own_pages(
    folder: Path, encoder: Literal["load"] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Assistant(folder, "en", encoder=encoder)
    expected = replies(first)
    first.keep()
    forbid(monkeypatch)
    assert replies(Assistant(folder, "en", encoder=encoder)) == expected


def test_what_is_kept_changes_no_answer_on_the_shipped_pages(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = Assistant(None, "en", encoder=None)
    expected = replies(first)
    first.keep()
    forbid(monkeypatch)
    assert replies(Assistant(None, "en", encoder=None)) == expected


def forbid(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on nothing large may be made."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("that was kept")

    monkeypatch.setattr(Memory, "_letters_index", refuse)
    monkeypatch.setattr(Speller, "__init__", refuse)
    monkeypatch.setattr(LinearHead, "__init__", refuse)


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[300 : len(data) - 300] = bytes(len(data) - 600)
    path.write_bytes(data)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:1000])


@pytest.mark.parametrize("harm", [flip, cut])
def test_a_damaged_cache_is_told_of_once_and_made_anew(folder: Path, harm: Callable[[Path], None]) -> None:
    first = Assistant(folder, "en", encoder=None)
    expected = replies(first)
    first.keep()
    (made,) = (folder.parent / "cache" / "asistente").glob("made-*.npz")
    harm(made)
    told: list[News] = []
    second = Assistant(folder, "en", encoder=None)
    assert replies(second) == expected
    keeping = Keeping(second, told.append)
    keeping()
    keeping()
    assert told == [Trouble("pages-damaged", (("path", str(made)),))]
    third = Assistant(folder, "en", encoder=None)
    assert replies(third) == expected
    assert third.kept.flaws() == {}


def test_a_cache_that_cannot_be_written_is_told_of_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full() -> None:
        raise OSError(28, "No space left on device")

    told: list[News] = []
    assistant = Assistant(folder, "en", encoder=None)
    monkeypatch.setattr(assistant, "keep", full)
    keeping = Keeping(assistant, told.append)
    keeping()
    keeping()
    assert [one.code for one in told if isinstance(one, Trouble)] == ["pages-unwritable"]
