"""A page as the reader shows it: its Markdown, and its links as things to choose by key."""

from __future__ import annotations

import re

from asistente.assistant.reply import Suggestion
from asistente.knowledge.page import Page
from asistente.knowledge.quiz import readable
from asistente.language.texts import Texts

LINK = re.compile(r"\[([^\]\n]+)\]\(((?:demo:|[\w-]+\.md)[^)\s]*)\)")


def page_markdown(page: Page, texts: Texts) -> str:
    """The page with its title as a heading and its quizzes written out."""
    return f"# {page.title}\n\n{readable(page.body, texts('ui.topics.answer'))}"


def page_links(page: Page) -> list[Suggestion]:
    """Every demo of the page, then every other topic that it leads to, each once."""
    found: dict[str, Suggestion] = {}
    for label, target in LINK.findall(page.body):
        sign = "▶ " if target.startswith("demo:") else "→ "
        found.setdefault(target, Suggestion(sign + label, target))
    return sorted(found.values(), key=lambda one: not one.target.startswith("demo:"))
