"""Replies off the event loop: one thread that opens the assistant, warms it up, and answers in turn."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # loading the assistant takes longer than showing the first screen
    from asistente.assistant.assistant import Assistant
    from asistente.assistant.conversation import Conversation
    from asistente.assistant.reply import Reply
    from asistente.assistant.run_view import RunView
    from asistente.knowledge.keeper import Keeper
    from asistente.knowledge.news import News
    from asistente.knowledge.search import Notice
    from asistente.language.detect import Language

GREETED = 0.3
"""Seconds between opening and warming up: the greeting of one's own pages is painted first."""


class Answerer:
    """Holds the assistant and the conversation; every call to them runs on its own single thread."""

    def __init__(
        self, open_assistant: Callable[[], Assistant], on_news: Callable[[News], None] | None = None
    ) -> None:
        """`on_news`: who hears what becomes of the person's own folder, on a thread; None without one."""
        self._open_assistant, self._on_news = open_assistant, on_news
        self.loading: Callable[[], AbstractContextManager[None]] = nullcontext
        """What is made ready is made ready within this."""
        self._ready: asyncio.Future[None] | None = None
        self._keeper: Keeper | None = None
        self._closed = False
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="answerer")
        self._opened: asyncio.Future[Assistant] | None = None
        self._conversation: Conversation | None = None

    async def assistant(self) -> Assistant:
        """The assistant, opened on first use. Raises UserError where its folder cannot be read."""
        if self._opened is None:
            loop = asyncio.get_running_loop()
            self._opened = loop.run_in_executor(self._thread, self._open_assistant)
            self._opened.add_done_callback(self._warm_up)
        return await asyncio.shield(self._opened)

    async def reply(self, text: str, run: RunView | None) -> Reply:
        """The reply to a turn, with what was said before and the run on the screen."""
        assistant = await self.assistant()
        return await asyncio.get_running_loop().run_in_executor(
            self._thread, self._reply, assistant, text, run
        )

    async def search_notice(self, language: Language) -> Notice | None:
        """Why there is less than full search by meaning; None where nothing is, or it is being seen to."""
        assistant = await self.assistant()
        if self._ready is not None:
            await asyncio.wait([self._ready])
        loop = asyncio.get_running_loop()
        lack = await loop.run_in_executor(self._thread, lambda: assistant.searcher.notice(language))
        return lack if self._keeper is None or lack == "no-model" else None

    def forget(self) -> None:
        """Begin a new conversation."""
        self._conversation = None

    def close(self) -> None:
        """Start nothing more."""
        self._closed = True
        if self._keeper is not None:
            self._keeper.close()
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _warm_up(self, opened: asyncio.Future[Assistant]) -> None:
        if not opened.cancelled() and opened.exception() is None:
            self._ready = asyncio.ensure_future(self._make_ready(opened.result()))

    async def _make_ready(self, assistant: Assistant) -> None:
        await asyncio.sleep(GREETED)
        await asyncio.get_running_loop().run_in_executor(self._thread, self._make_ready_now, assistant)

    def _make_ready_now(self, assistant: Assistant) -> None:
        with self.loading():
            assistant.warm_up()
        if not assistant.own:  # what is made of somebody's own pages is kept by their keeper
            with suppress(OSError):
                assistant.keep()
        if self._on_news is None or self._closed:
            return
        from asistente.assistant.upkeep import keeper_of

        self._keeper = keeper_of(assistant, self._on_news)
        if self._keeper is not None:
            self._keeper.start()

    def _reply(self, assistant: Assistant, text: str, run: RunView | None) -> Reply:
        from asistente.assistant.conversation import Conversation

        if self._conversation is None:
            self._conversation = Conversation()
        return assistant.reply(text, self._conversation, run)
