"""The parts of the run pane: each turns a `RunRecord` and its own size into a picture."""

from __future__ import annotations

from textual.content import Content
from textual.widget import Widget

from asistente.language.texts import Texts
from asistente.training.events import Snapshot
from asistente.training.model import answers, weight_names
from asistente.training.record import RunRecord
from asistente.ui.draw.bar import draw_bar
from asistente.ui.draw.glyphs import Glyphs
from asistente.ui.draw.loss_curve import CurveLabels, draw_loss
from asistente.ui.draw.numbers import loss
from asistente.ui.draw.sums import Group, draw_sums
from asistente.ui.draw.weights import draw_weights
from asistente.ui.run.wording import change_sentence, progress_note, state_line, title_line


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
        return title_line(self.record, self.texts, self.glyphs)

    def picture(self, record: RunRecord, snapshot: Snapshot) -> Content:
        """Name and state; step, losses and rate."""
        texts = self.texts
        numbers = Content.assemble(
            (
                texts(
                    "ui.run.step_of",
                    step=texts.number(snapshot.step),
                    most=texts.number(record.config.steps),
                ),
                "bold",
            ),
            " · ",
            texts("ui.run.losses", train=loss(snapshot.train_loss)),
            " · ",
            (state_line(record, texts), "$text-muted"),
        )
        return Content("\n").join([title_line(record, texts, self.glyphs), numbers])


class ProgressView(View):
    """The way to the stop rule, the rule itself, and the time left: two lines."""

    def picture(self, record: RunRecord, snapshot: Snapshot) -> Content:
        """A bar with the percentage and the time left; the rule below."""
        texts, rule = self.texts, record.config.task.stop
        bar = draw_bar(snapshot.progress, self.size.width, progress_note(record, texts), self.glyphs)
        goal = texts(
            "ui.run.goal",
            target=f"{rule.target:g}",
            now=loss(snapshot.typical_error),
        )
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
        """Practised sums, sums it never saw, and sums beyond its range."""
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

        return draw_sums(groups, self.size.width, self.size.height, glyphs)


class ChangeLine(View):
    """How much the last step moved the weights, in words."""

    def picture(self, record: RunRecord, snapshot: Snapshot) -> Content:
        """One sentence with thousandths or millionths."""
        return change_sentence(snapshot, self.texts)


class WeightsView(View):
    """Every weight and its last change."""

    def picture(self, record: RunRecord, snapshot: Snapshot) -> Content:
        """The whole table; the pane scrolls it."""
        texts = self.texts
        headings = (texts("ui.weights.name"), texts("ui.weights.value"), texts("ui.weights.change"))
        names = [name.replace("bias", texts("ui.weights.bias")) for name in weight_names(record.config)]
        return draw_weights(names, snapshot.weights, snapshot.change, self.size.width, headings)
