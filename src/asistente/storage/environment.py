"""The one place where environment variables are read."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager


def locale_name() -> str:
    """The locale that the person has set for messages, such as `es_ES.UTF-8`; empty where none is."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value
    return ""


@contextmanager
def environment(**values: str) -> Iterator[None]:
    """Set variables for the length of a block, for libraries that read them once while they are loaded."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
