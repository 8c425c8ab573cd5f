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
        ("ok\n\n## Full\n\n### Empty\n\n### Next\n\nx", "section-empty"),
        ("ok\n\n## Empty\n\n<!-- to do -->\n\n## Next\n\nx", "section-empty"),
        ("ok\n\n## Last\n\nx\n\n#### Empty", "section-empty"),
        ("a \x1b[31mred\x1b[0m word", "control-characters"),
        ("turned \u202e round", "control-characters"),
        ("soft\u00adhyphen", "signs-unseen"),
        ("```\nlost \ufffd sign\n```", "signs-unseen"),
        ("[x]()", "link-empty"),
        ("[x](nothing.md#plain)", "link-topic"),
        ("```text\n" + 101 * "x" + "\n```", "code-wide"),
        ("```text\n" + 51 * "字" + "\n```", "code-wide"),
        ("Formula:\n\n    short\n    " + 97 * "x", "code-wide"),
        ("| a | b |\n|---|---|\n| " + 60 * "x" + " | " + 40 * "y" + " |", "table-wide"),
        ("| a | b |\n|---|---|\n| a\tb | c |", "table-tab"),
        ("| a | b |\n|---|\n| 1 | 2 |", "table-rule"),
        ("| a | b |\n|---|---|\n| x | y | z |", "table-cells"),
    ],
)
def test_each_fault_is_found_at_its_line(body: str, expected: str, tmp_path: Path) -> None:
    front = "---\ntitle: A page\n---\n\n"
    found = problems(tmp_path, english() | {"en/page.md": front + body})
    assert [problem.partition(" ")[2] for problem in found] == [expected]
    assert all(problem.startswith("en/page.md:") for problem in found)


@pytest.mark.parametrize(
    "body",
    [
        "Prose may be long. " * 20 + "x" * 150,
        "```text\n" + 100 * "x" + "\n```",
        "Accents of their own take no room:\n\n    " + 96 * "e\u0301",
        "- an item\n\n    " + "that goes on, indented " * 9,
        "1. an item\n    " + "that goes on, indented " * 9,
        "Text\n    " + "that goes on, indented " * 9,
        "| a | b |\n|---|---|\n| " + "many words " * 30 + " | [a](https://x.org/" + 90 * "y" + ") |",
        "| a | b |\n|:--|--:|\n| `x \\| y` | short |\n| one cell |",
        "a | b\n--- | ---\n1 | 2\n\n|x| and a rule:\n\n---\n\nSo it is.",
        "👩\u200d💻 and nami\u200cche, ﬁ, 字, €, \u00a0, ½",
        "## Only a part below\n\n### It\n\nx\n\n## Only a quiz {#quiz}\n\n"
        "```quiz\n? Which of [the two](puppy.md)?\n[ ] That — no.\n[X] This one [x] — yes — indeed.\n```",
    ],
)
def test_what_is_fine_is_no_fault(body: str, tmp_path: Path) -> None:
    assert (
        problems(tmp_path, english() | {"en/page.md": f"---\ntitle: A page\n---\n\nLead.\n\n{body}\n"}) == []
    )


OPTIONS = "[ ] one — no.\n[x] two — yes.\n"


@pytest.mark.parametrize(
    ("quiz", "expected"),
    [
        ("? Which?\n[ ] one — no.\n[ ] two — no.\n", ["3 quiz-unanswered"]),
        (f"? Which?\n{OPTIONS}[x] three — yes.\n", ["7 quiz-answers"]),
        ("? Which?\n", ["3 quiz-options"]),
        ("? Which?\n[x] one — yes.\n", ["3 quiz-options"]),
        ("", ["3 quiz-options", "3 quiz-question"]),
        (f"?\n{OPTIONS}", ["3 quiz-question"]),
        (f"? Which?\n{OPTIONS}[ ] three\n", ["7 quiz-reason"]),
        (f"? Which?\n{OPTIONS}[ ] three - a hyphen.\n", ["7 quiz-reason"]),
        (f"? Which?\n{OPTIONS}[ ] three —\n", ["7 quiz-reason"]),
        (f"? Which?\n{OPTIONS}[ ] — a reason alone.\n", ["7 quiz-empty"]),
        (f"? Which?\n{OPTIONS}[ ] Two — no.\n", ["7 quiz-twice"]),
        (f"? Which?\n{OPTIONS}[] three — no.\n", ["7 quiz-mark"]),
        ("? Which?\n- [ ] one — no.\n- [x] two — yes.\n", ["5 quiz-mark", "6 quiz-mark"]),
        (f"? Which?\n{OPTIONS}? And which?\n{OPTIONS}", ["7 quiz-line"]),
        (f"? Which?\n{OPTIONS}because it goes on\n", ["7 quiz-line"]),
        ("? Which?\n" + OPTIONS + "".join(f"[ ] {n} — no.\n" for n in range(7)), ["3 quiz-many"]),
        (f"? Which [page](nothing.md)?\n{OPTIONS}", ["4 link-topic"]),
    ],
)
def test_faults_of_a_quiz_are_told_at_their_line(quiz: str, expected: list[str], tmp_path: Path) -> None:
    found = problems(tmp_path, {"page.md": f"Lead.\n\n```quiz\n{quiz}```\n"})
    assert found == [f"page.md:{line}" for line in expected]


def test_a_key_that_stands_twice_in_front_matter_is_told(tmp_path: Path) -> None:
    page = "---\ntitle: A\nsummary: title of it\nother:\n  title: x\ntitle: B\n---\nText with title: x.\n"
    assert problems(tmp_path, {"page.md": page}) == ["page.md:6 front-matter-twice"]


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


def test_anchors_in_another_order_are_told_once(tmp_path: Path) -> None:
    spanish = (
        "---\ntitle: El cachorro\n---\nTexto.\n\n## Falla {#breaks-down}\n\nx\n\n## Fácil {#plain}\n\nx\n"
    )
    files = english() | {"es/puppy.md": spanish}
    assert "en/puppy.md:15 anchor-order" in problems(tmp_path, files)
    assert sum("anchor" in problem for problem in problems(tmp_path, files)) == 1


def test_a_question_may_not_hold_what_nobody_sees(tmp_path: Path) -> None:
    files = english() | {"en/questions/puppy.txt": "is it a\u200bdog\n", "en/questions/training.txt": "ok\n"}
    assert problems(tmp_path, files) == ["en/questions/puppy.txt:1 signs-unseen"]


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
