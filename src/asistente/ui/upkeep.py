"""What the keeper of one's own folder tells, on the screen: progress in the title, edits, troubles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen
from textual.timer import Timer

from asistente.ui.stage import Stage
from asistente.ui.title_bar import TitleBar

if TYPE_CHECKING:  # it needs NumPy, which the first screen does without
    from asistente.knowledge.news import Edited, Faulty, News, Progress
    from asistente.knowledge.page import Page

ROOMY = 76
"""Columns from which on the title has room for a sentence, and not for figures alone."""
SHOWN_FOR = 8.0
"""Seconds that an edit is told."""
FEW = 8
"""So little is read before one could read that it is."""


class Upkeep:
    """Takes news of the folder, and lets the parts follow."""

    def __init__(self, screen: Screen[None], stage: Stage) -> None:
        self._screen, self._stage = screen, stage
        self._progress: Progress | None = None
        self._edited: Edited | None = None
        self._clear: Timer | None = None

    async def take(self, news: News) -> None:
        """Show it."""
        from asistente.knowledge.news import Edited, Faulty, Progress

        if isinstance(news, Progress):
            self._progress = news if news.total - news.done >= FEW else None
        elif isinstance(news, Edited):
            await self._follow(news)
        elif isinstance(news, Faulty):
            await self._tell_of(news)
        else:
            await self._stage.dialogue.notice(self._stage.texts(f"upkeep.{news.code}", **dict(news.values)))
        self.show()

    def show(self) -> None:
        """What is going on, in the title: also after a change of width or of language."""
        self._screen.query_one(TitleBar).tell(self._words())

    async def _follow(self, edited: Edited) -> None:
        assistant = await self._stage.dialogue.answerer.assistant()
        await self._stage.parts.renew_topics(assistant.library)
        self._edited = edited
        if self._clear is not None:
            self._clear.stop()
        self._clear = self._screen.set_timer(SHOWN_FOR, self._forget)

    async def _tell_of(self, faulty: Faulty) -> None:
        """One line, however much is wrong."""
        from asistente.knowledge.told import problem_line

        texts, count = self._stage.texts, len(faulty.problems)
        line = problem_line(faulty.problems[0], texts)
        if count > 1:
            folder = (await self._stage.dialogue.answerer.assistant()).library.folder
            line = texts("upkeep.faulty", problem=line, count=texts.number(count - 1), folder=folder)
        await self._stage.dialogue.notice(line)

    def _forget(self) -> None:
        self._edited = None
        self.show()

    def _words(self) -> str:
        texts = self._stage.texts
        if self._edited is not None:
            lists = {
                "changed": self._edited.changed,
                "added": self._edited.added,
                "removed": self._edited.removed,
            }
            return " ".join(self._count(kind, pages) for kind, pages in lists.items() if pages)
        if self._progress is None:
            return ""
        form = "reading" if self._screen.app.size.width >= ROOMY else "reading_short"
        done, total = texts.number(self._progress.done), texts.number(self._progress.total)
        return texts(f"upkeep.{form}", done=done, total=total)

    def _count(self, kind: str, pages: tuple[Page, ...]) -> str:
        return self._stage.texts(f"upkeep.{kind}", count=self._stage.texts.number(len(pages)))
