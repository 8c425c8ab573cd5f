"""What the keeper of a folder has to tell: how far it is, what was edited, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from asistente.knowledge.library import Library
from asistente.knowledge.page import Page, Problem


@dataclass(frozen=True, slots=True)
class Progress:
    """So many of the texts have their vector."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Edited:
    """The folder was read again: these pages are different, new, or gone."""

    changed: tuple[Page, ...]
    added: tuple[Page, ...]
    removed: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Faulty:
    """What is wrong in pages that were read just now, and was not before."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that does not stop anything, but that a person should know; told once."""

    code: str
    """`upkeep.<code>` in the catalogue is its sentence."""
    values: tuple[tuple[str, str], ...] = ()


News: TypeAlias = Progress | Edited | Faulty | Trouble


def compared(before: Library, after: Library) -> Edited:
    """Which pages are different."""
    old = {(page.slug, page.language): page for page in before}
    new = {(page.slug, page.language): page for page in after}
    return Edited(
        tuple(page for key, page in new.items() if key in old and old[key] != page),
        tuple(page for key, page in new.items() if key not in old),
        tuple(page for key, page in old.items() if key not in new),
    )
