"""What is kept of a folder in the cache, besides vectors: the pages, and what is made of them."""

from __future__ import annotations

import hashlib
import shutil
import time
from contextlib import suppress
from pathlib import Path

from asistente.knowledge.files import Stamp, stamp
from asistente.knowledge.kept_pages import load_with, put
from asistente.knowledge.library import Library
from asistente.knowledge.shelf import Parts, Shelf, digest
from asistente.knowledge.vectors import Flaw
from asistente.language.detect import Language

LEFT_AFTER = 3600.0
"""Seconds after which nobody still writes what is half written."""


class Kept:
    """What is kept of one library; of none, as long as it lives."""

    def __init__(self) -> None:
        self.made = Parts()
        """What was made of the pages."""

    def words(self, language: Language) -> Path | None:  # noqa: ARG002 - there is none for any
        """The folder for the index of words of a language; None where nothing can be kept."""
        return None

    def following(self, library: Library) -> Kept:  # noqa: ARG002 - there is none for any
        """The same for the library as it is by now."""
        return Kept()

    def flaws(self) -> dict[Path, Flaw]:
        """The files that were of no use, and why."""
        return {}

    def save(self) -> None:
        """Write what is new. Raises OSError where that is impossible."""


class KeptOnDisk(Kept):
    """What is kept of a folder in the cache."""

    def __init__(self, library: Library, cache: Path, beside: tuple[Path, ...], pages: Shelf) -> None:
        """`beside`: files that all depends on as it does on the pages."""
        super().__init__()
        self._library, self._cache, self._beside, self._pages = library, cache, beside, pages
        found: list[tuple[Path, tuple[Stamp, ...]]] = [
            *((path, one.stamps) for path, one in library.read.items()),
            *((path, (stamp(path),)) for path in beside),
        ]
        self._of = digest([f"{path} {seen}" for path, seen in found])
        name = _name(library.folder)
        self._words = cache / f"words-{name}"
        self._shelf = Shelf(cache / f"made-{name}.npz", self._of)
        self.made = self._shelf

    def words(self, language: Language) -> Path | None:
        """The folder for the index of words of a language."""
        return self._words / f"{self._of}-{language}"

    def following(self, library: Library) -> Kept:
        """The same for the library as it is by now."""
        put(self._pages, library)
        return KeptOnDisk(library, self._cache, self._beside, self._pages)

    def flaws(self) -> dict[Path, Flaw]:
        """The files that were of no use, and why."""
        shelves = (self._pages, self._shelf)
        return {one.path: one.flaw for one in shelves if one.flaw is not None and one.path is not None}

    def save(self) -> None:
        """Write what is new, and throw away the indexes of pages as they were before."""
        self._pages.save()
        self._shelf.save()
        for old in self._words.glob("*"):
            if not old.name.startswith((self._of, ".")):
                shutil.rmtree(old, ignore_errors=True)
        for part in (*self._cache.glob(".*.part"), *self._words.glob(".part-*")):  # of one that was killed
            with suppress(OSError):
                if time.time() - part.stat().st_mtime > LEFT_AFTER:
                    shutil.rmtree(part) if part.is_dir() else part.unlink()


def open_kept(folder: Path, cache: Path | None, beside: tuple[Path, ...] = ()) -> tuple[Library, Kept]:
    """The library of a folder, and what is kept of it; nothing is without a cache.

    Raises UserError as `Library.load` does.
    """
    if cache is None:
        return Library.load(folder), Kept()
    pages = Shelf(cache / f"pages-{_name(folder)}.npz", str(folder))
    library = load_with(pages, folder)
    return library, KeptOnDisk(library, cache, beside, pages)


def _name(folder: Path) -> str:
    return hashlib.blake2b(str(folder.resolve()).encode("utf-8", "replace"), digest_size=8).hexdigest()
