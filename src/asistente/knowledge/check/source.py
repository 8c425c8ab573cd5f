"""A page as its file has it: the lines that the page itself has forgotten, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from asistente.knowledge import frontmatter
from asistente.knowledge.frontmatter import FrontMatter
from asistente.knowledge.library import Library, question_lines
from asistente.knowledge.markdown import Fence, Heading, fences, headings
from asistente.knowledge.page import Page, Problem
from asistente.knowledge.reading import read_text


@dataclass(frozen=True, slots=True)
class Asked:
    """An example question, and where it stands."""

    question: str
    page: Page
    path: Path
    """Of the page, or of its file of questions."""
    file: str
    """The same inside the folder."""
    line: int

    @property
    def where(self) -> str:
        """`en/questions/loss.txt:3`."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Source:
    """The file of a page, read once more."""

    page: Page
    front: FrontMatter
    above: list[str]
    """The lines above the Markdown."""
    lines: list[str]
    """Those of the Markdown."""
    headings: list[Heading]
    fences: list[Fence]

    @classmethod
    def of(cls, page: Page) -> Source:
        """Read the file of a page. Raises OSError where it is gone or closed since the page was loaded."""
        text, _ = read_text(page.path)
        front, start = frontmatter.split(text)
        lines = text[start:].split("\n")
        return cls(page, front, text[:start].split("\n")[:-1], lines, headings(lines), fences(lines))

    @property
    def anchors(self) -> dict[str, int]:
        """The anchors that headings name themselves, with their lines."""
        return {heading.anchor: self.line(heading.start) for heading in self.headings if heading.anchor}

    def line(self, place: int) -> int:
        """The line in the file of a place in the Markdown."""
        return len(self.above) + place + 1

    def problem(self, line: int, code: str, **values: str) -> Problem:
        """A problem in this file."""
        return Problem(self.page.path, line, code, tuple(values.items()))

    def asked(self, library: Library) -> list[Asked]:
        """The example questions: those of the front matter, then those of the file of questions."""
        page, path = self.page, library.questions_file(self.page)
        name = path.relative_to(library.folder).as_posix()
        in_front = [
            Asked(question, page, page.path, page.file, self.front.lines.get(f"questions:{place}", 1))
            for place, question in enumerate(self.front.questions)
        ]
        return in_front + [
            Asked(question, page, path, name, line) for line, question in question_lines(path)[0]
        ]
