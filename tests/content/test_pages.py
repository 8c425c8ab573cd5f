"""The shipped pages keep the rules of docs/writing-pages.md that can be counted."""

from __future__ import annotations

import re
from math import inf

import pytest

from asistente.knowledge.check.shown import code_places, table_places, width
from asistente.knowledge.check.source import Source
from asistente.knowledge.library import question_lines
from asistente.knowledge.quiz import read_quiz
from asistente.language.detect import LANGUAGES
from tests.content.pages import (
    READING_PATH,
    SLUGS,
    body_words,
    library,
    pairs,
    quizzes,
    sources,
)

ROLES = {"plain", "how", "numbers", "try", "mistakes", "quiz"}
LATEX = re.compile(
    r"\$\$|\\[(\[]|\\(?:frac|sum|partial|sqrt|cdot|times|eta|sigma|hat|text)\b|\$[^$\d\s][^$\n]*\$"
)

EACH = pytest.mark.parametrize(
    "source", sources().values(), ids=[source.page.file for source in sources().values()]
)
EACH_TOPIC = pytest.mark.parametrize(
    "source",
    [source for source in sources().values() if source.page.slug != "glossary"],
    ids=[source.page.file for source in sources().values() if source.page.slug != "glossary"],
)
EACH_PAIR = pytest.mark.parametrize("pair", pairs().values(), ids=list(pairs()))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_topic_has_a_page(language: str) -> None:
    there = {slug for slug, of in sources() if of == language}
    assert [slug for slug in SLUGS if slug not in there] == []
    assert there - set(SLUGS) == set()


@EACH
def test_a_page_stands_at_its_place_in_the_reading_path(source: Source) -> None:
    page = source.page
    at = LANGUAGES.index(page.language)
    assert page.slug in SLUGS, "no such topic is planned: see READING_PATH in pages.py"
    part = next(parts[at] for parts, slugs in READING_PATH.items() if page.slug in slugs)
    assert (page.part, page.order) == (part, 10 * (SLUGS.index(page.slug) + 1))


@EACH
def test_front_matter_is_complete_and_prerequisites_come_earlier(source: Source) -> None:
    page = source.page
    assert page.title
    assert page.summary.endswith(".")
    for slug in page.prerequisites:
        before = library().page(slug, page.language)
        assert SLUGS.index(slug) < SLUGS.index(page.slug), f"{slug} comes later"
        assert before is None or before.order < page.order < inf


@EACH_TOPIC
def test_a_page_is_neither_short_nor_long(source: Source) -> None:
    assert 500 <= body_words(source) <= 1200


@EACH_TOPIC
def test_there_are_questions_enough(source: Source) -> None:
    assert len(source.front.questions) >= 12
    asked, _ = question_lines(library().questions_file(source.page))
    assert len(asked) >= 40


@EACH_TOPIC
def test_the_roles_are_there(source: Source) -> None:
    anchors = set(source.anchors)
    assert ROLES - anchors == set()


@EACH
def test_every_section_has_an_anchor_of_its_own(source: Source) -> None:
    assert [heading.text for heading in source.headings if heading.level == 2 and not heading.anchor] == []


@EACH_TOPIC
def test_two_or_three_quizzes_have_one_right_option_and_a_reason_for_each(source: Source) -> None:
    assert 2 <= len(quizzes(source)) <= 3
    for quiz in quizzes(source):
        assert quiz.question
        assert sum(option.right for option in quiz.options) == 1, quiz.question
        assert all(option.text and option.why for option in quiz.options), quiz.question


@EACH
def test_code_and_tables_fit_a_narrow_terminal(source: Source) -> None:
    lines = {place: width(source.lines[place]) for place in code_places(source)}
    tables = {place: width(source.lines[place]) for place in table_places(source)}
    wide = [
        f"line {source.line(at)}: {columns} columns of code" for at, columns in lines.items() if columns > 80
    ]
    wide += [
        f"line {source.line(at)}: {columns} columns of table"
        for at, columns in tables.items()
        if columns > 64
    ]
    assert not wide, "\n".join(wide)


@EACH
def test_formulas_are_no_latex(source: Source) -> None:
    code = {
        place for fence in source.fences for place in range(fence.start, fence.start + len(fence.lines) + 2)
    }
    found = [
        f"line {source.line(place)}: {match[0]}"
        for place, line in enumerate(source.lines)
        if place not in code and (match := LATEX.search(line))
    ]
    assert found == []


@EACH_PAIR
def test_both_languages_have_the_same_anchors_in_the_same_order(pair: tuple[Source, Source]) -> None:
    english, spanish = pair
    assert list(english.anchors) == list(spanish.anchors)


@EACH_PAIR
def test_both_languages_say_the_same_of_prerequisites_and_related_topics(pair: tuple[Source, Source]) -> None:
    english, spanish = pair
    assert set(english.front.prerequisites) == set(spanish.front.prerequisites)
    assert set(english.front.related) == set(spanish.front.related)


@pytest.mark.parametrize(
    ("line", "is_latex"),
    [
        ("The loss is $L$ here", True),
        (r"so \frac{1}{2} of it", True),
        ("$$x$$", True),
        ("it cost $4.6 million, or $5 million", False),
        ("US$ 78 and a \\$ sign", False),
        (r"\partial and Σ", True),
    ],
)
def test_latex_is_told_from_dollars(line: str, is_latex: bool) -> None:
    assert bool(LATEX.search(line)) == is_latex


def test_a_quiz_of_the_pages_is_read_whole() -> None:
    quiz = read_quiz("? Which?\n[ ] a — b — c.\n[x] d — e.")
    assert [option.why for option in quiz.options] == ["b — c.", "e."]
