"""The side pane: one run, from useless random numbers to a network that adds."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical, VerticalScroll
from textual.reactive import reactive

from asistente.language.texts import Texts
from asistente.training.record import RunRecord
from asistente.ui.draw.glyphs import Glyphs
from asistente.ui.run.controls import ControlPressed, Controls
from asistente.ui.run.views import ChangeLine, LossView, ProgressView, StatusView, SumsView, View, WeightsView


class RunPane(Vertical):
    """Shows a `RunRecord`; what is pressed here goes up as `ControlPressed`."""

    BINDINGS = [
        Binding("space", "press('pause')", show=False),
        Binding("full_stop", "press('step')", show=False),
        Binding("minus", "press('slower')", show=False),
        Binding("plus", "press('faster')", show=False),
        Binding("r", "press('reset')", show=False),
        Binding("x", "press('stop')", show=False),
    ]

    shown_texts: reactive[Texts | None] = reactive(None)

    def __init__(self, texts: Texts, glyphs: Glyphs, id: str | None = None) -> None:
        super().__init__(id=id)
        self.glyphs = glyphs
        self.record: RunRecord | None = None
        self.set_reactive(RunPane.shown_texts, texts)

    def compose(self) -> ComposeResult:
        """Status and progress on top, curve and sums, the weights below, the controls last."""
        texts = self.shown_texts
        assert texts is not None
        yield StatusView(texts, self.glyphs)
        yield ProgressView(texts, self.glyphs)
        with Container(id="pictures"):
            yield LossView(texts, self.glyphs)
            yield SumsView(texts, self.glyphs)
        yield ChangeLine(texts, self.glyphs)
        with VerticalScroll(id="weights-scroll"):
            yield WeightsView(texts, self.glyphs)
        yield Controls(texts)

    def show(self, record: RunRecord) -> None:
        """Draw this run as it stands now; nothing is drawn while the pane is hidden."""
        self.record = record
        if not self.display:
            return
        for view in self.query(View):
            view.show(record)
        self.query_one(Controls).show(record)

    def watch_display(self) -> None:
        """Catch up with what happened while nobody looked."""
        if self.record is not None and self.is_mounted:
            self.show(self.record)

    def watch_shown_texts(self, texts: Texts | None) -> None:
        """Say everything in another language from now on."""
        if texts is None or not self.is_mounted:
            return
        for view in self.query(View):
            view.texts = texts
            view.refresh(layout=True)
        self.query_one(Controls).translate(texts)

    def action_press(self, control: str) -> None:
        """A key of the pane: the same as the button."""
        self.post_message(ControlPressed(control))
