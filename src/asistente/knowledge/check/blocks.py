"""What is wrong with the parts of a page: headings without text, code that does not parse, quizzes."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from itertools import zip_longest

from asistente.knowledge.check.source import Source
from asistente.knowledge.markdown import Fence, plain
from asistente.knowledge.page import Problem
from asistente.knowledge.quiz import faults, is_quiz
from asistente.language.normalise import one_line

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def blocks(source: Source) -> Iterator[Problem]:
    """The problems of headings, of blocks of code and of quizzes."""
    yield from _headings(source)
    for fence in source.fences:
        if not fence.closed:
            yield source.problem(source.line(fence.start), "code-open")
        if is_quiz(fence):
            yield from _quiz(source, fence)
        else:
            yield from _python(source, fence)


def _headings(source: Source) -> Iterator[Problem]:
    """Headings with nothing before the next one of their rank; the page's title may stand alone."""
    sections = {section.line for section in source.page.sections}
    for heading, after in zip_longest(source.headings, source.headings[1:]):
        line = source.line(heading.start)
        if line not in sections and heading.level < 3:
            continue
        if after is not None and after.level > heading.level:
            continue
        text = "\n".join(source.lines[heading.end : after.start if after else None])
        if not _COMMENT.sub("", text).strip():
            yield source.problem(line, "section-empty", heading=one_line(plain(heading.text)))


def _python(source: Source, fence: Fence) -> Iterator[Problem]:
    language = fence.info.split()[0].lower() if fence.info else ""
    if language not in ("python", "py", "python3") or any(row.startswith(">>>") for row in fence.lines):
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an odd escape in a string still runs
            ast.parse("\n".join(fence.lines))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = source.line(fence.start) + (getattr(error, "lineno", None) or 0)
        yield source.problem(line, "code-python", why=getattr(error, "msg", str(error)))


def _quiz(source: Source, fence: Fence) -> Iterator[Problem]:
    for fault in faults(fence.lines):
        yield source.problem(
            source.line(fence.start + 1 + fault.place), fault.code, text=one_line(fault.text)
        )
