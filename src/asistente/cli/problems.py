"""Problems of pages as lines for people."""

from __future__ import annotations

import sys
from pathlib import Path

from asistente.knowledge.library import Library
from asistente.knowledge.page import Problem
from asistente.language.normalise import one_line
from asistente.language.texts import Texts

_MOST = 5  # files named one by one; `asistente check` names them all


def problem_line(problem: Problem, texts: Texts) -> str:
    """`en/loss.md:12: the link … leads to no page; nearest: loss-function`."""
    values = {name: one_line(value, 1000 if name == "name" else 120) for name, value in problem.values}
    return f"{shown_path(problem.file)}:{problem.line}: {texts(f'problems.{problem.code}', **values)}"


def shown_path(file: Path) -> str:
    """A file's path from where the person is, where it lies below that."""
    if file.is_absolute() and file.is_relative_to(Path.cwd()):
        file = file.relative_to(Path.cwd())
    return one_line(str(file), 1000)


def tell_left_out(library: Library, texts: Texts) -> None:
    """Name on standard error the files that are missing from what is about to be shown."""
    missing = library.left_out
    for problem in missing[:_MOST]:
        sys.stderr.write(problem_line(problem, texts) + "\n")
    if len(missing) > _MOST:
        count = texts.number(len(missing) - _MOST)
        sys.stderr.write(texts("check.more", count=count) + "\n")
