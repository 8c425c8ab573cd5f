"""What is told on standard error before a command shows anything: files left out, a damaged cache."""

from __future__ import annotations

import sys
from pathlib import Path

from asistente.knowledge.library import Library
from asistente.knowledge.told import problem_line
from asistente.knowledge.vectors import VectorStore
from asistente.language.texts import Texts

_MOST = 5  # files named one by one; `asistente check` names them all


def tell_left_out(library: Library, texts: Texts) -> None:
    """Name on standard error the files that are missing from what is about to be shown."""
    missing = library.left_out
    for problem in missing[:_MOST]:
        sys.stderr.write(problem_line(problem, texts) + "\n")
    if len(missing) > _MOST:
        count = texts.number(len(missing) - _MOST)
        sys.stderr.write(texts("check.more", count=count) + "\n")


def tell_flaws(store: VectorStore, folder: Path, texts: Texts) -> None:
    """Name the files of vectors that are of no use, and what makes them anew."""
    for path, flaw in store.flaws.items():
        sys.stderr.write(texts(f"index.flaw.{flaw}", path=path, folder=folder) + "\n")
