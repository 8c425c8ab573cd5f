import math
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asistente.knowledge.page import Page
from asistente.knowledge.parse import Place, parse
from tests.knowledge.folders import PUPPY, TRAINING


def place(file: str) -> Place:
    return Place(Path("/pages") / file, PurePosixPath(file))


def parsed(text: str, file: str = "en/page.md") -> tuple[Page, list[tuple[int, str]]]:
    page, problems = parse(text, place(file))
    return page, [(problem.line, problem.code) for problem in problems]


def test_a_whole_page() -> None:
    page, problems = parsed(PUPPY, "en/puppy.md")
    assert problems == []
    assert (page.slug, page.language, page.title, page.order) == ("puppy", "en", "The puppy", 20)
    assert (page.summary, page.part) == ("Training is like raising a dog.", "First steps")
    assert (page.prerequisites, page.related) == (("training",), ("training",))
    assert page.questions == ("is it like a dog", "what has a pet to do with it")
    assert page.lead == "A network learns as a puppy does: it tries, it errs, it is corrected."
    assert [(section.anchor, section.heading, section.role, section.line) for section in page.sections] == [
        ("", "The puppy", None, 13),
        ("plain", "In plain words", "plain", 15),
        ("breaks-down", "Where it breaks down", None, 19),
    ]
    assert (
        page.sections[1].text == "A puppy sits after hundreds of biscuits. See [training](training.md#how)."
    )
    assert page.sections[1].source == "en/puppy.md#plain"
    assert page.sections[0].source == "en/puppy.md"
    assert page.body.startswith("A network learns")
    assert "## In plain words\n" in page.body
    assert "{#" not in page.body
    assert "---" not in page.body


def test_a_heading_inside_code_is_none() -> None:
    page, _ = parsed(TRAINING)
    assert [section.anchor for section in page.sections] == ["", "how", "small-steps"]
    assert "# ## not a heading" in page.sections[1].text


def test_plain_markdown_is_a_page() -> None:
    page, problems = parsed(
        "# My notes\n\nSome words.\n\n## First\n\nText\n\n### Deeper {#deep}\n\nMore", "a/My Notes.md"
    )
    assert problems == []
    assert (page.slug, page.title, page.order, page.part) == ("a/my-notes", "My notes", math.inf, "")
    assert page.lead == "Some words."
    assert [(section.anchor, section.heading, section.line) for section in page.sections] == [
        ("", "My notes", 3),
        ("first", "First", 5),
    ]
    assert page.body == "Some words.\n\n## First\n\nText\n\n### Deeper\n\nMore\n"
    deep = page.section("deep")
    assert deep is not None
    assert deep.heading == "First"


@pytest.mark.parametrize(
    ("text", "file", "title", "headings"),
    [
        ("no heading at all", "some-thing_else.md", "Some thing else", ["Some thing else"]),
        ("", "empty.md", "Empty", []),
        ("# A\n\n# B\n\ntext", "x.md", "A", ["B"]),
        ("text\n\n# B\n\nmore", "x.md", "X", ["X", "B"]),
        ("### Only\n\nlow\n\n### Ones\n\nhere", "x.md", "X", ["Only", "Ones"]),
        ("---\ntitle: Same Words\n---\n# Same words!\n\ntext", "x.md", "Same Words", ["Same Words"]),
        ("---\ntitle: T\n---\n# Other\n\ntext", "x.md", "T", ["Other"]),
        ("Under\n=====\n\ntext", "x.md", "Under", ["Under"]),
        ("# **Bold** `code`\n\ntext", "x.md", "Bold code", ["Bold code"]),
    ],
)
def test_titles_and_sections_of_plain_markdown(text: str, file: str, title: str, headings: list[str]) -> None:
    page, _ = parsed(text, file)
    assert page.title == title
    assert [section.heading for section in page.sections] == headings


@pytest.mark.parametrize(
    ("file", "text", "language"),
    [
        ("en/x.md", "esto es español y nada más", "en"),
        ("es/x.md", "this is English", "es"),
        ("x.md", "esto es una página sobre los pesos de la red", "es"),
        ("notes/x.md", "this is a page about the weights", "en"),
        ("es.md", "this is a page about the weights", "en"),
        ("x.md", "0.1 0.2", "en"),
    ],
)
def test_the_language_is_that_of_the_folder_else_of_the_text(file: str, text: str, language: str) -> None:
    assert parsed(text, file)[0].language == language


def test_headings_of_the_same_words_have_anchors_of_their_own() -> None:
    page, problems = parsed("## A\n\nx\n\n## A\n\ny\n\n## B {#a}\n\nz\n\n## C {#a}\n\nw")
    assert [section.anchor for section in page.sections] == ["a", "a-1", "a-2", "a-3"]
    assert problems == [(9, "anchor-twice"), (13, "anchor-twice")]


@pytest.mark.parametrize(
    ("front", "problems"),
    [
        ("title: [unclosed", [(3, "front-matter-broken")]),
        ("title: a\norder: soon", [(3, "front-matter-number")]),
        ("title: {a: b}", [(2, "front-matter-text")]),
        ("title: a\nquestions: {a: b}", [(3, "front-matter-list")]),
        ("title: a\nquestions:\n  - fine\n  - what: now", [(5, "front-matter-item")]),
        ("title: a\nsumary: b", [(3, "front-matter-key")]),
        ("title: a\nauthor: b\ndate: 2024-01-01", []),
        ("title: a: b", [(2, "front-matter-broken")]),
        ("- a\n- b", [(2, "front-matter-not-keys")]),
        ("title: no\norder: 1e1\nrelated: one\nprerequisites:", []),
        ("title: *nowhere", [(2, "front-matter-broken")]),
        ("title: " + "[" * 5000, [(1, "front-matter-large")]),
        ("a: &a [x, x]\nb: &b [*a, *a]\ntitle: *b", [(3, "front-matter-text")]),
        ("title: !!python/object/apply:os.system [ls]", [(2, "front-matter-text")]),
        ("", []),
    ],
)
def test_front_matter_that_is_wrong_costs_no_text(front: str, problems: list[tuple[int, str]]) -> None:
    page, found = parsed(f"---\n{front}\n---\n\nThe text.\n\n## Part\n\nMore.")
    assert found == problems
    assert page.lead.endswith("The text.")
    assert page.section("part") is not None


def test_front_matter_keeps_texts_as_they_are_written() -> None:
    page, _ = parsed(
        "---\ntitle: no\nsummary: 1.10\norder: 1e1\nrelated: one\nquestions: [why 1, yes]\n---\nx"
    )
    assert (page.title, page.summary, page.order) == ("no", "1.10", 10)
    assert (page.related, page.questions) == (("one",), ("why 1", "yes"))


def test_front_matter_that_is_never_closed_is_text() -> None:
    page, problems = parsed("---\ntitle: a\n\nThe text.")
    assert problems == [(1, "front-matter-open")]
    assert "The text." in page.body


def test_a_page_may_open_with_a_rule() -> None:
    page, problems = parsed("---\n\nThe text.")
    assert problems == []
    assert page.lead == "The text."


@given(st.text(alphabet="-#:[]{}&*!'\"\n ab1", max_size=300))
def test_every_text_makes_a_page(text: str) -> None:
    page, problems = parse(f"---\n{text}\n---\n{text}", place("x.md"))
    lines = text.count("\n") * 2 + 4
    assert all(1 <= problem.line <= lines for problem in problems)
    assert len({section.anchor for section in page.sections}) == len(page.sections)
