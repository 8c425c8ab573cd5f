import json
import sys
from pathlib import Path

import pexpect
import pytest

from asistente.cli.main import main
from tests.knowledge.folders import english, folder_of

SPANISH = "---\ntitle: El cachorro\npart: Primeros pasos\norder: 20\n---\nComo un perro.\n"


@pytest.fixture
def pages(tmp_path: Path) -> str:
    return str(folder_of(tmp_path, english() | {"es/puppy.md": SPANISH}))


def test_the_reading_path_goes_by_parts(pages: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["topics", "--content", pages, "--language", "en"]) == 0
    assert capsys.readouterr().out == (
        "First steps\n"
        "  training  What is training: Adjusting numbers.\n"
        "  puppy  The puppy: Training is like raising a dog.\n"
    )


def test_a_page_of_the_other_language_is_marked(pages: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["topics", "--content", pages, "--language", "es"]) == 0
    out = capsys.readouterr().out
    assert "  training  What is training (en inglés): Adjusting numbers.\n" in out
    assert "  puppy  El cachorro\n" in out


def test_the_list_as_json(pages: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["topics", "--json", "--content", pages, "--language", "en"]) == 0
    assert json.loads(capsys.readouterr().out)[0] == {
        "slug": "training",
        "language": "en",
        "title": "What is training",
        "summary": "Adjusting numbers.",
        "part": "First steps",
        "order": 10,
    }


def test_a_page_in_a_pipe_is_markdown(pages: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["topics", "puppy", "--content", pages, "--language", "en"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("# The puppy\n\nA network learns as a puppy does")
    assert "## In plain words\n" in out
    assert "{#" not in out


def test_a_page_as_json(pages: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["topics", "the puppy", "--json", "--content", pages, "--language", "en"]) == 0
    page = json.loads(capsys.readouterr().out)
    assert page["slug"] == "puppy"
    assert page["prerequisites"] == ["training"]
    assert page["sections"][1]["source"] == "en/puppy.md#plain"
    assert page["sections"][1]["role"] == "plain"


@pytest.mark.parametrize(
    ("topic", "language", "said"),
    [
        ("pupy", "en", "did you mean puppy"),
        ("pupy", "es", "¿quizá puppy?"),
        ("zzzzzzz\x1b[31m\n", "en", "no topic “zzzzzzz”"),
    ],
)
def test_an_unknown_topic_is_one_line_and_status_2(
    topic: str, language: str, said: str, pages: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["topics", topic, "--content", pages, "--language", language]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert err.count("\n") == 1
    assert "\x1b" not in err


@pytest.mark.parametrize("folder", ["missing", "en/puppy.md", "en/nothing"])
def test_a_folder_without_pages_is_one_line_and_status_2(
    folder: str, pages: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (Path(pages) / "en/nothing").mkdir()
    assert main(["topics", "--content", f"{pages}/{folder}", "--language", "en"]) == 2
    _, err = capsys.readouterr()
    assert folder in err
    assert err.count("\n") == 1


def test_on_a_terminal_a_page_is_rendered_and_its_escapes_stay_out(tmp_path: Path) -> None:
    page = (
        "# A \x1b]0;owned\x07title\n\nSome **bold** words and [a demo](demo:addition?seed=2).\n\n"
        "```quiz\n? Which?\n[ ] One — no.\n[x] Two — yes.\n```\n\n## Colour \x1b[2J\n\nText.\n"
    )
    pages = str(folder_of(tmp_path, {"page.md": page}))
    command = ["-m", "asistente", "topics", "page", "--content", pages, "--language", "en"]
    terminal = pexpect.spawn(sys.executable, command, encoding="utf-8", dimensions=(24, 80), timeout=30)
    terminal.expect(pexpect.EOF)
    shown = str(terminal.before)
    terminal.close()
    assert terminal.exitstatus == 0
    assert "\x1b[" in shown, "it is rendered"
    assert "**" not in shown
    assert "demo:addition?seed=2" in shown
    assert "Answer" in shown
    for not_ours in ("owned", "\x1b]", "\x1b[2J"):
        assert not_ours not in shown


def test_on_a_terminal_the_list_names_every_topic(pages: str) -> None:
    command = ["-m", "asistente", "topics", "--content", pages, "--language", "es"]
    terminal = pexpect.spawn(sys.executable, command, encoding="utf-8", dimensions=(24, 60), timeout=30)
    terminal.expect(pexpect.EOF)
    shown = str(terminal.before)
    for expected in ("training", "puppy", "Primeros pasos", "(en inglés)", "asistente topics training"):
        assert expected in shown
