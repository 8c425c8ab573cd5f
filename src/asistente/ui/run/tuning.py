"""The learning rate of the run as it goes, and steps of another size: by mouse, or by Tab and Enter."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Key
from textual.widgets import Static

from asistente.language.texts import Texts
from asistente.training.record import RunRecord
from asistente.ui.draw.glyphs import Glyphs
from asistente.ui.draw.numbers import fitted
from asistente.ui.messages import ControlPressed

BUTTONS = ("sample", "epoch", "rate_half", "rate_double")


class TuneButton(Static, can_focus=True):
    """One of them. They have no function key, so they take the focus: Tab comes here last."""

    BINDINGS = [
        Binding("enter", "use", show=False),
        Binding("left,up", "app.focus_previous", show=False),
        Binding("right,down", "app.focus_next", show=False),
    ]

    def __init__(self, name: str) -> None:
        super().__init__(id=f"tune-{name}")
        self.control = name

    def on_click(self) -> None:
        """The mouse does what Enter does."""
        self.action_use()

    def action_use(self) -> None:
        """Use it."""
        self.post_message(ControlPressed(self.control))

    def on_key(self, event: Key) -> None:
        """Minus and plus change the rate from any of them; as bindings they would be the prompt's."""
        control = {"minus": "rate_half", "plus": "rate_double", "space": self.control}.get(event.key)
        if control is not None:
            event.stop()
            self.post_message(ControlPressed(control))


class RateLabel(Static):
    """The rate in force; where it was changed by hand, since when."""


class Tuning(Horizontal):
    """One row: the rate with its two buttons, then the other steps."""

    def __init__(self, texts: Texts, glyphs: Glyphs) -> None:
        super().__init__()
        self.texts, self.glyphs = texts, glyphs
        self.record: RunRecord | None = None
        self._shown: object = None

    def compose(self) -> ComposeResult:
        """The rate and what changes it, then the steps."""
        yield RateLabel()
        yield TuneButton("rate_half")
        yield TuneButton("rate_double")
        yield TuneButton("sample")
        yield TuneButton("epoch")

    def on_resize(self) -> None:
        """As many words as there is room for."""
        self._label()

    def show(self, record: RunRecord) -> None:
        """Match the run."""
        self.record = record
        now = (record.run, record.rate, len(record.rate_changes), record.active)
        if now != self._shown:
            self._shown = now
            self._label()

    def translate(self, texts: Texts) -> None:
        """Say it in another language from now on."""
        self.texts = texts
        self._label()

    def _word(self, control: str) -> str:
        signs = ("÷2", "×2") if self.glyphs.braille else ("/2", "x2")
        factors = dict(zip(("rate_half", "rate_double"), signs, strict=True))
        return factors.get(control) or self.texts(f"ui.tune.{control}")

    def _label(self) -> None:
        if self.record is None or not self.size.width:
            return
        texts, record = self.texts, self.record
        taken = 0
        for button in self.query(TuneButton):
            word = self._word(button.control)
            button.update(Content(f" {word} "))
            button.tooltip = texts(f"ui.tip.{button.control}")
            button.disabled = not record.active
            taken += len(word) + 3
        said = fitted(rate_words(record, texts), max(0, self.size.width - taken), self.glyphs)
        label = self.query_one(RateLabel)
        label.update(Content.styled(said, "bold $text-warning" if record.rate_changes else ""))
        label.tooltip = rate_words(record, texts)[0]


def rate_words(record: RunRecord, texts: Texts) -> list[str]:
    """The rate, and who set it when: in many words, then in fewer."""
    rate = f"{record.rate:g}"
    if not record.rate_changes:
        return [texts("ui.tune.rate", rate=rate), texts("ui.tune.rate_short", rate=rate)]
    step = texts.number(record.rate_changes[-1].step)
    before = f"{record.config.learning_rate:g}"
    keys = ("changed", "changed_short", "changed_shorter", "changed_shortest")
    return [texts(f"ui.tune.{key}", rate=rate, step=step, before=before) for key in keys]
