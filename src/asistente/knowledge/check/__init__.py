"""Everything that is wrong in a folder of pages, by file and line, for the people who write them."""

from __future__ import annotations

from asistente.knowledge.check.blocks import blocks
from asistente.knowledge.check.links import DemoProblem, front_matter, links_of
from asistente.knowledge.check.pairs import pairs
from asistente.knowledge.check.questions import questions
from asistente.knowledge.check.shown import shown
from asistente.knowledge.check.source import Source
from asistente.knowledge.library import Library
from asistente.knowledge.page import Problem

__all__ = ["DemoProblem", "check"]


def check(library: Library, demo_problem: DemoProblem) -> list[Problem]:
    """All problems of a library, those found on loading included, by file and line."""
    sources = [Source.of(page) for page in library]
    found = list(library.problems)
    for source in sources:
        found += front_matter(source, library)
        found += links_of(source, library, demo_problem)
        found += blocks(source)
        found += shown(source)
    found += pairs(sources)
    found += questions(sources, library)
    return sorted(set(found), key=lambda problem: (str(problem.file), problem.line, problem.code))
