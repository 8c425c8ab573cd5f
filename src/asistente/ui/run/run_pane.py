"""The side pane: one run, from useless random numbers to a network that has learnt."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll

from asistente.language.texts import Texts
from asistente.training.record import RunRecord
from asistente.ui.draw.glyphs import Glyphs
from asistente.ui.run.aspects import (
    ASPECTS,
    Aspect,
    AspectBar,
    AspectTab,
    KnownView,
    NetworkView,
    usual_aspect,
)
from asistente.ui.run.controls import Controls
from asistente.ui.run.events_view import EventsView, NamesView
from asistente.ui.run.frames import Frames
from asistente.ui.run.time_line import TimeLine
from asistente.ui.run.tuning import Tuning
from asistente.ui.run.view import View
from asistente.ui.run.views import ChangeLine, LossView, ProgressView, StatusView, SumsView, WeightsView

LONG = 1_000
"""Points from which on a curve hardly moves from one picture to the next, and is much work to draw."""
SELDOM = (LossView, WeightsView, NetworkView, KnownView)


class RunPane(Vertical):
    """Shows a `RunRecord`."""

    def __init__(self, texts: Texts, glyphs: Glyphs, id: str | None = None) -> None:
        super().__init__(id=id)
        self.glyphs = glyphs
        self.record: RunRecord | None = None
        self._texts = texts
        self._complete = False
        self._views: list[View] = []
        self._aspect: Aspect | None = None
        """What was chosen to be seen of the weights; None: what is usual for the run."""
        # Three times a second is as fast as one can read a long table, and see a long curve grow.
        self._seldom = Frames(self, self._show_long, every=0.25, grace=0.1)

    def compose(self) -> ComposeResult:
        """Status and progress on top, curve and sums, events, weights below, the controls last."""
        texts = self._texts
        yield StatusView(texts, self.glyphs)
        yield ProgressView(texts, self.glyphs)
        with Container(id="pictures"):
            yield LossView(texts, self.glyphs)
            yield SumsView(texts, self.glyphs)
        yield EventsView(texts, self.glyphs)
        yield NamesView(texts, self.glyphs)
        yield ChangeLine(texts, self.glyphs)
        yield TimeLine(texts, self.glyphs)
        yield AspectBar(texts)
        with Container(id="aspects"):
            with VerticalScroll(id="weights-scroll"):
                yield WeightsView(texts, self.glyphs)
            yield NetworkView(texts, self.glyphs)
            yield KnownView(texts, self.glyphs)
        yield Tuning(texts, self.glyphs)
        yield Controls(texts)

    def on_mount(self) -> None:
        """Catch up with what came while the parts were being made."""
        self._complete = True
        self._views = [view for view in self.query(View) if not isinstance(view, SELDOM)]
        if self.record is not None:
            self.show(self.record)

    def show(self, record: RunRecord) -> None:
        """Draw this run as it stands now; nothing is drawn while the pane is hidden."""
        self.record = record
        if not self.display or not self._complete:
            return
        self.set_class(record.config.demo == "names", "-names")
        self.set_class(record.looks_back, "-back")
        self._arrange(record)
        for view in self._views:
            view.show(record)
        if len(record.history) < LONG:
            self.query_one(LossView).show(record)
        self._seldom.request()
        self.query_one(Tuning).show(record)
        self.query_one(Controls).show(record)

    def show_aspect(self, aspect: Aspect | None = None) -> None:
        """Show this below the curve; by default what comes after what is seen."""
        if self.record is None:
            return
        seen = self._aspect or usual_aspect(self.record.config)
        self._aspect = aspect or ASPECTS[(ASPECTS.index(seen) + 1) % len(ASPECTS)]
        self._arrange(self.record)
        self._seldom.request()

    @on(AspectTab.Chosen)
    def choose_aspect(self, event: AspectTab.Chosen) -> None:
        """A click on one of the names."""
        event.stop()
        self.show_aspect(event.aspect)

    def _arrange(self, record: RunRecord) -> None:
        """Give what is looked at its place."""
        aspect = self._aspect or usual_aspect(record.config)
        for one in ASPECTS:
            self.set_class(one == aspect, f"-{one}")
        self.query_one(AspectBar).show(aspect)

    def _show_long(self) -> None:
        """Draw what is much work, where it is in sight."""
        if self.record is None:
            return
        self.query_one(LossView).show(self.record)
        for view in self.query("#aspects View").results(View):
            # The weights are hidden with what scrolls them.
            if view.display and view.parent is not None and view.parent.display:
                view.show(self.record)

    def on_resize(self) -> None:
        """What comes into sight with the room catches up."""
        self._seldom.request()

    def translate(self, texts: Texts) -> None:
        """Say everything in another language from now on."""
        self._texts = texts
        for view in self.query(View):
            view.translate(texts)
        self.query_one(AspectBar).translate(texts)
        self.query_one(Tuning).translate(texts)
        self.query_one(Controls).translate(texts)
