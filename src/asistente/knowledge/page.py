"""Pages and their sections: what the assistant knows, as plain values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from asistente.language.detect import Language

ROLES = ("plain", "how", "numbers", "formula", "code", "try", "mistakes")
"""Anchors with a meaning: follow-ups such as "simpler" or "an example" go to them."""

LONGEST_ENTRY = 600
"""Characters of a section that may be an entry of a list of terms."""
_POINTER = re.compile(r"→\s*\[[^\]]+\]\((?P<slug>[^)#/]+)\.md(?:#(?P<anchor>[^)]+))?\)\s*\Z")


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its text. The text before the first heading is a section with the page's title."""

    slug: str
    """The topic that it belongs to."""
    language: Language
    anchor: str
    """`{#anchor}` of the heading, else a slug of its words; empty for the text before the first heading."""
    heading: str
    role: str | None
    """One of `ROLES`, where the anchor is one."""
    text: str
    """Markdown without the heading."""
    line: int
    """Line of the heading in the file, from 1."""
    file: str
    """The page's file inside its folder: `en/learning-rate.md`."""

    @property
    def points_to(self) -> tuple[str, str] | None:
        """Topic and anchor of the page that a short entry leads to, as those of a glossary do:
        its text ends with `→ [title](topic.md#anchor)`. None for any other section."""
        found = _POINTER.search(self.text) if len(self.text) < LONGEST_ENTRY else None
        return (found["slug"], found["anchor"] or "") if found else None

    @property
    def source(self) -> str:
        """Where it stands: `en/learning-rate.md#too-big`."""
        return f"{self.file}#{self.anchor}" if self.anchor else self.file


@dataclass(frozen=True, slots=True)
class Page:
    """A topic in one language."""

    slug: str
    language: Language
    title: str
    summary: str
    """One sentence for lists; empty where the page gives none."""
    part: str
    """Chapter in the reading path; empty where the page gives none."""
    order: float
    """Place in the reading path; infinity where the page gives none."""
    prerequisites: tuple[str, ...]
    related: tuple[str, ...]
    questions: tuple[str, ...]
    """How people ask for it: those of the front matter, then those of `questions/<slug>.txt`."""
    lead: str
    """The first paragraph: answers the topic's question by itself."""
    sections: tuple[Section, ...]
    body: str
    """Markdown without front matter, without `{#…}` marks and without a `# Title` line."""
    path: Path
    file: str = ""
    """The file inside its folder: `en/learning-rate.md`."""
    anchors: tuple[tuple[str, int], ...] = ()
    """Every heading's anchor, lower headings too, with the place of its section in `sections`."""

    def asked_as(self) -> list[tuple[str, str]]:
        """How people ask for what the page tells, each with the topic that answers: title and questions;
        and, where an author has given questions, headings that say something, and entries of a list of
        terms, which are asked of the page that they lead to."""
        found = [(self.slug, text) for text in (self.title, *self.questions)]
        if self.questions:
            for section in self.sections:
                entry = section.points_to
                if entry or (section.anchor and section.role is None and section.anchor != "quiz"):
                    found.append((entry[0] if entry else self.slug, section.heading))
        return list(dict.fromkeys(found))

    def section(self, anchor: str) -> Section | None:
        """The section that an anchor or a role leads to; None where no heading has it."""
        for section in self.sections:
            if section.anchor == anchor:
                return section
        return next((self.sections[place] for name, place in self.anchors if name == anchor), None)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a page that its author should know; it never stops the other pages."""

    file: Path
    line: int
    """From 1; 1 where no line is to blame."""
    code: str
    """`problems.<code>` in the catalogue is its sentence, with the remedy."""
    values: tuple[tuple[str, str], ...] = ()
    """What fills the sentence's placeholders."""
