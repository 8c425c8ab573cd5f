"""The parts of the screen that are not needed at first: the run pane, its strip, and the reader.

They bring NumPy and Textual's Markdown with them, a quarter of a second together, so they are loaded
behind the first screen or when they are first wanted.
"""

from __future__ import annotations

import asyncio
from importlib import import_module
from typing import TYPE_CHECKING

from textual.screen import Screen

from asistente.language.texts import Texts
from asistente.ui.chat.chips import Chips
from asistente.ui.draw.glyphs import Glyphs
from asistente.ui.places import Arrangement

if TYPE_CHECKING:
    from asistente.knowledge.library import Library
    from asistente.training.record import RunRecord
    from asistente.ui.run.aspects import Aspect
    from asistente.ui.run.run_pane import RunPane
    from asistente.ui.run.strip import RunStrip
    from asistente.ui.topics.topics_pane import TopicsPane

LATER = (
    "asistente.assistant.commentary",
    "asistente.ui.chat.answer_view",
    "asistente.ui.run.run_pane",
    "asistente.ui.run.strip",
    "asistente.ui.topics.topics_pane",
)


class Parts:
    """Mounts each part once, when it is wanted, and passes on what concerns it."""

    def __init__(self, screen: Screen[None], texts: Texts, glyphs: Glyphs) -> None:
        self._screen, self._texts, self._glyphs = screen, texts, glyphs
        self._run: RunPane | None = None
        self._strip: RunStrip | None = None
        self._topics: TopicsPane | None = None

    async def load(self) -> None:
        """Import what will be wanted, away from the event loop."""
        for module in LATER:
            await asyncio.to_thread(import_module, module)

    async def open_run(self) -> None:
        """Mount the run pane and its strip."""
        if self._run is not None:
            return
        from asistente.ui.run.run_pane import RunPane
        from asistente.ui.run.strip import RunStrip

        self._run = RunPane(self._texts, self._glyphs, id="run")
        self._strip = RunStrip(self._texts, self._glyphs)
        # Hidden until the grid has a place for them: else they push the prompt out, and it loses the focus.
        self._run.display = self._strip.display = False
        await self._screen.query_one("#body").mount(self._run, after="#left")
        await self._screen.query_one("#bottom").mount(self._strip, before=0)

    async def open_topic(self, library: Library, slug: str | None, anchor: str) -> bool:
        """Mount the reader and open a page; False where there is no such page."""
        if self._topics is None:
            from asistente.ui.topics.topics_pane import TopicsPane

            self._topics = TopicsPane(self._texts, id="topics")
            self._topics.display = False
            await self._screen.query_one("#left").mount(self._topics)
        self._topics.fill(library, self._texts)
        return await self._topics.open(slug, anchor)

    async def renew_topics(self, library: Library) -> None:
        """The pages have changed: the list follows, and the page that is open."""
        if self._topics is not None:
            await self._topics.renew(library, self._texts)

    async def turn_page(self, part: int) -> None:
        """Show another part of the long page that is open."""
        if self._topics is not None:
            await self._topics.turn(part)
            self.focus_topics("#page-scroll")

    @property
    def page_chips(self) -> Chips | None:
        """The links under the page that is open."""
        return self._topics.query_one(Chips) if self._topics is not None else None

    def focus_topics(self, part: str) -> None:
        """Let the arrows move in the list of topics, or scroll the page."""
        if self._topics is not None:
            self._topics.query_one(part).focus()

    def arrange(self, seen: Arrangement, record: RunRecord | None) -> None:
        """Show and hide; what comes into sight catches up with the run."""
        if self._topics is not None:
            self._topics.display = seen.topics
        if self._run is not None and self._strip is not None:
            self._run.display = seen.run
            self._strip.display = record is not None and not seen.run
        if record is not None:
            self.draw_run(record)

    def draw_run(self, record: RunRecord) -> None:
        """Draw the run wherever it is in sight."""
        if self._run is not None:
            self._run.show(record)
        if self._strip is not None and self._strip.display:
            self._strip.show(record)

    def show_aspect(self, aspect: Aspect | None = None) -> None:
        """Show something else of the network that trains; by default the next."""
        if self._run is not None:
            self._run.show_aspect(aspect)

    def translate(self, texts: Texts) -> None:
        """Say everything in another language from now on."""
        self._texts = texts
        if self._run is not None and self._strip is not None:
            self._run.translate(texts)
            self._strip.texts = texts
        if self._topics is not None and self._topics.library is not None:
            self._topics.fill(self._topics.library, texts)
