from pathlib import Path

import pytest

from asistente.cli.main import main
from asistente.language.texts import Texts
from tests.knowledge.folders import english, folder_of


def test_good_pages_are_status_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(folder_of(tmp_path, english())), "--language", "en"]) == 0
    out, err = capsys.readouterr()
    assert out.endswith("2 pages, no problem.\n")
    assert err == ""


def test_every_problem_is_a_line_with_its_place_and_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (
        "---\ntitle: A page\n---\nSee [x](pupy.md), [y](demo:adition) "
        "and [z](demo:addition?learning_rate=-1).\n\x1b[31m\n"
    )
    folder = folder_of(tmp_path, english() | {"en/page.md": page})
    assert main(["check", str(folder), "--language", "en"]) == 1
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert [line.partition(": ")[0] for line in lines] == [
        f"{folder}/en/page.md:{line}" for line in (4, 4, 4, 5)
    ]
    assert lines[2].endswith("the link pupy.md leads to no page; nearest: puppy")
    assert "demo:adition starts no run:" in lines[0] + lines[1]
    assert "learning_rate" in lines[0] + lines[1]
    assert "\x1b" not in out
    assert err.strip().endswith("problems: 4.")


def test_the_folder_may_come_from_content(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = folder_of(tmp_path, {"bad.md": "[x](y.md)"})
    assert main(["check", "--content", str(folder), "--language", "es"]) == 1
    assert "no lleva a ninguna página" in capsys.readouterr().out


def test_no_folder_is_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path / "nowhere"), "--language", "en"]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_the_shipped_pages_are_good(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--language", "en"]) == 0, capsys.readouterr().out


def test_every_problem_has_a_sentence() -> None:
    """Codes are strings: those that the floors below use are all in the catalogue."""
    texts = Texts("en")
    source = Path(__file__).parents[2] / "src/asistente/knowledge"
    used = "".join(path.read_text(encoding="utf-8") for path in source.glob("*.py"))
    unused = [key for key in texts.keys("problems.") if f'"{key.removeprefix("problems.")}"' not in used]
    assert unused == []
