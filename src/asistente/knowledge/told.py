"""Problems of pages as lines for people."""

from __future__ import annotations

from pathlib import Path

from asistente.knowledge.page import Problem
from asistente.language.normalise import one_line
from asistente.language.texts import Texts


def problem_line(problem: Problem, texts: Texts) -> str:
    """`en/loss.md:12: the link … leads to no page; nearest: loss-function`."""
    values = {name: one_line(value, 1000 if name == "name" else 120) for name, value in problem.values}
    return f"{shown_path(problem.file)}:{problem.line}: {texts(f'problems.{problem.code}', **values)}"


def shown_path(file: Path) -> str:
    """A file's path from where the person is, where it lies below that."""
    if file.is_absolute() and file.is_relative_to(Path.cwd()):
        file = file.relative_to(Path.cwd())
    return one_line(str(file), 1000)
