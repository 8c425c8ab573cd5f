"""Quiz blocks of a page: found, taken out, or written as plain Markdown."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FENCED = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,})[ \t]*quiz\b[^\n]*\n(?P<body>.*?)^ {0,3}(?P=fence)[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
_OPTION = re.compile(r"^\[(?P<mark>[ xX])\]\s*(?P<text>.*)$")


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


def read_quiz(body: str) -> Quiz:
    """Read the inside of a block: `? question`, then `[ ] option — why` lines, one `[x]`."""
    question: list[str] = []
    options: list[Option] = []
    for line in body.splitlines():
        found = _OPTION.match(line.strip())
        if found:
            text, _, why = found["text"].partition(" — ")
            options.append(Option(text.strip(), found["mark"] != " ", why.strip()))
        elif line.strip():
            question.append(line.strip().removeprefix("?").strip())
    return Quiz(" ".join(question), tuple(options))


def without_quizzes(markdown: str) -> str:
    """The text without its quiz blocks: wrong options must answer nothing."""
    return _FENCED.sub("", markdown)


def readable(markdown: str, answer: str) -> str:
    """The text with each quiz as a question, its options, and under `answer` what is right and why."""

    def written(match: re.Match[str]) -> str:
        quiz = read_quiz(match["body"])
        lettered = list(zip("abcdefgh", quiz.options, strict=False))
        options = [f"- {letter}) {option.text}" for letter, option in lettered]
        reasons = [
            f"> {letter}) {'✓' if option.right else '✗'} {option.why}"
            for letter, option in lettered
            if option.why or option.right
        ]
        answers = "\n>\n".join([f"> **{answer}**", *reasons])
        return "\n".join([f"**{quiz.question}**", "", *options, "", answers])

    return _FENCED.sub(written, markdown)
