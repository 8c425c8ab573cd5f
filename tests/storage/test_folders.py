import os
from collections.abc import Callable
from pathlib import Path

import pytest

from asistente.storage.environment import environment, locale_name
from asistente.storage.folders import cache_folder, config_folder, content_folder, data_folder


def test_the_shipped_pages_are_found() -> None:
    assert (content_folder() / "en").is_dir()
    assert (content_folder() / "es").is_dir()


OWN: list[tuple[str, Callable[[], Path | None], str]] = [
    ("XDG_CACHE_HOME", cache_folder, ".cache"),
    ("XDG_CONFIG_HOME", config_folder, ".config"),
    ("XDG_DATA_HOME", data_folder, ".local/share"),
]


@pytest.mark.parametrize(("variable", "folder", "below_home"), OWN)
def test_own_folders_follow_xdg_and_fall_back_to_the_home(
    variable: str,
    folder: Callable[[], Path | None],
    below_home: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv(variable, str(tmp_path / "base"))
    assert folder() == tmp_path / "base" / "asistente"
    assert (tmp_path / "base" / "asistente").is_dir()
    for not_a_base in ("", "relative/folder"):
        monkeypatch.setenv(variable, not_a_base)
        assert folder() == tmp_path / "home" / below_home / "asistente"


def test_a_folder_that_cannot_be_made_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert cache_folder() is None


def test_the_locale_of_messages_is_the_first_that_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert locale_name() == ""
    monkeypatch.setenv("LANG", "es_ES.UTF-8")
    assert locale_name() == "es_ES.UTF-8"
    monkeypatch.setenv("LC_ALL", "C")
    assert locale_name() == "C"


def test_a_variable_is_set_for_a_block_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASISTENTE_A", "before")
    monkeypatch.delenv("ASISTENTE_B", raising=False)
    with pytest.raises(RuntimeError), environment(ASISTENTE_A="1", ASISTENTE_B="2"):
        assert (os.environ["ASISTENTE_A"], os.environ["ASISTENTE_B"]) == ("1", "2")
        raise RuntimeError
    assert os.environ["ASISTENTE_A"] == "before"
    assert "ASISTENTE_B" not in os.environ
