"""The parts of the run pane: each turns a `RunRecord` and its own size into a picture."""

from __future__ import annotations

from textual.content import Content
from textual.errors import NoWidget
from textual.widget import Widget

from asistente.language.texts import Texts
from asistente.training.events import Snapshot
from asistente.training.model import answers, weight_names
from asistente.training.record import RunRecord
from asistente.ui.draw.bar import draw_bar
from asistente.ui.draw.glyphs import Glyphs
from asistente.ui.draw.loss_curve import CurveLabels, draw_loss
from asistente.ui.draw.sums import Group, draw_sums
from asistente.ui.draw.weights import MOST, NAME, draw_weights
from asistente.ui.run.wording import change_sentence, goal_line, progress_note, status_line, title_line


class View(Widget):
    """A picture of a run. It is redrawn when a record is shown, and not otherwise."""

    def __init__(self, texts: Texts, glyphs: Glyphs) -> None:
        super().__init__()
        self.texts = texts
        self.glyphs = glyphs
        self.record: RunRecord | None = None

    def show(self, record: RunRecord) -> None:
        """Draw this run as it stands now."""
        self.record = record
        self.refresh()

    def render(self) -> Content:
        """The picture at the present size; empty before the first snapshot."""
        record = self.record
        if record is None or record.snapshot is None or not self.size.width:
            return self.blank()
        return self.picture(record, record.snapshot)

    def blank(self) -> Content:
        """What stands here before there is anything to show."""
        return Content("")

    def picture(self, record: RunRecord, snapshot: Snapshot) -> Content:
        """The picture of a run at a snapshot."""
        raise NotImplementedError


class StatusView(View):
    """What is trained, whether it runs, the step and the losses: two lines."""

    def blank(self) -> Content:
        """The name of the run while its worker starts."""
        if self.record is None:
            return Content(self.texts("ui.run.empty"))
        return title_line(self.record, self.texts, self.glyphs, self.size.width)

    def picture(self, record: RunRecord, snapshot: Snapshot) -> Content:
        """Name and state; step, losses and rate."""
        texts, glyphs, width = self.texts, self.glyphs, self.size.width
        title = title_line(record, texts, glyphs, width)
        return Content("\n").join([title, status_line(record, snapshot, texts, glyphs, width)])


class ProgressView(View):
    """The way to the stop rule and the time left; the rule itself, or how the run ended: two lines."""

    def picture(self, record: RunRecord, snapshot: Snapshot) -> Content:
        """A bar with the percentage and the time left; the rule or the outcome below."""
        texts, width = self.texts, self.size.width
        bar = draw_bar(snapshot.progress, width, progress_note(record, texts), self.glyphs)
        goal = goal_line(record, snapshot, texts, self.glyphs, width)
        return Content("\n").join([bar, Content.styled(goal, "$text-muted")])


class LossView(View):
    """The loss curve. A click changes the axis of the steps between logarithmic and even."""

    even_steps = False

    def on_click(self) -> None:
        """Look at the same run on the other axis."""
        self.even_steps = not self.even_steps
        self.refresh()

    def picture(self, record: RunRecord, snapshot: Snapshot) -> Content:
        """Both losses over the steps."""
        texts = self.texts
        labels = CurveLabels(
            title=texts("ui.curve.title"),
            train=texts("ui.curve.train"),
            test=texts("ui.curve.test"),
            step=texts("ui.curve.step"),
            waiting=texts("ui.curve.waiting"),
            number=texts.number,
        )
        size = self.size
        return draw_loss(record.history, size.width, size.height, labels, self.glyphs, self.even_steps)


class SumsView(View):
    """The network's answers beside the truth, in three groups."""

    def picture(self, record: RunRecord, snapshot: Snapshot) -> Content:
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
        return draw_sums(groups, self.size.width, self._rows_in_sight(), glyphs)

    def _rows_in_sight(self) -> int:
        """Its height without what its container cuts off: a low one is shorter than its parts."""
        try:
            seen = self.screen.find_widget(self).visible_region.height
        except NoWidget:  # it is not laid out yet
            seen = 0
        return min(self.size.height, seen) if seen else self.size.height


class ChangeLine(View):
    """How much the last step moved the weights, in words."""

    def picture(self, record: RunRecord, snapshot: Snapshot) -> Content:
        """One sentence with thousandths or millionths."""
        return change_sentence(snapshot, self.texts)


class WeightsView(View):
    """Weights and their last change: all of a small network, the first of a large one."""

    _laid_out: tuple[int, bool] | None = None

    def show(self, record: RunRecord) -> None:
        """Draw this run; the first table of a run is as high as its network asks for."""
        self.record = record
        now = (record.run, record.snapshot is not None)
        self.refresh(layout=now != self._laid_out)
        self._laid_out = now

    def picture(self, record: RunRecord, snapshot: Snapshot) -> Content:
        """The whole table; the pane scrolls it."""
        texts = self.texts
        headings = (texts("ui.weights.name"), texts("ui.weights.value"), texts("ui.weights.change"))
        names = [self._named(name) for name in weight_names(record.config, MOST)]
        left_out = len(snapshot.weights) - len(names)
        more = texts("ui.weights.more", count=texts.number(left_out)) if left_out else ""
        return draw_weights(
            names, snapshot.weights, snapshot.change, self.size.width, headings, more, self.glyphs
        )

    def _named(self, name: str) -> str:
        """A weight's name in the reader's language; "bias" may be too long a word there."""
        if not name.endswith(" bias"):
            return name
        unit, word = name.removesuffix("bias"), self.texts("ui.weights.bias")
        return unit + (word if len(unit + word) <= NAME + 1 else f"{word[:3]}.")
