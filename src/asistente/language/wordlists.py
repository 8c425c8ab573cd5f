"""The word lists of each language, read once from `words/*.txt`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "words"


@cache
def function_words(language: str) -> frozenset[str]:
    """Articles, pronouns, prepositions, auxiliaries: they tell a language and say nothing about a subject."""
    return _block(language, "function")


@cache
def common_words(language: str) -> frozenset[str]:
    """Words that people ask with, beginners' and the field's own."""
    return _block(language, "common")


@cache
def shared_words() -> frozenset[str]:
    """Words that tell no language: terms that both use, and those that each has with another meaning."""
    return _block("either", "anywhere")


@cache
def command_words() -> frozenset[str]:
    """Words that tell no language where they stand alone: commands that speakers of both type."""
    return _block("either", "alone")


def _block(name: str, wanted: str) -> frozenset[str]:
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    found: set[str] = set()
    block = ""
    for line in text.splitlines():
        if line.startswith("["):
            block = line.strip("[] ")
        elif block == wanted and not line.startswith("#"):
            found.update(line.split())
    return frozenset(found)
