"""The list of what happens in a run, and the names that a network invents while it learns."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import count

from textual.geometry import Size

from asistente.language.texts import Texts
from asistente.training.events import Snapshot
from asistente.training.invent import sample_names
from asistente.training.record import RunRecord
from asistente.ui.draw.glyphs import Glyphs
from asistente.ui.draw.numbers import fitted
from asistente.ui.draw.picture import Line, Picture
from asistente.ui.run.happenings import happenings
from asistente.ui.run.view import View

EVERY = 1.5
"""Seconds between two rounds of invented names: as fast as one can read them. A round takes 1 to 14 ms."""
NAMES = 5
KEPT = 8
"""Rounds of names that are remembered; more than are ever shown."""


class EventsView(View):
    """The newest events, the last one at the bottom; how many came before is said where they do not fit."""

    def picture(self, record: RunRecord, snapshot: Snapshot, room: Size) -> Picture:
        """A line each: the step, and what happened."""
        found = happenings(record, self.texts)
        tip = "\n".join(f"{step}  {line}" for step, line in found) or None
        if tip != self.tooltip:
            self.tooltip = tip
        width, height = room
        if not found:
            long = "none" if record.active else "loaded" if record.from_file else "nothing"
            keys = (long, "none_short")
            said = [self.texts(f"ui.events.{key}") for key in keys]
            return Picture.of(Line.of((fitted(said, width, self.glyphs), "$text-muted")))
        shown = found[-height:]
        earlier = len(found) - len(shown)
        column = max(len(step) for step, _ in shown)
        lines = []
        for at, (step, line) in enumerate(shown):
            more = f"  {self.texts('ui.events.earlier', count=earlier)}" if earlier and not at else ""
            space = max(0, width - column - 2 - len(more))
            lines.append(
                Line.of(
                    (f"{step:>{column}}  ", "$text-muted"),
                    fitted([line, line.partition(". ")[0]], space, self.glyphs),
                    (more, "$text-muted"),
                )
            )
        return Picture(lines)


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

    def picture(self, record: RunRecord, snapshot: Snapshot, room: Size) -> Picture:
        """A line for each of the last rounds, the newest at the bottom."""
        width, texts = room.width, self.texts
        rounds = self._rounds[-max(1, room.height - 1) :]
        column = max((len(texts.number(step)) for step, _ in rounds), default=0)
        heading = Line.of((fitted([texts("ui.names.title")], width, self.glyphs), "$text-muted"))
        lines = [heading] if room.height > 1 else []
        for step, found in rounds:
            # Whole names only: fewer where they do not fit.
            said = [", ".join(name.capitalize() for name in found[:n]) for n in range(len(found), 0, -1)]
            words = fitted(said, max(0, width - column - 2), self.glyphs)
            newest = "bold" if step == rounds[-1][0] else ""
            lines.append(Line.of((f"{texts.number(step):>{column}}  ", "$text-muted"), (words, newest)))
        return Picture(lines)
