"""A page as the reader shows it: its Markdown, and its links as things to choose by key."""

from __future__ import annotations

import re

from asistente.assistant.reply import Suggestion
from asistente.knowledge.page import Page
from asistente.knowledge.quiz import readable
from asistente.language.texts import Texts

PART = 16_000
"""Characters of Markdown shown at once: about 0.3 s of Textual's time. The shipped pages have half of it."""
LINK = re.compile(r"\[([^\]\n]+)\]\(((?:demo:|[\w-]+\.md)[^)\s]*)\)")


def page_markdown(page: Page, texts: Texts) -> str:
    """The page with its title as a heading and its quizzes written out."""
    return f"# {page.title}\n\n{readable(page.body, texts('ui.topics.answer'))}"


def in_parts(markdown: str, size: int = PART) -> list[str]:
    """A long page cut between blocks, never inside code, into parts of about `size` characters."""
    parts: list[str] = []
    lines: list[str] = []
    length, fenced = 0, False
    for line in markdown.split("\n"):
        fenced ^= line.lstrip().startswith(("```", "~~~"))
        if length > size and not fenced and (not line.strip() or length > 4 * size):
            parts.append("\n".join(lines))
            lines, length = [], 0
        lines.append(line)
        length += len(line) + 1
    return [*parts, "\n".join(lines)]


def page_links(page: Page) -> list[Suggestion]:
    """Every demo of the page, then every other topic that it leads to, each once."""
    found: dict[str, Suggestion] = {}
    for label, target in LINK.findall(page.body):
        sign = "▶ " if target.startswith("demo:") else "→ "
        found.setdefault(target, Suggestion(sign + label, target))
    return sorted(found.values(), key=lambda one: not one.target.startswith("demo:"))
