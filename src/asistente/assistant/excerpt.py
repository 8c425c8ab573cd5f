"""Cuts a section to what fits an answer: whole paragraphs, lists, tables and code."""

from __future__ import annotations

import re
from dataclasses import dataclass

from asistente.knowledge.markdown import outside_fences

MOST_PARAGRAPHS = 3
MOST_CHARACTERS = 750
"""Blocks are taken while the answer is shorter than this; the first is always taken whole."""
LONGEST_BLOCK = 1_400
"""The same for what is kept whole and comes second."""

_QUIZ = re.compile(r"^ {0,3}(`{3,}|~{3,})[ \t]*quiz\b.*?^ {0,3}\1[ \t]*$", re.DOTALL | re.MULTILINE)
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")
_SEVERAL = re.compile(r"\|.*\n[ \t]*\|?[ \t:|-]*-{3,}")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What of a section is shown."""

    text: str
    whole: bool
    """Whether nothing was left out."""


def excerpt(text: str, characters: int = MOST_CHARACTERS) -> Excerpt:
    """The first blocks of a section, at most three paragraphs; a quiz is never part of an answer."""
    found = blocks(_QUIZ.sub("", text))
    taken: list[str] = []
    length = paragraphs = 0
    for at, block in enumerate(found):
        is_prose = not _is_kept_whole(block)
        # A table or code that the first paragraph speaks of is what the section is there for.
        room = LONGEST_BLOCK if at == 1 and not is_prose else characters
        full = length + len(block) > room or (is_prose and paragraphs >= MOST_PARAGRAPHS)
        if taken and full and not taken[-1].rstrip().endswith(":"):
            break
        # A line that announces what follows is nothing without it.
        announces = block.rstrip().endswith(":") and at + 1 < len(found)
        if announces and taken and length + len(block) + len(found[at + 1]) > 2 * characters:
            break
        taken.append(block)
        length += 0 if announces else len(block)
        paragraphs += is_prose
    return Excerpt("\n\n".join(taken), len(taken) == len(found))


def blocks(text: str) -> list[str]:
    """The blocks of a Markdown text: paragraphs, lists with all their items, tables, code."""
    lines = text.strip("\n").split("\n")
    outside = outside_fences(lines)
    found: list[list[str]] = []
    fresh = True
    for line, is_text in zip(lines, outside, strict=True):
        if is_text and not line.strip():
            fresh = True
            continue
        joins = bool(found) and (not fresh or _continues(found[-1], line))
        if joins and fresh:
            found[-1].append("")
        if joins:
            found[-1].append(line)
        else:
            found.append([line])
        fresh = False
    return ["\n".join(block) for block in found]


def _continues(block: list[str], line: str) -> bool:
    """Whether a line after a blank one still belongs to the list or the indented code before it."""
    indented = line.startswith(("   ", "\t"))
    if _ITEM.match(block[0]):
        return line.startswith("  ") or bool(_ITEM.match(line))
    return indented and block[0].startswith(("    ", "\t"))


def _is_kept_whole(block: str) -> bool:
    return bool(
        block.lstrip().startswith(("```", "~~~", "|"))
        or block.startswith(("    ", "\t"))
        or _ITEM.match(block)
        or _SEVERAL.match(block)
    )
