"""What keeps the assistant up to date with somebody's own folder while the app runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from asistente.assistant.assistant import Assistant
from asistente.knowledge.encoding import EncodingProcess
from asistente.knowledge.index import cache_file
from asistente.knowledge.keeper import Keeper
from asistente.knowledge.news import News, Trouble
from asistente.storage.folders import cache_folder


def keeper_of(assistant: Assistant, tell: Callable[[News], None]) -> Keeper | None:
    """The keeper of an assistant that is warmed up; None for the shipped pages, which come with vectors.

    `tell` is called on the keeper's thread.
    """
    if not assistant.own:
        return None
    computer = EncodingProcess() if assistant.searcher.encoder is not None else None
    cache = cache_file(cache_folder(), assistant.library.folder)
    keep = Keeping(assistant, tell)
    return Keeper(assistant.library, assistant.store, cache, assistant.renew, tell, computer, keep=keep)


class Keeping:
    """Keeps what was made of the pages for the next start, and tells what is wrong with that, once."""

    def __init__(self, assistant: Assistant, tell: Callable[[News], None]) -> None:
        self._assistant, self._tell = assistant, tell
        self._told: set[tuple[str, Path | None]] = set()

    def __call__(self) -> None:
        """Write what the cache lacks."""
        for path, flaw in self._assistant.kept.flaws().items():
            self._trouble(f"pages-{flaw}", path)
        try:
            self._assistant.keep()
        except OSError as error:
            self._trouble("pages-unwritable", cache_folder(), why=error.strerror or str(error))

    def _trouble(self, code: str, path: Path | None, **values: str) -> None:
        if (code, path) not in self._told:
            self._told.add((code, path))
            self._tell(Trouble(code, (("path", str(path)), *values.items())))
