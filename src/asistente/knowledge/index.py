"""Keeping vectors up to date: which texts need one, which lack one, and computing those."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from asistente.knowledge.library import Library
from asistente.knowledge.search import embedded_text, searched_text
from asistente.knowledge.vectors import Encoder, Flaw, Key, Kind, VectorStore, hashed
from asistente.storage.folders import cache_folder, content_folder
from asistente.storage.lock import FileLock

FILE = "embeddings.npz"
_BATCH = 16
"""Texts between two reports of progress: about a second of work."""
SAVE_EVERY = 15.0
"""Seconds of computing that are lost at most where the program is killed."""
LOOK_EVERY = 0.5
"""Seconds between two looks at what another program computes."""


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
    flaw: Flaw | None = None
    """Why the file that was there was of no use."""


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
    on_wait: Callable[[], None] | None = None,
) -> Refreshed:
    """Compute the vectors that a file lacks and leave out those that no text needs.

    What is computed is written every few seconds: who is killed loses no more than that. Only one program
    computes for a file in the cache; another one waits for what that writes (`on_wait` is called once), and
    takes over where it is gone. `on_progress(done, total)` is called about once a second. Raises OSError
    where the file cannot be written.
    """
    texts = list(texts)
    store = VectorStore.load(path, model=encoder.name)
    flaw = store.flaws.get(path)
    before = store.keys()
    missing = [text for text in texts if text not in store]
    extra = before - {hashed(*text) for text in texts}
    lock = FileLock(lock_file(path)) if missing and path.parent == cache_folder() else None
    try:
        if lock is not None:
            _wait(lock, path, store, missing, on_progress, on_wait)
        left = [text for text in missing if text not in store]
        report = _reporter(on_progress, len(missing) - len(left), len(missing))
        saved_at = time.monotonic()
        for kind, batch in _batches(left):
            store.add(kind, batch, encoder.encode(batch, kind))
            report(len(batch))
            if time.monotonic() - saved_at > SAVE_EVERY:
                store.save(path, only=texts)
                saved_at = time.monotonic()
        if left or extra or flaw or not path.exists():
            store.save(path, only=texts)
    finally:
        if lock is not None:
            lock.release()
    return Refreshed(len(left), len(texts) - len(left), len(extra), flaw)


def _wait(
    lock: FileLock,
    path: Path,
    store: VectorStore,
    missing: Sequence[Key],
    on_progress: Callable[[int, int], None] | None,
    on_wait: Callable[[], None] | None,
) -> None:
    """Until the lock is ours or nothing is missing any more; what another program writes is read."""
    told = False
    while not lock.acquire():
        if not told and on_wait:
            on_wait()
        told = True
        time.sleep(LOOK_EVERY)
        store.read(path)
        left = sum(text not in store for text in missing)
        if on_progress:
            on_progress(len(missing) - left, len(missing))
        if not left:
            return
    store.read(path)  # of the one that held it until now


def _batches(texts: Sequence[Key]) -> Iterator[tuple[Kind, list[str]]]:
    """Texts of one kind, so many at a time."""
    kinds: tuple[Kind, ...] = ("passage", "query")
    for kind in kinds:
        mine = [text for found, text in texts if found == kind]
        for start in range(0, len(mine), _BATCH):
            yield kind, mine[start : start + _BATCH]


def _reporter(on_progress: Callable[[int, int], None] | None, done: int, total: int) -> Callable[[int], None]:
    """What counts texts that are done, and tells."""

    def report(more: int) -> None:
        nonlocal done
        done += more
        if on_progress:
            on_progress(done, total)

    report(0)
    return report


def lock_file(path: Path) -> Path:
    """The lock of those that compute the vectors of a file."""
    return path.with_suffix(".lock")


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
