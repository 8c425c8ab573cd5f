"""What keeps the assistant up to date with somebody's own folder while the app runs."""

from __future__ import annotations

from collections.abc import Callable

from asistente.assistant.assistant import Assistant
from asistente.knowledge.encoding import EncodingProcess
from asistente.knowledge.index import cache_file
from asistente.knowledge.keeper import Keeper
from asistente.knowledge.news import News
from asistente.storage.folders import cache_folder


def keeper_of(assistant: Assistant, tell: Callable[[News], None]) -> Keeper | None:
    """The keeper of an assistant that is warmed up; None for the shipped pages, which come with vectors.

    `tell` is called on the keeper's thread.
    """
    if not assistant.own:
        return None
    computer = EncodingProcess() if assistant.searcher.encoder is not None else None
    cache = cache_file(cache_folder(), assistant.library.folder)
    return Keeper(assistant.library, assistant.store, cache, assistant.renew, tell, computer)
