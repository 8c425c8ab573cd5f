"""Keeps a folder of pages up to date while the program runs: edits are read, missing vectors computed."""

from __future__ import annotations

import errno
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from asistente.knowledge.files import stamps
from asistente.knowledge.index import SAVE_EVERY, lock_file, needed
from asistente.knowledge.library import Library
from asistente.knowledge.news import Faulty, News, Progress, Trouble, compared
from asistente.knowledge.vectors import FloatArray, Key, Kind, VectorStore
from asistente.language.errors import UserError
from asistente.storage.lock import FileLock

EVERY = 2.0
"""Seconds between two looks at the folder, and at a cache that another program writes."""
SETTLED = 0.2
"""Seconds in which nothing may change: editors write a file in steps, a checkout many of them."""
BATCH = 8
"""Texts computed at a time: less than half a second."""
TRIES = 3
"""Times that a process which computes is started anew before it is given up."""


class Computer(Protocol):
    """An encoder that may be closed."""

    def encode(self, texts: list[str], kind: Kind) -> FloatArray:
        """One row a text, (n, 384). Raises OSError where it cannot."""
        ...

    def close(self) -> None:
        """Give back what it holds."""
        ...


class Keeper:
    """One thread that looks at the folder, and between two looks computes what has no vector yet.

    Only the program that holds the lock computes and writes; another one on the same folder reads what
    that one has written, and takes over where it is gone.
    """

    def __init__(
        self,
        library: Library,
        store: VectorStore,
        cache: Path | None,
        renew: Callable[[Library | None], None],
        tell: Callable[[News], None],
        computer: Computer | None,
        every: float = EVERY,
        keep: Callable[[], None] = lambda: None,
    ) -> None:
        """`cache`: the file of vectors, None where it has no place. `computer`: None without a model.
        `keep` is called where what was made of the pages has become different.

        `renew` is called with the library after edits, and with None when vectors that were missing are
        there. It and `tell` are called on the keeper's thread.
        """
        self._library, self._store, self._cache = library, store, cache
        self._renew, self._tell, self._computer, self._every = renew, tell, computer, every
        self._keep = keep
        self._lock = FileLock(lock_file(cache)) if cache else None
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="keeper", daemon=True)
        self._needed: list[Key] = []
        self._missing: list[Key] = []
        self._seen: dict[str, object] = {}
        self._cache_seen = 0
        self._computed = False
        """Whether there are vectors that no file has yet."""
        self._waits_for: list[Key] = []
        """What was missing when the router was last made, that it compares questions with."""
        self._saved_at = self._looked_at = 0.0
        self._troubles: set[str] = set()
        self._failures = 0

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self, wait: float = 2.0) -> None:
        """End, and keep what was computed; at most `wait` seconds."""
        self._stop.set()
        if self._computer is not None:
            self._computer.close()  # what it is at would take half a second
        if self._thread.is_alive():
            self._thread.join(wait)

    def _run(self) -> None:
        try:
            if self._library.differs_from(now := stamps(self._library.folder)):
                self._read_again()
            else:
                self._keep()
            self._seen = dict(now)
            if self._library.left_out:
                self._tell(Faulty(tuple(self._library.left_out)))
            self._list_missing()
            while not self._stop.is_set():
                if time.monotonic() - self._looked_at >= self._every:
                    self._look()
                if not (self._missing and self._may_compute() and self._compute()):
                    self._stop.wait(self._every)
        except Exception as error:  # the program works without its keeper
            self._trouble("stopped", why=f"{type(error).__name__}: {error}")
        finally:
            self._save()
            if self._lock is not None:
                self._lock.release()
            if self._computer is not None:
                self._computer.close()

    # edits

    def _look(self) -> None:
        """Read the folder again where a file of it is new, gone or different."""
        self._looked_at = time.monotonic()
        now = stamps(self._library.folder)
        if now == self._seen:
            return
        while not self._stop.wait(SETTLED) and (later := stamps(self._library.folder)) != now:
            now = later
        self._seen = dict(now)
        self._read_again()
        self._list_missing()

    def _read_again(self) -> None:
        try:
            library = Library.load(self._library.folder, self._library)
        except UserError:
            self._trouble("folder", folder=str(self._library.folder))
            return
        edited = compared(self._library, library)
        known = set(self._library.problems)
        faults = tuple(one for one in library.problems if one not in known)
        self._library = library
        if edited.changed or edited.added or edited.removed:
            self._renew(library)
            self._tell(edited)
            self._keep()
        if faults:
            self._tell(Faulty(faults))

    # vectors

    def _list_missing(self) -> None:
        """What has no vector; what questions are compared with comes first, there is less of it."""
        self._needed = sorted(needed(self._library), key=lambda one: one[0] != "query")
        self._missing = [one for one in self._needed if one not in self._store]
        self._waits_for = [one for one in self._missing if one[0] == "query"]
        if self._missing and self._computer is not None:
            self._say_progress()

    def _may_compute(self) -> bool:
        """Whether it is on us to compute; where it is another program's turn, what that has done is read."""
        if self._computer is None:
            return False
        if self._cache is None:
            self._trouble("no-cache")
            return True
        if self._lock is None or self._lock.held:
            return True
        try:
            ours = self._lock.acquire()
        except OSError as error:
            self._give_up_cache(error)
            return True
        if ours or self._cache_changed():
            self._take_cache()
        if ours:
            for part in self._cache.parent.glob(f".{self._cache.name}.*.part"):  # of one that was killed
                with suppress(OSError):
                    part.unlink()
            self._saved_at = time.monotonic()
        return ours and bool(self._missing)

    def _cache_changed(self) -> bool:
        assert self._cache is not None
        before = self._cache_seen
        with suppress(OSError):
            self._cache_seen = self._cache.stat().st_mtime_ns
        return self._cache_seen != before

    def _take_cache(self) -> None:
        """Read the vectors that are in the cache by now."""
        assert self._cache is not None
        self._store.read(self._cache)
        if flaw := self._store.flaws.get(self._cache):
            self._trouble(flaw, path=str(self._cache))
        self._drop_found()

    def _compute(self) -> bool:
        """Compute some of the missing ones; False where that cannot be done for now."""
        assert self._computer is not None
        kind = self._missing[0][0]
        batch = [text for one, text in self._missing[:BATCH] if one == kind]
        try:
            vectors = self._computer.encode(batch, kind)
        except OSError as error:
            self._failures += 1
            if self._failures >= TRIES and not self._stop.is_set():
                self._computer.close()
                self._computer = None
                self._trouble("no-computer", why=error.strerror or str(error))
            return False
        self._store.add(kind, batch, vectors)
        self._computed = True
        self._failures = 0
        if time.monotonic() - self._saved_at > SAVE_EVERY:
            self._save()
        # Of 16,000 texts to look which are missing still takes 0.04 s, a tenth of computing the batch.
        self._missing = self._missing[len(batch) :]
        self._go_on()
        return True

    def _drop_found(self) -> None:
        """Leave out what another program has computed."""
        self._missing = [one for one in self._missing if one not in self._store]
        self._go_on()

    def _go_on(self) -> None:
        """Go on with what is still missing; where that is nothing, put everything away."""
        self._say_progress()
        if not self._missing or (self._waits_for and all(one in self._store for one in self._waits_for)):
            self._waits_for = []
            self._renew(None)
            self._keep()
        if not self._missing:
            self._save()
            if self._lock is not None:
                self._lock.release()
            if self._computer is not None:
                self._computer.close()

    def _save(self) -> None:
        self._saved_at = time.monotonic()
        if self._cache is None or not self._computed:
            return
        try:
            self._store.save(self._cache, self._needed)
        except OSError as error:
            self._give_up_cache(error)
        self._computed = False

    def _give_up_cache(self, error: OSError) -> None:
        """Go on without a file: the vectors last as long as the program."""
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        path, why = str(self._cache), error.strerror or str(error)
        self._trouble("full" if full else "unwritable", path=path, why=why)
        if self._lock is not None:
            self._lock.release()
        self._cache = self._lock = None
        self._troubles.add("no-cache")

    # news

    def _say_progress(self) -> None:
        self._tell(Progress(len(self._needed) - len(self._missing), len(self._needed)))

    def _trouble(self, code: str, **values: str) -> None:
        if code not in self._troubles:
            self._troubles.add(code)
            self._tell(Trouble(code, tuple(values.items())))
