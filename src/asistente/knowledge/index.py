"""Keeping vectors up to date: which texts need one, which lack one, and computing those."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from asistente.knowledge.library import Library
from asistente.knowledge.search import embedded_text, searched_text
from asistente.knowledge.vectors import Encoder, Key, Kind, VectorStore, hashed
from asistente.storage.folders import cache_folder, content_folder

FILE = "embeddings.npz"
_BATCH = 16
"""Texts between two reports of progress: about a second of work."""


@dataclass(frozen=True, slots=True)
class Staleness:
    """How a file of vectors differs from what the texts need."""

    missing: int
    extra: int

    def __bool__(self) -> bool:
        return bool(self.missing or self.extra)


@dataclass(frozen=True, slots=True)
class Refreshed:
    """What a refresh did."""

    computed: int
    kept: int
    dropped: int


def needed(library: Library, phrases: Iterable[str] = ()) -> list[Key]:
    """Every text that needs a vector, once: sections, what is asked of pages, the router's phrases."""
    passages: list[Key] = [
        ("passage", embedded_text(page, section, text))
        for page in library
        for section in page.sections
        if (text := searched_text(section))
    ]
    questions: list[Key] = [("query", text) for page in library for _, text in page.asked_as()]
    return list(dict.fromkeys((*passages, *questions, *(("query", phrase) for phrase in phrases))))


def staleness(path: Path, texts: Iterable[Key]) -> Staleness:
    """What a file of vectors lacks, and what it holds without need. Needs no model."""
    wanted = {hashed(*text) for text in texts}
    held = VectorStore.load(path).keys()
    return Staleness(len(wanted - held), len(held - wanted))


def refresh(
    path: Path,
    texts: Iterable[Key],
    encoder: Encoder,
    on_progress: Callable[[int, int], None] | None = None,
) -> Refreshed:
    """Compute the vectors that a file lacks and leave out those that no text needs.

    `on_progress(done, total)` is called about once a second. Raises OSError where the file cannot be written.
    """
    texts = list(texts)
    store = VectorStore.load(path, model=encoder.name)
    before = store.keys()
    missing = [text for text in texts if text not in store]
    done = 0
    if on_progress:
        on_progress(done, len(missing))
    for kind in ("passage", "query"):
        batch_of: Kind = kind
        mine = [text for found, text in missing if found == batch_of]
        for start in range(0, len(mine), _BATCH):
            batch = mine[start : start + _BATCH]
            store.add(batch_of, batch, encoder.encode(batch, batch_of))
            done += len(batch)
            if on_progress:
                on_progress(done, len(missing))
    extra = before - {hashed(*text) for text in texts}
    if missing or extra or not path.exists():
        store.save(path, only=texts)
    return Refreshed(len(missing), len(texts) - len(missing), len(extra))


def cache_file(cache: Path | None, folder: Path) -> Path | None:
    """Where the vectors of somebody's own folder lie: below the cache, told apart by the folder's path."""
    if cache is None:
        return None
    name = hashlib.blake2b(str(folder.resolve()).encode("utf-8", "replace"), digest_size=8).hexdigest()
    return cache / f"embeddings-{name}.npz"


def open_store(content: Path | None = None) -> VectorStore:
    """The vectors that are there for a folder of pages (the shipped one without any)."""
    return VectorStore.load(*vector_files(content or content_folder(), content_folder(), cache_folder()))


def target_file(content: Path) -> Path | None:
    """Where the vectors of a folder are to be written; None where there is no place for them.

    Beside the pages for the shipped ones and where such a file is already; other folders are not written to.
    """
    if content.resolve() == content_folder().resolve() or (content / FILE).exists():
        return content / FILE
    return cache_file(cache_folder(), content)


def vector_files(folder: Path, shipped: Path, cache: Path | None) -> list[Path]:
    """The files to read vectors from: the folder's own, the shipped one (for the router), the cached one."""
    files = [folder / FILE, shipped / FILE]
    if (cached := cache_file(cache, folder)) is not None:
        files.append(cached)
    return list(dict.fromkeys(files))
