"""What happens to the run on the screen: it is started and steered, its news is drawn and told."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from textual.message_pump import MessagePump
from textual.timer import Timer

from asistente.language.errors import UserError
from asistente.ui.chat.dialogue import Dialogue
from asistente.ui.chat.entries import Aside
from asistente.ui.parts import Parts
from asistente.ui.run.controller import RunController
from asistente.ui.run.frames import Frames
from asistente.ui.run.time_travel import TimeTravel
from asistente.ui.sight import Sight

if TYPE_CHECKING:
    from asistente.assistant.guessing import Guess
    from asistente.assistant.remarks import Remarks
    from asistente.assistant.reply import Suggestion
    from asistente.training.config import RunConfig
    from asistente.training.events import Event, RunFinished
    from asistente.training.record import RunRecord
    from asistente.training.saved import SavedNetwork


class RunDesk:
    """Between the worker's news and what is seen and said of them."""

    def __init__(
        self, owner: MessagePump, runs: RunController, dialogue: Dialogue, parts: Parts, sight: Sight
    ) -> None:
        self.runs = runs
        self._owner, self._dialogue, self._parts, self._sight = owner, dialogue, parts, sight
        self._frames = Frames(owner, self._draw)
        self._next_remark: Timer | None = None
        self.time = TimeTravel(owner, runs, self._frames.request)
        self.remedy: Suggestion | None = None
        """The run that sets right the one that has just diverged."""
        self.guess: Guess | None = None
        """What was foretold of the run that goes on."""

    @cached_property
    def remarks(self) -> Remarks:
        """What is said of a run while it trains; there is nothing to say before the first."""
        from asistente.assistant.remarks import Remarks

        return Remarks()

    async def start(self, config: RunConfig, beside: bool = False, guess: Guess | None = None) -> None:
        """Begin a run and bring it into sight.

        `beside` the one before, to be compared with it at the end; `guess`: what was foretold of it.
        """
        before = self.runs.record.config if self.runs.record is not None else None
        self.remedy, self.guess = None, guess
        try:
            self.runs.start(config, beside)
        except OSError as error:
            await self._say_no_worker(error)
            return
        self.remarks.begin()
        await self._sight.open_run()
        await self._say_notes(config, before)

    async def show_saved(self, saved: SavedNetwork) -> None:
        """Put a network from a file in place of the run, and bring it into sight."""
        self.remarks.end()
        self.remedy = self.guess = None
        self.runs.show_saved(saved)
        await self._sight.open_run()
        self._frames.request()

    async def go_on(self) -> None:
        """Train on with the weights of the run that has ended."""
        try:
            going = self.runs.go_on()
        except OSError as error:
            await self._say_no_worker(error)
            return
        if going:
            self.remarks.begin()
            await self._sight.open_run()

    async def _say_no_worker(self, error: OSError) -> None:
        texts = self._dialogue.texts
        await self._dialogue.notice(texts("ui.error.worker", error=error.strerror or str(error)))

    async def _say_notes(self, config: RunConfig, before: RunConfig | None) -> None:
        """What was made of a table, once for each table: nothing is left out or filled in silence."""
        from asistente.ui.run.wording import notes_text

        if config.task.notes and (before is None or before.options != config.options):
            await self._dialogue.view.add(Aside(notes_text(config.task.notes, self._dialogue.texts)))
            self._sight.something_said()

    async def take_news(self) -> None:
        """The worker has sent something: draw it once, and say in the chat what is worth saying."""
        news = self.runs.take_news()
        record = self.runs.record
        if not news or record is None:
            return
        self._frames.request()
        await self._say_ends(news, record)
        await self._say_remarks(news, record.config)

    async def _say_ends(self, news: Sequence[Event], record: RunRecord) -> None:
        from asistente.training.events import RunFinished, RunRefused, WorkerLost

        for event in news:
            if isinstance(event, RunFinished):
                await self._report(event, record)
            elif isinstance(event, WorkerLost):
                await self._dialogue.notice(self._dialogue.texts("ui.error.worker_lost"))
            elif isinstance(event, RunRefused):
                error = UserError(event.code, **event.values)
                await self._dialogue.notice(self._dialogue.texts.error(error))
            else:
                continue
            self.remarks.end()
            self._sight.something_said()

    async def _report(self, event: RunFinished, record: RunRecord) -> None:
        from asistente.assistant.commentary import report

        language = self._dialogue.texts.language
        # Of a run that diverged a rate is looked for with which it learns: not on the event loop.
        reply = await asyncio.to_thread(report, event, record.config, language, record.rate_changes)
        if event.reason == "diverged" and self.runs.record is record:
            self.remedy = next((one for one in reply.suggestions if one.target.startswith("demo:")), None)
        if record.beside:
            reply = replace(reply, text=f"{reply.text}\n\n{self._compared()}")
        if self.guess is not None and self.runs.record is record:
            reply = replace(reply, text=f"{reply.text}\n\n{self._scored(self.guess, event)}")
            self.guess = None
        await self._dialogue.say(reply)

    def _compared(self) -> str:
        from asistente.assistant.compare_runs import compared

        run = self.runs.view()
        assert run is not None and run.before is not None
        return compared(run.before, run, self._dialogue.texts.language)

    def _scored(self, guess: Guess, event: RunFinished) -> str:
        from asistente.assistant.guessing import scored

        run = self.runs.view()
        assert run is not None
        return scored(guess, event.reason, event.snapshot.step, run, self._dialogue.texts)

    def show_beside(self) -> None:
        """Show the curve of the run before with this one's."""
        record = self.runs.record
        if record is not None and record.before is not None:
            record.beside = True
            self._frames.request()

    async def _say_remarks(self, news: Sequence[Event], config: RunConfig) -> None:
        from asistente.assistant.remarks import worth_telling
        from asistente.training.events import Noticed

        record = self.runs.record
        for event in news:
            # After the end its report speaks, also of what came with the same news.
            if isinstance(event, Noticed) and worth_telling(event.sign, config) and record and record.active:
                self.remarks.notice(event.sign)
        await self._remark()

    async def _remark(self) -> None:
        """Say what is due; come again when the next one is."""
        record = self.runs.record
        sign = self.remarks.take()
        if sign is not None and record is not None:
            from asistente.assistant.remarks import remark

            await self._dialogue.remark(remark(sign, record.config, self._dialogue.texts))
            self._sight.something_said()
        wait = self.remarks.wait
        if self._next_remark is not None:
            self._next_remark.stop()
        self._next_remark = None if wait is None else self._owner.set_timer(wait + 0.01, self._remark)

    def silence(self, silent: bool) -> None:
        """Say nothing of a run while it trains; or say it again."""
        self.remarks.silence(silent)

    async def press(self, control: str) -> None:
        """A button or a key of the run."""
        if not self.runs.press(control):
            key = "no_run" if self.runs.record is None else "over"
            await self._dialogue.notice(self._dialogue.texts(f"ui.error.{key}"))
        elif control == "reset":
            self.remarks.begin()
            self._frames.request()

    def _draw(self) -> None:
        if self.runs.record is not None:
            self._parts.draw_run(self.runs.record)
