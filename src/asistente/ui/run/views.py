"""The parts of the run pane, from the top down."""

from __future__ import annotations

from textual.errors import NoWidget
from textual.geometry import Size

from asistente.training.events import Snapshot
from asistente.training.model import answers, weight_names
from asistente.training.record import RunRecord
from asistente.ui.draw.bar import draw_bar
from asistente.ui.draw.loss_curve import CurveLabels, draw_loss
from asistente.ui.draw.picture import Line, Picture
from asistente.ui.draw.sums import Group, draw_sums
from asistente.ui.draw.weights import MOST, NAME, draw_weights
from asistente.ui.run.happenings import happening_steps
from asistente.ui.run.view import View
from asistente.ui.run.wording import change_sentence, goal_line, progress_note, status_line, title_line


class StatusView(View):
    """What is trained, whether it runs, the step and the losses: two lines."""

    def blank(self, room: Size) -> Picture:
        """The name of the run while its worker starts."""
        if self.record is None:
            return Picture(Line.of(self.texts("ui.run.empty")).wrapped(room.width))
        return Picture(title_line(self.record, self.texts, self.glyphs, room.width).wrapped(room.width))

    def picture(self, record: RunRecord, snapshot: Snapshot, room: Size) -> Picture:
        """Name and state; step, losses and rate."""
        texts, glyphs, width = self.texts, self.glyphs, room.width
        title = title_line(record, texts, glyphs, width).wrapped(width)
        return Picture([*title, status_line(record, snapshot, texts, glyphs, width)])


class ProgressView(View):
    """The way to the stop rule and the time left; the rule itself, or how the run ended: two lines."""

    def picture(self, record: RunRecord, snapshot: Snapshot, room: Size) -> Picture:
        """A bar with the percentage and the time left; the rule or the outcome below."""
        texts, width = self.texts, room.width
        bar = draw_bar(snapshot.progress, width, progress_note(record, texts), self.glyphs)
        goal = goal_line(record, snapshot, texts, self.glyphs, width)
        return Picture.of(bar, Line.of((goal, "$text-muted")))


class LossView(View):
    """The loss curve. A click changes the axis of the steps between logarithmic and even."""

    even_steps = False

    def on_click(self) -> None:
        """Look at the same run on the other axis."""
        self.even_steps = not self.even_steps
        self.redraw()

    def picture(self, record: RunRecord, snapshot: Snapshot, room: Size) -> Picture:
        """Both losses over the steps."""
        texts = self.texts
        labels = CurveLabels(
            title=texts("ui.curve.title"),
            train=texts("ui.curve.train"),
            test=texts("ui.curve.test"),
            step=texts("ui.curve.step"),
            before=texts("ui.curve.before"),
            waiting=texts("ui.curve.waiting"),
            number=texts.number,
        )
        before = record.before.history if record.before is not None and record.beside else None
        return draw_loss(
            record.history,
            room.width,
            room.height,
            labels,
            self.glyphs,
            self.even_steps,
            before,
            snapshot.step if record.looks_back else None,
            happening_steps(record, texts),
        )


class SumsView(View):
    """The network's answers beside the truth, in three groups."""

    def picture(self, record: RunRecord, snapshot: Snapshot, room: Size) -> Picture:
        """Practised samples, samples it never saw, and samples beyond its range."""
        texts, glyphs = self.texts, self.glyphs
        found = answers(record.config, snapshot.weights)
        kinds = (
            ("seen", glyphs.seen, "$text-primary"),
            ("unseen", glyphs.unseen, "$text-warning"),
            ("outside", glyphs.outside, "$text-secondary"),
        )
        groups = [
            Group(
                sign,
                texts(f"ui.sums.{kind}"),
                style,
                [answer for answer in found if answer.sample.kind == kind],
            )
            for kind, sign, style in kinds
        ]
        return draw_sums(groups, room.width, room.height, glyphs)

    @property
    def room(self) -> Size:
        """Its size without what its container cuts off below: a low one is shorter than its parts."""
        size = self.size
        try:
            seen = self.screen.find_widget(self).visible_region.height
        except NoWidget:  # it is not laid out yet
            seen = 0
        return Size(size.width, min(size.height, seen) if seen else size.height)


class ChangeLine(View):
    """How much the last step moved the weights, in words."""

    def picture(self, record: RunRecord, snapshot: Snapshot, room: Size) -> Picture:
        """One sentence with thousandths or millionths."""
        return Picture(change_sentence(snapshot, self.texts).wrapped(room.width))


class WeightsView(View):
    """Weights and their last change: all of a small network, the first of a large one."""

    _laid_out: tuple[int, bool] | None = None

    def show(self, record: RunRecord) -> None:
        """Draw this run; the first table of a run is as high as its network asks for."""
        self.record = record
        now = (record.run, record.shown is not None)
        if now == self._laid_out:
            self.redraw()
        else:
            self._laid_out = now
            self.renew(layout=True)

    def picture(self, record: RunRecord, snapshot: Snapshot, room: Size) -> Picture:
        """The whole table; the pane scrolls it."""
        texts = self.texts
        headings = (texts("ui.weights.name"), texts("ui.weights.value"), texts("ui.weights.change"))
        names = [self._named(name) for name in weight_names(record.config, MOST)]
        left_out = len(snapshot.weights) - len(names)
        more = texts("ui.weights.more", count=texts.number(left_out)) if left_out else ""
        return draw_weights(names, snapshot.weights, snapshot.change, room.width, headings, more, self.glyphs)

    def _named(self, name: str) -> str:
        """A weight's name in the reader's language; "bias" may be too long a word there."""
        if not name.endswith(" bias"):
            return name
        unit, word = name.removesuffix("bias"), self.texts("ui.weights.bias")
        return unit + (word if len(unit + word) <= NAME + 1 else f"{word[:3]}.")
