"""Everything that is wrong in a folder of pages, by file and line, for the people who write them."""

from __future__ import annotations

import ast
import difflib
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from asistente.knowledge import frontmatter
from asistente.knowledge.frontmatter import FrontMatter
from asistente.knowledge.library import Library, question_lines
from asistente.knowledge.markdown import Heading, Link, anchor_of, fences, headings, links
from asistente.knowledge.page import Page, Problem
from asistente.knowledge.reading import read_text
from asistente.language.detect import LANGUAGES, other
from asistente.language.normalise import one_line, words

DemoProblem = Callable[[str], str | None]
"""Says in one sentence what is wrong with a `demo:` link, None where nothing is."""


@dataclass
class _Source:
    """A page as its file has it, with the lines that the page itself has forgotten."""

    page: Page
    front: FrontMatter
    first_line: int
    """Lines above the Markdown."""
    lines: list[str]
    found: list[Heading] = field(default_factory=list)

    @property
    def anchors(self) -> dict[str, int]:
        """The anchors that headings name themselves, with their lines."""
        return {heading.anchor: self.line(heading.start) for heading in self.found if heading.anchor}

    def line(self, place: int) -> int:
        """The line in the file of a place in the Markdown."""
        return self.first_line + place + 1

    def problem(self, line: int, code: str, **values: str) -> Problem:
        """A problem in this file."""
        return Problem(self.page.path, line, code, tuple(values.items()))


def check(library: Library, demo_problem: DemoProblem) -> list[Problem]:
    """All problems of a library, those found on loading included, by file and line."""
    sources = [_source(page) for page in library]
    found = list(library.problems)
    for source in sources:
        found += _front_matter(source, library)
        found += _links(source, library, demo_problem)
        found += _sections(source)
        found += _code(source)
    found += _pairs(library, {source.page.file: source for source in sources})
    found += _questions(library, sources)
    return sorted(set(found), key=lambda problem: (str(problem.file), problem.line, problem.code))


def _source(page: Page) -> _Source:
    text, _ = read_text(page.path)
    front, start = frontmatter.split(text)
    lines = text[start:].split("\n")
    return _Source(page, front, text.count("\n", 0, start), lines, headings(lines))


def _front_matter(source: _Source, library: Library) -> Iterator[Problem]:
    if source.first_line and not source.front.title and not source.front.complaints:
        yield source.problem(1, "title-missing")
    slugs = library.slugs()
    for key in ("prerequisites", "related"):
        for place, slug in enumerate(getattr(source.front, key)):
            line = source.front.lines.get(f"{key}:{place}") or source.front.lines.get(key, 1)
            if slug == source.page.slug:
                yield source.problem(line, "topic-itself", key=key, slug=slug)
            elif slug not in slugs:
                yield source.problem(line, "topic-unknown", key=key, slug=slug, nearest=_nearest(slug, slugs))


def _links(source: _Source, library: Library, demo_problem: DemoProblem) -> Iterator[Problem]:
    for link in links(source.lines):
        line = source.line(link.place)
        if link.target.lower().startswith("demo:"):
            if (why := demo_problem(link.target)) is not None:
                yield source.problem(line, "link-demo", target=one_line(link.target), why=why)
        elif not _is_address(link.target):
            yield from _topic_link(source, library, link, line)


def _topic_link(source: _Source, library: Library, link: Link, line: int) -> Iterator[Problem]:
    target = one_line(link.target)
    resolved = library.resolve(link.target, source.page)
    if resolved is None:
        if not (source.page.path.parent / link.target.partition("#")[0]).exists():
            stem = Path(link.target.partition("#")[0]).stem
            yield source.problem(line, "link-topic", target=target, nearest=_nearest(stem, library.slugs()))
        return
    page, anchor = resolved
    if anchor and page.section(anchor) is None and page.section(anchor_of(anchor)) is None:
        nearest = _nearest(anchor, [name for name, _ in page.anchors])
        yield source.problem(line, "link-anchor", target=target, file=page.file, nearest=nearest)


def _is_address(target: str) -> bool:
    return target.startswith("//") or target.partition(":")[0].lower() in ("http", "https", "mailto", "topic")


def _sections(source: _Source) -> Iterator[Problem]:
    for section in source.page.sections:
        if not section.text:
            yield source.problem(section.line, "section-empty", heading=section.heading)


def _code(source: _Source) -> Iterator[Problem]:
    for fence in fences(source.lines):
        line = source.line(fence.start)
        if not fence.closed:
            yield source.problem(line, "code-open")
        language = fence.info.split()[0].lower() if fence.info else ""
        if language not in ("python", "py", "python3") or any(row.startswith(">>>") for row in fence.lines):
            continue
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # an odd escape in a string still runs
                ast.parse("\n".join(fence.lines))
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            at = getattr(error, "lineno", None) or 0
            yield source.problem(line + at, "code-python", why=getattr(error, "msg", str(error)))


def _pairs(library: Library, sources: dict[str, _Source]) -> Iterator[Problem]:
    """Pages that only one of two language folders has, and anchors that differ between them."""
    named = [page for page in library if page.file.startswith((*(f"{name}/" for name in LANGUAGES),))]
    if len({page.language for page in named}) < len(LANGUAGES):
        return
    by_slug = {(page.slug, page.language): page for page in named}
    for page in named:
        source, twin = sources[page.file], by_slug.get((page.slug, other(page.language)))
        if twin is None:
            wanted = f"{other(page.language)}/{page.file.partition('/')[2]}"
            yield source.problem(1, "pair-missing", file=wanted)
            continue
        theirs = sources[twin.file].anchors
        for anchor, line in source.anchors.items():
            if anchor not in theirs:
                yield source.problem(line, "anchor-differs", anchor=anchor, file=twin.file)


def _questions(library: Library, sources: list[_Source]) -> Iterator[Problem]:
    """Questions asked twice in a language, whatever their accents and signs, and files of no topic."""
    first: dict[tuple[str, str], str] = {}
    for source in sources:
        page = source.page
        asked = [
            (page.path, page.file, source.front.lines.get(f"questions:{place}", 1), question)
            for place, question in enumerate(source.front.questions)
        ]
        path = library.questions_file(page)
        name = path.relative_to(library.folder).as_posix()
        asked += [(path, name, line, question) for line, question in question_lines(path)[0]]
        for file, shown, line, question in asked:
            key = page.language, " ".join(words(question)) or question
            before = first.setdefault(key, f"{shown}:{line}")
            if before != f"{shown}:{line}":
                values = (("question", one_line(question)), ("where", before))
                yield Problem(file, line, "question-twice", values)
    expected = {library.questions_file(source.page) for source in sources}
    for folder in {path.parent for path in expected}:
        for stray in sorted(set(folder.glob("*.txt")) - expected):
            slugs = [path.stem for path in expected if path.parent == folder]
            yield Problem(stray, 1, "questions-stray", (("nearest", _nearest(stray.stem, slugs)),))


def _nearest(name: str, names: list[str]) -> str:
    """The most similar of the names, `–` where none is near."""
    return next(iter(difflib.get_close_matches(name[:100], names, 1, cutoff=0.5)), "–")
