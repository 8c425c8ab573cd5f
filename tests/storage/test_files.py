from __future__ import annotations

import os
from pathlib import Path

import pytest

from asistente.storage.files import newest_first, write_new


def test_a_file_is_written_whole_and_the_folder_is_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "one.npz"
    write_new(path, b"whole")
    assert path.read_bytes() == b"whole"
    assert list(path.parent.iterdir()) == [path]


def test_nothing_is_written_over_and_nothing_left_behind(tmp_path: Path) -> None:
    path = tmp_path / "one.npz"
    write_new(path, b"first")
    with pytest.raises(FileExistsError):
        write_new(path, b"second")
    assert path.read_bytes() == b"first"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_in_the_way_of_the_folder_is_an_os_error(tmp_path: Path) -> None:
    (tmp_path / "way").write_text("in the way")
    with pytest.raises(NotADirectoryError):
        write_new(tmp_path / "way" / "one.npz", b"data")


def test_the_newest_stands_first_and_a_missing_folder_holds_none(tmp_path: Path) -> None:
    for age, name in ((30, "old.npz"), (10, "new.npz"), (20, "mid.npz"), (5, "other.txt")):
        (tmp_path / name).write_text("")
        os.utime(tmp_path / name, (1_000_000 - age, 1_000_000 - age))
    assert [path.name for path in newest_first(tmp_path, ".npz")] == ["new.npz", "mid.npz", "old.npz"]
    assert newest_first(tmp_path / "nowhere", ".npz") == []
