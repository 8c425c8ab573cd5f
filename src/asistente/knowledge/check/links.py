"""What leads nowhere: topics named in front matter, links to topics and headings, runs that do not start."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from asistente.knowledge.check.source import Source
from asistente.knowledge.frontmatter import KEYS
from asistente.knowledge.library import Library
from asistente.knowledge.markdown import Link, anchor_of, links
from asistente.knowledge.page import Problem
from asistente.knowledge.quiz import is_quiz
from asistente.language.normalise import one_line

DemoProblem: TypeAlias = Callable[[str], str | None]
"""Says in one sentence what is wrong with a `demo:` link, None where nothing is."""

_KEY = re.compile(rf"({'|'.join(KEYS)})[ \t]*:(?:\s|$)")


def front_matter(source: Source, library: Library) -> Iterator[Problem]:
    """What the front matter lacks, says twice, or names without there being such a topic."""
    if source.above and not source.front.title and not source.front.complaints:
        yield source.problem(1, "title-missing")
    first: dict[str, int] = {}
    for line, text in enumerate(source.above, start=1):
        # YAML keeps the last of two equal keys and says nothing of the first.
        if (match := _KEY.match(text)) and first.setdefault(match[1], line) != line:
            yield source.problem(line, "front-matter-twice", key=match[1], before=str(first[match[1]]))
    slugs = library.slugs()
    for key in ("prerequisites", "related"):
        for place, slug in enumerate(getattr(source.front, key)):
            line = source.front.lines.get(f"{key}:{place}") or source.front.lines.get(key, 1)
            if slug == source.page.slug:
                yield source.problem(line, "topic-itself", key=key, slug=slug)
            elif slug not in slugs:
                yield source.problem(line, "topic-unknown", key=key, slug=slug, nearest=nearest(slug, slugs))


def links_of(source: Source, library: Library, demo_problem: DemoProblem) -> Iterator[Problem]:
    """The links of a page that lead nowhere, those in its quizzes too: they are read as text."""
    for link in _all_links(source):
        line, target = source.line(link.place), one_line(link.target)
        if not target:
            yield source.problem(line, "link-empty", text=one_line(link.text))
        elif link.target.lower().startswith("demo:"):
            if (why := demo_problem(link.target)) is not None:
                yield source.problem(line, "link-demo", target=target, why=why)
        elif not _is_address(link.target):
            yield from _topic_link(source, library, link, line)


def _all_links(source: Source) -> Iterator[Link]:
    yield from links(source.lines)
    for fence in source.fences:
        if is_quiz(fence):
            for link in links(list(fence.lines)):
                yield replace(link, place=fence.start + 1 + link.place)


def _topic_link(source: Source, library: Library, link: Link, line: int) -> Iterator[Problem]:
    target = one_line(link.target)
    resolved = library.resolve(link.target, source.page)
    if resolved is None:
        if not (source.page.path.parent / link.target.partition("#")[0]).exists():
            stem = Path(link.target.partition("#")[0]).stem
            yield source.problem(line, "link-topic", target=target, nearest=nearest(stem, library.slugs()))
        return
    page, anchor = resolved
    if anchor and page.section(anchor) is None and page.section(anchor_of(anchor)) is None:
        names = [name for name, _ in page.anchors]
        yield source.problem(
            line, "link-anchor", target=target, file=page.file, nearest=nearest(anchor, names)
        )


def _is_address(target: str) -> bool:
    return target.startswith("//") or target.partition(":")[0].lower() in ("http", "https", "mailto", "topic")


def nearest(name: str, names: Iterable[str]) -> str:
    """The most similar of the names, `–` where none is near."""
    return next(iter(difflib.get_close_matches(name[:100], list(names), 1, cutoff=0.5)), "–")
