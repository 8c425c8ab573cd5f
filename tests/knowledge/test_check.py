from pathlib import Path

import pytest

from asistente.knowledge.check import check
from asistente.knowledge.library import Library
from tests.knowledge.folders import english, folder_of


def demo_problem(link: str) -> str | None:
    return None if link.startswith("demo:addition") else "no such demo"


def problems(folder: Path, files: dict[str, str | bytes]) -> list[str]:
    library = Library.load(folder_of(folder, files))
    return [
        f"{problem.file.relative_to(folder).as_posix()}:{problem.line} {problem.code}"
        for problem in check(library, demo_problem)
    ]


def test_good_pages_have_no_problem(tmp_path: Path) -> None:
    assert problems(tmp_path, english()) == []


def test_plain_markdown_has_no_problem(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "README.md": "# Notes\n\n[one](sub/one.md#some-part) [p](p.png) [web](https://x.org) [top](#notes)\n",
        "sub/one.md": "## Some part\n\n[back](../README.md) [sub](#deeper-part)\n\n### Deeper part\n\nx\n",
        "p.png": b"",
    }
    assert problems(tmp_path, files) == ["README.md:3 link-anchor"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("[x](nothing.md)", "link-topic"),
        ("[x](puppy.md#nothing)", "link-anchor"),
        ("[x](#nothing)", "link-anchor"),
        ("[x](demo:chess)", "link-demo"),
        ("[x][y]\n\n[y]: nothing.md", "link-topic"),
        ("```python\nx = = 1\n```", "code-python"),
        ("```python\nx = 1", "code-open"),
        ("ok\n\n## Empty {#e}\n\n## Full\n\nx", "section-empty"),
        ("ok\n\n## {#e}\n\nx", "heading-empty"),
        ("a \x1b[31mred\x1b[0m word", "control-characters"),
    ],
)
def test_each_fault_is_found_at_its_line(body: str, expected: str, tmp_path: Path) -> None:
    front = "---\ntitle: A page\n---\n\n"
    found = problems(tmp_path, english() | {"en/page.md": front + body})
    assert [problem.partition(" ")[2] for problem in found] == [expected]
    assert all(problem.startswith("en/page.md:") for problem in found)


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    page = (
        "---\ntitle: A page\nrelated:\n  - puppy\n  - cat\nprerequisites: [page]\n---\n\n"
        "[x](demo:chess)\n\n```python\na = 1\nb = = 2\n```\n"
    )
    assert problems(tmp_path, english() | {"en/page.md": page}) == [
        "en/page.md:5 topic-unknown",
        "en/page.md:6 topic-itself",
        "en/page.md:9 link-demo",
        "en/page.md:13 code-python",
    ]


def test_links_and_headings_in_code_are_no_fault(tmp_path: Path) -> None:
    body = "Text.\n\n```markdown\n[x](nothing.md)\n## {#y}\n```\n\n```python\n>>> 1 +\n```\n"
    assert problems(tmp_path, english() | {"en/page.md": body}) == []


def test_front_matter_without_a_title_is_told(tmp_path: Path) -> None:
    assert problems(tmp_path, {"page.md": "---\nsummary: x\n---\nText."}) == ["page.md:1 title-missing"]


def test_languages_are_compared_where_both_have_a_folder(tmp_path: Path) -> None:
    spanish = "---\ntitle: El cachorro\n---\nTexto.\n\n## Fácil {#plain}\n\nx\n\n## Solo aquí {#solo}\n\nx\n"
    assert problems(tmp_path, english() | {"es/puppy.md": spanish, "note.md": "more"}) == [
        "en/puppy.md:19 anchor-differs",
        "en/training.md:1 pair-missing",
        "es/puppy.md:10 anchor-differs",
    ]


def test_questions_asked_twice_are_told_with_the_place(tmp_path: Path) -> None:
    files = english() | {
        "en/questions/puppy.txt": "# comment\n\nIs it like a dog?\nwhat is a pupil\n",
        "en/questions/training.txt": "what is a pupil\n¿how are the weights found\n",
        "en/questions/trainnig.txt": "what\n",
    }
    assert problems(tmp_path, files) == [
        "en/questions/puppy.txt:3 question-twice",
        "en/questions/puppy.txt:4 question-twice",
        "en/questions/training.txt:2 question-twice",
        "en/questions/trainnig.txt:1 questions-stray",
    ]


def test_problems_of_loading_are_among_them(tmp_path: Path) -> None:
    files = english() | {"en/page.md": "---\ntitle: [\n---\nx [y](z.md)", "en/empty.md": ""}
    assert problems(tmp_path, files) == [
        "en/empty.md:1 empty",
        "en/page.md:3 front-matter-broken",
        "en/page.md:4 link-topic",
    ]
