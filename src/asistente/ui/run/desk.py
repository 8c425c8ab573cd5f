"""What happens to the run on the screen: it is started and steered, its news is drawn and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message_pump import MessagePump

from asistente.ui.chat.dialogue import Dialogue
from asistente.ui.parts import Parts
from asistente.ui.run.controller import RunController
from asistente.ui.run.frames import Frames
from asistente.ui.sight import Sight

if TYPE_CHECKING:
    from asistente.training.config import RunConfig


class RunDesk:
    """Between the worker's news and what is seen and said of them."""

    def __init__(
        self, owner: MessagePump, runs: RunController, dialogue: Dialogue, parts: Parts, sight: Sight
    ) -> None:
        self.runs = runs
        self._dialogue, self._parts, self._sight = dialogue, parts, sight
        self._frames = Frames(owner, self._draw)

    async def start(self, config: RunConfig) -> None:
        """Begin a run and bring it into sight."""
        try:
            self.runs.start(config)
        except OSError as error:
            texts = self._dialogue.texts
            await self._dialogue.notice(texts("ui.error.worker", error=error.strerror or str(error)))
            return
        await self._sight.open_run()

    async def take_news(self) -> None:
        """The worker has sent something: draw it once, and say in the chat what is worth saying."""
        news = self.runs.take_news()
        record = self.runs.record
        if not news or record is None:
            return
        from asistente.training.events import RunFinished, WorkerLost

        self._frames.request()
        ends = [event for event in news if isinstance(event, RunFinished | WorkerLost)]
        for event in ends:
            if isinstance(event, RunFinished):
                from asistente.assistant.commentary import report

                await self._dialogue.say(report(event, record.config, self._dialogue.texts.language))
            else:
                await self._dialogue.notice(self._dialogue.texts("ui.error.worker_lost"))
        if ends:
            self._sight.something_said()

    async def press(self, control: str) -> None:
        """A button or a key of the run."""
        if not self.runs.press(control):
            await self._dialogue.notice(self._dialogue.texts("ui.error.no_run"))
        elif control == "reset":
            self._frames.request()

    def _draw(self) -> None:
        if self.runs.record is not None:
            self._parts.draw_run(self.runs.record)
