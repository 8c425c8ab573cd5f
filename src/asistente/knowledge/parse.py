"""From a file to a page: front matter, title, sections with their anchors. Any Markdown makes a page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from asistente.knowledge import frontmatter
from asistente.knowledge.frontmatter import FrontMatter
from asistente.knowledge.markdown import Heading, anchor_of, first_paragraph, headings, plain
from asistente.knowledge.page import ROLES, Page, Problem, Section
from asistente.language.detect import LANGUAGES, Language, detect
from asistente.language.normalise import one_line, words


@dataclass(frozen=True)
class Place:
    """Where a page lies: its file, the path inside its folder, and what the path says."""

    path: Path
    file: PurePosixPath

    @property
    def language(self) -> Language | None:
        """The language that the first folder names."""
        first = self.file.parts[0] if len(self.file.parts) > 1 else ""
        return next((language for language in LANGUAGES if first == language), None)

    @cached_property
    def slug(self) -> str:
        """The topic's name: the path below the language's folder, without blanks and capitals."""
        parts = self.file.with_suffix("").parts
        if self.language:
            parts = parts[1:]
        return "/".join("-".join(words(part)) or "page" for part in parts)


def parse(text: str, place: Place, more_questions: Iterable[str] = ()) -> tuple[Page, list[Problem]]:
    """The page of a cleaned text, and what is wrong with it; it is usable however much is wrong."""
    front, start = frontmatter.split(text)
    problems = [Problem(place.path, line, code, values) for line, code, values in front.complaints]
    first_line = text.count("\n", 0, start)
    lines = text[start:].split("\n")
    found = headings(lines)
    title, title_heading = _title(front, lines, found, place)
    for heading in found:
        if heading.anchor:
            lines[heading.start] = lines[heading.start].replace(f"{{#{heading.anchor}}}", "").rstrip()
    language = place.language or detect(plain(text[start : start + 3000]), "en")
    parts, anchors, complaints = _sections(lines, found, title_heading)
    problems += [Problem(place.path, first_line + at + 1, code, values) for at, code, values in complaints]
    if not parts:
        problems.append(Problem(place.path, 1, "empty"))
    slug, file = place.slug, str(place.file)
    sections = tuple(
        Section(slug, language, anchor, heading or title, anchor if anchor in ROLES else None, body,
                first_line + line + 1, file)
        for anchor, heading, body, line in parts
    )  # fmt: skip
    page = Page(
        slug=slug,
        language=language,
        title=title,
        summary=front.summary,
        part=front.part,
        order=front.order,
        prerequisites=front.prerequisites,
        related=front.related,
        questions=_unique((*front.questions, *more_questions)),
        lead=next((lead for section in sections if (lead := first_paragraph(section.text))), ""),
        sections=sections,
        body=_body(lines, title_heading),
        path=place.path,
        file=file,
        anchors=tuple(anchors),
    )
    return page, problems


def _title(
    front: FrontMatter, lines: list[str], found: list[Heading], place: Place
) -> tuple[str, Heading | None]:
    """The title, and the heading that says it once more, which is then no part of the text."""
    first = found[0] if found and found[0].level == 1 else None
    if first is not None and any(line.strip() for line in lines[: first.start]):
        first = None
    if front.title:
        same = first is not None and words(first.text) == words(front.title)
        return one_line(front.title), first if same else None
    if first is not None and first.text:
        return one_line(plain(first.text)), first
    name = re.sub(r"[-_\s]+", " ", place.file.stem).strip() or place.file.name
    return one_line(name[:1].upper() + name[1:]), None


_Part = tuple[str, str, str, int]
_Complaint = tuple[int, str, tuple[tuple[str, str], ...]]


def _sections(
    lines: list[str], found: list[Heading], title: Heading | None
) -> tuple[list[_Part], list[tuple[str, int]], list[_Complaint]]:
    """The parts of a text (anchor, heading, text, line), every anchor with its part, and complaints.

    Sections begin at `##` and above; in a text that has neither, at the highest level that it has.
    """
    others = [heading for heading in found if heading is not title]
    depth = max(2, min((heading.level for heading in others), default=2))
    parts: list[_Part] = []
    anchors: list[tuple[str, int]] = []
    complaints: list[_Complaint] = []
    begin = title.end if title else 0
    starts = [heading.start for heading in others if heading.level <= depth] + [len(lines)]
    if lead := "\n".join(lines[begin : starts[0]]).strip():
        first = next(at for at in range(begin, starts[0]) if lines[at].strip())
        parts.append(("", "", lead, first))
    taken: set[str] = set()
    following = iter(starts[1:])
    for heading in others:
        anchor = _free_anchor(heading, taken, complaints)
        if not heading.text:
            complaints.append((heading.start, "heading-empty", ()))
        if heading.level <= depth:
            text = "\n".join(lines[heading.end : next(following)]).strip()
            parts.append((anchor, one_line(plain(heading.text)), text, heading.start))
        if parts:
            anchors.append((anchor, len(parts) - 1))
    return parts, anchors, complaints


def _free_anchor(heading: Heading, taken: set[str], complaints: list[_Complaint]) -> str:
    """The anchor of a heading, made different where another heading has it."""
    wanted = heading.anchor or anchor_of(heading.text)
    if heading.anchor in taken:
        complaints.append((heading.start, "anchor-twice", (("anchor", wanted),)))
    anchor, number = wanted, 0
    while anchor in taken:
        number += 1
        anchor = f"{wanted}-{number}"
    taken.add(anchor)
    return anchor


def _body(lines: list[str], title: Heading | None) -> str:
    """The page to read: without its title."""
    if title is not None:
        lines = lines[: title.start] + lines[title.end :]
    body = "\n".join(lines).strip("\n")
    return f"{body}\n" if body.strip() else ""


def _unique(questions: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(question for question in questions if question.strip()))
