from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from asistente.knowledge import library, shelf
from asistente.knowledge.kept import Kept, open_kept
from asistente.knowledge.library import Library
from asistente.knowledge.page import Problem
from asistente.knowledge.reading import read_text
from asistente.knowledge.search import Searcher
from asistente.knowledge.shelf import Shelf, packed, unpacked
from asistente.language.errors import UserError

PAGES = {
    "en/a.md": "---\ntitle: Ovens\nquestions:\n  - is it hot\n---\nBakes.\n\n## Heat {#how}\n\nIt glows.\n",
    "en/b.md": "# Flour\n\nFlour is ground grain.\n\n### Kinds\n\nWheat and rye.\n",
    "es/a.md": "# Hornos\n\nUn horno hornea el pan.\n",
    "notes.md": "Only some words about dough.\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in PAGES.items():
        path = tmp_path / "pages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "cache").mkdir()
    return tmp_path / "pages"


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def start(folder: Path, cache: Path) -> tuple[Library, Kept, Searcher]:
    """What a program does until it searches by words, and what it leaves in the cache."""
    found, kept = open_kept(folder, cache)
    searcher = Searcher(found, kept=kept)
    searcher.prepare()
    searcher.keep()
    kept.save()
    return found, kept, searcher


def forbid(monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on no page may be read and no index made."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("that was kept")

    monkeypatch.setattr(library, "read_text", refuse)
    monkeypatch.setattr("asistente.knowledge.words.filled", refuse)
    monkeypatch.setattr("asistente.knowledge.search.searched_text", refuse)


def answers(searcher: Searcher) -> list[object]:
    return [searcher.search(text, "en") for text in ("what glows", "ground grain", "dough", "flower")]


def made_file(cache: Path) -> Path:
    (found,) = cache.glob("made-*.npz")
    return found


def pages_file(cache: Path) -> Path:
    (found,) = cache.glob("pages-*.npz")
    return found


def test_the_second_start_reads_no_page_and_finds_the_same(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _, searcher = start(folder, cache)
    expected = answers(searcher)
    forbid(monkeypatch)
    second, _, again = start(folder, cache)
    assert list(second) == list(first) == list(Library.load(folder, second))
    assert second.problems == first.problems
    assert answers(again) == expected


def test_what_the_first_start_was_told_is_told_again(folder: Path, cache: Path) -> None:
    (folder / "en" / "c.md").write_text("## {#x}\n\nText.\n\n## Two {#x}\n\nMore.\n", encoding="utf-8")
    (folder / "a").mkdir()
    (folder / "binary.md").write_bytes(b"\x00\x01\x02\x03" * 50)
    problems = start(folder, cache)[0].problems
    assert {one.code for one in problems} >= {"anchor-twice", "binary"}
    assert start(folder, cache)[0].problems == problems


@pytest.mark.parametrize("edit", ["changed", "added", "removed", "renamed"])
def test_an_edit_is_seen_at_the_next_start(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, edit: str
) -> None:
    start(folder, cache)
    path = folder / "en" / "b.md"
    match edit:
        case "changed":
            path.write_text("# Yeast\n\nYeast leavens.\n", encoding="utf-8")
        case "added":
            (folder / "en" / "c.md").write_text("# Yeast\n\nYeast leavens.\n", encoding="utf-8")
        case "removed":
            path.unlink()
        case "renamed":
            path.rename(folder / "en" / "z.md")
    read: list[Path] = []

    def noted(path: Path) -> tuple[str, list[Problem]]:
        read.append(path)
        return read_text(path)

    monkeypatch.setattr(library, "read_text", noted)
    found, _, searcher = start(folder, cache)
    assert len(read) <= 1
    monkeypatch.undo()
    assert list(found) == list(Library.load(folder))
    assert bool(searcher.search("yeast leavens", "en")) == (edit in ("changed", "added"))
    forbid(monkeypatch)
    assert list(start(folder, cache)[0]) == list(found)


def test_an_edit_of_a_file_of_questions_is_seen(folder: Path, cache: Path) -> None:
    start(folder, cache)
    (folder / "en" / "questions").mkdir()
    (folder / "en" / "questions" / "a.txt").write_text("how long does it bake\n", encoding="utf-8")
    page = start(folder, cache)[0].page("a", "en")
    assert page is not None
    assert "how long does it bake" in page.questions


@pytest.mark.parametrize("which", [pages_file, made_file])
@pytest.mark.parametrize("harm", ["cut", "flipped", "emptied", "overwritten"])
def test_a_damaged_file_is_noticed_and_made_anew(
    folder: Path, cache: Path, which: Callable[[Path], Path], harm: str
) -> None:
    first, _, searcher = start(folder, cache)
    expected = answers(searcher)
    path = which(cache)
    data = bytearray(path.read_bytes())
    match harm:
        case "cut":
            data = data[: len(data) // 2]
        case "flipped":
            for at in range(200, len(data) - 400, 100):
                data[at] ^= 0xFF
        case "emptied":
            data = bytearray()
        case "overwritten":
            data = bytearray(b"not a cache at all")
    path.write_bytes(data)
    second, kept, again = start(folder, cache)
    assert kept.flaws() == {path: "damaged"}
    assert list(second) == list(first)
    assert answers(again) == expected
    assert start(folder, cache)[1].flaws() == {}


def test_a_file_of_another_version_is_noticed_and_made_anew(
    folder: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _, _ = start(folder, cache)
    monkeypatch.setattr(shelf, "program", lambda: "a later one")
    second, kept, _ = start(folder, cache)
    assert set(kept.flaws().values()) == {"other-version"}
    assert list(second) == list(first)
    assert start(folder, cache)[1].flaws() == {}


@pytest.mark.parametrize("harm", ["flipped", "cut", "a file gone", "all gone"])
def test_a_damaged_index_of_words_is_made_anew(folder: Path, cache: Path, harm: str) -> None:
    expected = answers(start(folder, cache)[2])
    for path in cache.glob("words-*/*/*.idx"):
        match harm:
            case "flipped":
                path.write_bytes(bytes(byte ^ 0x55 for byte in path.read_bytes()))
            case "cut":
                path.write_bytes(path.read_bytes()[:3])
            case "a file gone":
                path.unlink()
            case "all gone":
                shutil.rmtree(path.parent)
    assert answers(start(folder, cache)[2]) == expected
    assert answers(start(folder, cache)[2]) == expected


def test_indexes_of_pages_as_they_were_before_are_thrown_away(folder: Path, cache: Path) -> None:
    start(folder, cache)
    before = set(cache.glob("words-*/*"))
    (folder / "en" / "b.md").write_text("# Yeast\n\nYeast leavens.\n", encoding="utf-8")
    start(folder, cache)
    after = set(cache.glob("words-*/*"))
    assert len(before) == len(after) == 2
    assert not before & after


def test_who_is_killed_while_writing_leaves_what_was_there(folder: Path, cache: Path) -> None:
    expected = answers(start(folder, cache)[2])
    (folder / "en" / "c.md").write_text("# Yeast\n\nYeast leavens.\n", encoding="utf-8")
    code = f"""
        import os, signal
        from pathlib import Path
        import numpy as np
        from asistente.knowledge import shelf
        from tests.knowledge.test_kept import start
        write = np.savez
        def die(file, **arrays):
            write(file, **arrays)
            file.flush()
            os.truncate(file.name, os.path.getsize(file.name) // 2)
            os.kill(os.getpid(), signal.SIGKILL)
        shelf.np.savez = die
        start(Path({str(folder)!r}), Path({str(cache)!r}))
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], timeout=60, check=False)
    assert done.returncode == -signal.SIGKILL
    left = list(cache.glob(".*.part"))
    assert left
    _, kept, searcher = start(folder, cache)
    assert kept.flaws() == {}
    assert answers(searcher) == expected
    for part in left:  # somebody might still be at it
        os.utime(part, (time.time() - 2 * 3600,) * 2)
    (folder / "en" / "c.md").unlink()
    start(folder, cache)
    assert not list(cache.glob(".*.part"))


def test_two_at_once_never_read_half_of_what_the_other_writes(folder: Path, cache: Path) -> None:
    flaws: list[object] = []
    failures: list[BaseException] = []

    def again() -> None:
        try:
            for number in range(15):
                (folder / "notes.md").write_text(f"Dough {number}.\n", encoding="utf-8")
                flaws.extend(start(folder, cache)[1].flaws().values())
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=again) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (flaws, failures) == ([], [])


def test_without_a_cache_nothing_is_kept(folder: Path) -> None:
    found, kept = open_kept(folder, None)
    searcher = Searcher(found, kept=kept)
    searcher.prepare()
    searcher.keep()
    kept.save()
    assert len(found) == len(PAGES)
    assert kept.flaws() == {}


def test_a_cache_that_cannot_be_written_is_an_os_error(folder: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    _, kept = open_kept(folder, blocked / "cache")
    with pytest.raises(OSError, match=r"."):
        kept.save()


def test_an_empty_folder_is_still_an_error(folder: Path, cache: Path) -> None:
    start(folder, cache)
    shutil.rmtree(folder)
    folder.mkdir()
    with pytest.raises(UserError):
        open_kept(folder, cache)


def test_a_shelf_gives_back_what_was_put_there(tmp_path: Path) -> None:
    path = tmp_path / "some.npz"
    shelf = Shelf(path, "these")
    texts = ["", "wörter", "\udcff", "a\nb"]
    shelf.section("one").put("part", texts=packed(texts), numbers=np.arange(3, dtype=np.uint64))
    shelf.save()
    part = Shelf(path, "these").section("one").take("part")
    assert part is not None
    assert unpacked(part["texts"]) == texts
    assert part["numbers"].tolist() == [0, 1, 2]
    assert unpacked(packed([])) == []
    assert Shelf(path, "those").section("one").take("part") is None
    assert Shelf(path, "those").flaw is None
    assert Shelf(path, "these").take("part") is None
