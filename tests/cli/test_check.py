import errno
from pathlib import Path
from typing import Any

import pytest

from asistente.cli.main import main
from asistente.knowledge.vectors import VectorStore
from asistente.language.texts import Texts
from tests.knowledge.folders import LetterEncoder, english, folder_of


def test_good_pages_are_status_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(folder_of(tmp_path, english())), "--language", "en"]) == 0
    out, err = capsys.readouterr()
    assert out.endswith("2 pages, no problem.\n")
    assert err == ""


@pytest.mark.parametrize(
    ("language", "said"), [("en", ": 1 page, no problem.\n"), ("es", ": 1 página, ningún problema.\n")]
)
def test_one_page_is_one(
    language: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(folder_of(tmp_path, {"a.md": "x"})), "--language", language]) == 0
    assert capsys.readouterr().out.endswith(said)


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


FAULTY = """---
title: A page
title: Again
related: [pupy]
---

[x]() and soft\u00adhyphen

## Empty {#empty}

## Full

| a | b |
|---|
| 1 | 2 |

```quiz
? Which?
[ ] one — no.
[ ] two
```

```python
x = = 1
```
"""


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            [
                ":3: title stands in the front matter already, on line 2",
                ":4: related names no topic: pupy; nearest: puppy",
                ":7: signs that no terminal shows (U+00AD); delete them",
                ":7: the link “x” leads nowhere; write a target between the parentheses",
                ":9: the section “Empty” has no text; write some or delete the heading",
                ":13: the head of the table has 2 cells and the line under it 1",
                ":17: the quiz “Which?” has no right option; mark it with [x]",
                ":20: the option “two” has no reason; write it on the same line",
                ":24: this is no Python: ",
            ],
        ),
        (
            "es",
            [
                ":3: title ya está en la cabecera, en la línea 2",
                ":4: related no nombra ningún tema: pupy; el más parecido: puppy",
                ":7: el enlace «x» no lleva a ninguna parte; escribe un destino",
                ":7: signos que ninguna terminal muestra (U+00AD); bórralos",
                ":9: la sección «Empty» no tiene texto; escribe algo o borra el título",
                ":13: la cabecera de la tabla tiene 2 celdas y la línea de debajo 1",
                ":17: el cuestionario «Which?» no tiene opción correcta; márcala con [x]",
                ":20: a la opción «two» le falta la razón; escríbela en la misma línea",
                ":24: esto no es Python: ",
            ],
        ),
    ],
)
def test_problems_are_told_in_both_languages(
    language: str, said: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = folder_of(tmp_path, english() | {"en/page.md": FAULTY})
    assert main(["check", str(folder), "--language", language]) == 1
    lines = sorted(capsys.readouterr().out.splitlines(), key=lambda line: (int(line.split(":")[1]), line))
    assert len(lines) == len(said)
    for line, wanted in zip(lines, said, strict=True):
        assert line.startswith(f"{folder}/en/page.md{wanted}")


def test_every_problem_has_a_sentence() -> None:
    """Codes are strings: those that the floors below use are all in the catalogue."""
    texts = Texts("en")
    source = Path(__file__).parents[2] / "src/asistente/knowledge"
    used = "".join(path.read_text(encoding="utf-8") for path in source.rglob("*.py"))
    unused = [key for key in texts.keys("problems.") if f'"{key.removeprefix("problems.")}"' not in used]
    assert unused == []


@pytest.mark.parametrize("command", [["check"], ["topics"], ["search", "puppy"], ["ask", "what is a puppy?"]])
def test_a_page_that_may_not_be_read_is_named_with_the_remedy(
    command: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = folder_of(tmp_path, english())
    page, real = folder / "en/training.md", Path.open

    def opened(path: Path, *args: Any, **kwargs: Any) -> Any:
        if path == page:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", opened)
    status = main([*command, "--content", str(folder), "--language", "en"])
    assert status == (1 if command == ["check"] else 0)
    out, err = capsys.readouterr()
    line = f"{page}:1: permission denied: the file was left out; allow it with: chmod u+r {page}\n"
    assert line in (out if command == ["check"] else err)
    (folder / "en/puppy.md").unlink()
    assert main([*command, "--content", str(folder), "--language", "en"]) == 2
    assert f"permission denied: {page} may not be read" in capsys.readouterr().err


NEAR: dict[str, str | bytes] = {
    "en/dog.md": "---\ntitle: The dog\nquestions:\n  - what does a dog eat\n  - dog?\n---\nText.\n",
    "en/cat.md": "---\ntitle: The cat\n---\nText.\n",
    "en/questions/cat.txt": "who bites\nwhat does a dog eat at night\nwhat does a dog eat?\n",
    "es/perro.md": "---\ntitle: El perro\nquestions: [quién muerde]\n---\nTexto.\n",
}


@pytest.fixture
def no_vectors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("asistente.knowledge.index.open_store", lambda folder: VectorStore())


@pytest.mark.usefixtures("no_vectors")
def test_near_questions_of_two_topics_are_shown_with_their_places(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("asistente.knowledge.vectors.load_encoder", LetterEncoder)
    folder = folder_of(tmp_path, NEAR)
    main(["check", str(folder), "--near", "--above", "0.75", "--language", "en"])
    out, err = capsys.readouterr()
    near = [line for line in out.splitlines() if "is near" in line]
    assert near == [
        f"{folder}/en/questions/cat.txt:2: “what does a dog eat at night” is near (0.851) to "
        f"“what does a dog eat” ({folder}/en/dog.md:4); "
        "if both ask the same, keep the one whose page answers it"
    ]
    assert "English: questions: 5, pairs of different topics at 0.75 or nearer: 1.\n" in out
    assert "Spanish: questions: 1, pairs of different topics at 0.75 or nearer: 0.\n" in out
    assert "computing 5 vectors that are not kept yet" in err


@pytest.mark.usefixtures("no_vectors")
def test_near_questions_leave_the_status_alone_and_need_the_model(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("asistente.knowledge.vectors.load_encoder", lambda: None)
    folder = folder_of(tmp_path, english())
    assert main(["check", str(folder), "--near", "--language", "es"]) == 0
    out, err = capsys.readouterr()
    assert "inglés: preguntas: 3, parejas de temas distintos con 0.96 o más: 0." in out
    assert "3 preguntas no tienen vector y se han dejado fuera" in err


@pytest.mark.parametrize("value", ["2", "near", "nan"])
def test_how_near_is_a_number_up_to_one(value: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as leaving:
        main(["check", "--near", "--above", value, "--language", "en"])
    assert leaving.value.code == 2
    assert "--above" in capsys.readouterr().err
