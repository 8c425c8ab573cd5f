"""The course of the conversation: turns wait their turn, are answered off the event loop, and are shown."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import log

from asistente.assistant.greeting import greeting
from asistente.assistant.reply import Reply, Suggestion
from asistente.language.errors import UserError
from asistente.language.texts import Texts
from asistente.ui.chat.answerer import Answerer
from asistente.ui.chat.conversation_view import ConversationView
from asistente.ui.chat.entries import Aside, Notice, Question
from asistente.ui.chat.prompt import Prompt
from asistente.ui.chat.replies import answer_of, greeting_of

if TYPE_CHECKING:
    from asistente.assistant.remarks import Remark
    from asistente.assistant.run_view import RunView


class Dialogue:
    """What is said between a person and the assistant. Typing is never blocked: turns queue up."""

    def __init__(
        self,
        answerer: Answerer,
        texts: Texts,
        run_view: Callable[[], Awaitable[RunView | None]],
        before_saying: Callable[[Reply], Awaitable[Reply]],
        on_reply: Callable[[Reply], Awaitable[None]],
        own_pages: bool,
    ) -> None:
        self.answerer, self.texts, self.own_pages = answerer, texts, own_pages
        self.busy = False
        """Whether a turn is being answered. The one flag for it."""
        self._run_view, self._before_saying, self._on_reply = run_view, before_saying, on_reply
        self._turns: asyncio.Queue[str] = asyncio.Queue()
        self.view = ConversationView(id="conversation")
        self.prompt = Prompt(texts, id="prompt")

    @property
    def at_rest(self) -> bool:
        """Whether everything that was said has been answered."""
        return not self.busy and self._turns.empty()

    async def prepare(self) -> None:
        """Open the assistant ahead of the first question, and say what it lacks."""
        try:
            await self.answerer.assistant()
            if self.own_pages:
                await self.begin()
        except UserError as error:
            await self.notice(self.texts.error(error))
        else:
            lack = await self.answerer.search_notice(self.texts.language)
            if lack is not None:
                await self.notice(self.texts(f"notices.{lack}"))

    async def begin(self) -> None:
        """An empty conversation with the greeting; that of one's own pages waits until they are read."""
        reply = greeting(self.texts.language)
        if self.own_pages:
            reply = (await self.answerer.assistant()).greeting()
        await self.view.clear()
        await self.view.add(greeting_of(reply))

    async def begin_again(self) -> None:
        """Forget what was said."""
        self.answerer.forget()
        await self.begin()

    def ask(self, text: str) -> None:
        """Put a turn in the queue."""
        self._turns.put_nowait(text)

    async def note(self, question: str) -> None:
        """Show what was chosen, where nothing is to be answered."""
        await self.view.add(Question(question))

    async def notice(self, text: str) -> None:
        """One line of the program itself."""
        await self.view.add(Notice(text))

    async def say(self, reply: Reply) -> None:
        """Show a reply with its source."""
        title = None
        if reply.topic is not None:
            page = (await self.answerer.assistant()).library.page(reply.topic, reply.language)
            title = page.title if page else None
        await self.view.add(answer_of(reply, title))

    async def remark(self, made: Remark) -> None:
        """Show a remark on the run, with the page that explains it where these pages have one."""
        page = None
        with suppress(UserError):  # without pages there is nothing to link to, and that was said already
            page = (await self.answerer.assistant()).library.page(made.page, self.texts.language)
        link = Suggestion(f"↳ {page.title}", f"topic:{page.slug}") if page is not None else None
        await self.view.add(Aside(made.text, link))

    async def run(self) -> None:
        """Answer one turn after the other, for as long as the app lives."""
        while True:
            text = await self._turns.get()
            self.busy = True
            self.prompt.add_class("-busy")
            try:
                await self.note(text)
                replies = await self.answerer.reply(text, await self._run_view())
                for reply in replies.parts:
                    done = await self._before_saying(reply)
                    await self.say(done)
                    await self._on_reply(done)
            except UserError as error:
                await self.notice(self.texts.error(error))
            except Exception as error:  # one bad turn must not end the conversation
                log.error(error)
                await self.notice(self.texts("ui.error.reply", error=type(error).__name__))
            finally:
                self.busy = False
                self.prompt.remove_class("-busy")

    def translate(self, texts: Texts) -> None:
        """Go on in another language."""
        self.texts = texts
        self.prompt.translate(texts)
