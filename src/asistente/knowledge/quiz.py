"""Quiz blocks of a page: found, taken out, or written as plain Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from asistente.knowledge.markdown import Fence

_FENCED = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,})[ \t]*quiz\b[^\n]*\n(?P<body>.*?)^ {0,3}(?P=fence)[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
_OPTION = re.compile(r"^\[(?P<mark>[ xX])\]\s*(?P<text>.*)$")
_NEARLY = re.compile(r"^(?:[-*+]\s*)?\[.{0,2}\]")
"""What was meant as an option."""
_LETTERS = "abcdefgh"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose, and why it is right or wrong."""

    text: str
    right: bool
    why: str
    """The explanation; empty where the page gives none."""


@dataclass(frozen=True, slots=True)
class Quiz:
    """A question with its options."""

    question: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a quiz."""

    place: int
    """Of the line in the block, from 0; -1 for the block itself."""
    code: str
    """That of the problem (`problems.<code>` in the catalogue)."""
    text: str = ""
    """What it is about."""


def is_quiz(fence: Fence) -> bool:
    """Whether a block of code is a quiz."""
    return re.match(r"quiz\b", fence.info) is not None


def read_quiz(body: str) -> Quiz:
    """Read the inside of a block: `? question`, then `[ ] option — why` lines, one `[x]`."""
    question: list[str] = []
    options: list[Option] = []
    for line in body.splitlines():
        if option := _option(line):
            options.append(option)
        elif line.strip():
            question.append(line.strip().removeprefix("?").strip())
    return Quiz(" ".join(question), tuple(options))


def _option(line: str) -> Option | None:
    found = _OPTION.match(line.strip())
    if found is None:
        return None
    text, _, why = found["text"].partition(" — ")
    return Option(text.strip(), found["mark"] != " ", why.strip())


def faults(lines: Sequence[str]) -> Iterator[Fault]:
    """What is wrong with a quiz of these lines; `read_quiz` makes the best of it all the same."""
    quiz = read_quiz("\n".join(lines))
    odd = list(_odd_lines(lines))
    yield from odd
    if odd:
        return  # the options may be among them: the rest is told once they can be read
    if not quiz.question:
        yield Fault(-1, "quiz-question")
    if not 2 <= len(quiz.options) <= len(_LETTERS):
        yield Fault(-1, "quiz-options" if len(quiz.options) < 2 else "quiz-many", quiz.question)
    right = [place for place, line in enumerate(lines) if (option := _option(line)) and option.right]
    if quiz.options and not right:
        yield Fault(-1, "quiz-unanswered", quiz.question)
    for place in right[1:]:
        yield Fault(place, "quiz-answers", quiz.question)
    seen: set[str] = set()
    for place, line in enumerate(lines):
        if (option := _option(line)) is None:
            continue
        if not option.text or option.text.startswith("—"):
            yield Fault(place, "quiz-empty", quiz.question)
        elif not option.why:
            yield Fault(place, "quiz-reason", option.text)
        if option.text and option.text.casefold() in seen:
            yield Fault(place, "quiz-twice", option.text)
        seen.add(option.text.casefold())


def _odd_lines(lines: Sequence[str]) -> Iterator[Fault]:
    """Lines that are neither the question nor an option: they would be shown as part of the question."""
    begun = False
    for place, line in enumerate(map(str.strip, lines)):
        if _option(line):
            begun = True
        elif _NEARLY.match(line):
            yield Fault(place, "quiz-mark", line)
        elif line and begun:
            yield Fault(place, "quiz-line", line)


def without_quizzes(markdown: str) -> str:
    """The text without its quiz blocks: wrong options must answer nothing."""
    return _FENCED.sub("", markdown)


def readable(markdown: str, answer: str) -> str:
    """The text with each quiz as a question, its options, and under `answer` what is right and why."""

    def written(match: re.Match[str]) -> str:
        quiz = read_quiz(match["body"])
        lettered = list(zip(_LETTERS, quiz.options, strict=False))
        options = [f"- {letter}) {option.text}" for letter, option in lettered]
        reasons = [
            f"> {letter}) {'✓' if option.right else '✗'} {option.why}"
            for letter, option in lettered
            if option.why or option.right
        ]
        answers = "\n>\n".join([f"> **{answer}**", *reasons])
        return "\n".join([f"**{quiz.question}**", "", *options, "", answers])

    return _FENCED.sub(written, markdown)
