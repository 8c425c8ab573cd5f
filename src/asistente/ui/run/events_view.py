"""The list of what happens in a run, and the names that a network invents while it learns."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import count

from textual.content import Content

from asistente.language.texts import Texts
from asistente.training.events import Snapshot
from asistente.training.invent import sample_names
from asistente.training.record import RunRecord
from asistente.ui.draw.glyphs import Glyphs
from asistente.ui.draw.numbers import fitted
from asistente.ui.run.happenings import happenings
from asistente.ui.run.views import View

EVERY = 1.5
"""Seconds between two rounds of invented names: as fast as one can read them. A round takes 1 to 14 ms."""
NAMES = 5
KEPT = 8
"""Rounds of names that are remembered; more than are ever shown."""


class EventsView(View):
    """The newest events, the last one at the bottom; how many came before is said where they do not fit."""

    def picture(self, record: RunRecord, snapshot: Snapshot) -> Content:
        """A line each: the step, and what happened."""
        found = happenings(record, self.texts)
        self.tooltip = "\n".join(f"{step}  {line}" for step, line in found) or None
        width, height = self.size.width, self.size.height
        if not found:
            keys = ("none", "none_short") if record.active else ("nothing", "none_short")
            said = [self.texts(f"ui.events.{key}") for key in keys]
            return Content.styled(fitted(said, width, self.glyphs), "$text-muted")
        shown = found[-height:]
        earlier = len(found) - len(shown)
        column = max(len(step) for step, _ in shown)
        lines = []
        for at, (step, line) in enumerate(shown):
            more = f"  {self.texts('ui.events.earlier', count=earlier)}" if earlier and not at else ""
            room = max(0, width - column - 2 - len(more))
            lines.append(
                Content.assemble(
                    (f"{step:>{column}}  ", "$text-muted"),
                    fitted([line, line.partition(". ")[0]], room, self.glyphs),
                    (more, "$text-muted"),
                )
            )
        return Content("\n").join(lines)


class NamesView(View):
    """Names that the network invents, a few every second or so: from babble to names."""

    def __init__(self, texts: Texts, glyphs: Glyphs, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(texts, glyphs)
        self._clock = clock
        self._rounds: list[tuple[int, list[str]]] = []
        self._run = 0
        self._next_at = 0.0
        self._seeds = count(1)

    def show(self, record: RunRecord) -> None:
        """Draw this run. Where it is not of names, the stylesheet hides this and nothing is invented."""
        if self.display and record.config.demo == "names" and record.snapshot is not None:
            self._invent(record, record.snapshot)
        super().show(record)

    def _invent(self, record: RunRecord, snapshot: Snapshot) -> None:
        """Another round, where the last one is long enough ago and the weights are others."""
        if record.run != self._run:
            self._run, self._rounds, self._next_at = record.run, [], 0.0
        last = self._rounds[-1][0] if self._rounds else -1
        ended = not record.active
        if snapshot.step == last or (self._clock() < self._next_at and not ended):
            return
        self._next_at = self._clock() + EVERY
        found = sample_names(record.config, snapshot.weights, NAMES, next(self._seeds))
        if found:
            self._rounds = [*self._rounds[1 - KEPT :], (snapshot.step, found)]

    def picture(self, record: RunRecord, snapshot: Snapshot) -> Content:
        """A line for each of the last rounds, the newest at the bottom."""
        width, texts = self.size.width, self.texts
        rounds = self._rounds[-max(1, self.size.height - 1) :]
        column = max((len(texts.number(step)) for step, _ in rounds), default=0)
        heading = Content.styled(fitted([texts("ui.names.title")], width, self.glyphs), "$text-muted")
        lines = [heading] if self.size.height > 1 else []
        for step, found in rounds:
            # Whole names only: fewer where they do not fit.
            said = [", ".join(name.capitalize() for name in found[:n]) for n in range(len(found), 0, -1)]
            words = fitted(said, max(0, width - column - 2), self.glyphs)
            newest = "bold" if step == rounds[-1][0] else ""
            lines.append(
                Content.assemble((f"{texts.number(step):>{column}}  ", "$text-muted"), (words, newest))
            )
        return Content("\n").join(lines)
