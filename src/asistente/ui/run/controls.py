"""The buttons of a run; each has a key, and a word in the chat does the same."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from asistente.language.texts import Texts
from asistente.training.record import RunRecord
from asistente.ui.messages import ControlPressed

# Where the words find no room.
SIGNS = {"pause": "||", "resume": ">", "step": "|>", "slower": "-", "faster": "+", "reset": "<<", "stop": "x"}
# Control, and the key that does the same anywhere in the app.
CONTROLS = (
    ("pause", "F2"),
    ("step", "F3"),
    ("slower", "F4"),
    ("faster", "F5"),
    ("reset", "F6"),
    ("stop", "F7"),
)


class ControlButton(Static):
    """One control. It takes no focus: Tab belongs to the conversation, and there is a key."""

    def __init__(self, name: str, key: str) -> None:
        super().__init__(id=f"control-{name}")
        self.control, self.key = name, key

    def say(self, word: str, tip: str) -> None:
        """Label it."""
        self.update(Content.assemble((self.key, "bold $text-accent"), f" {word} "))
        self.tooltip = tip

    def on_click(self) -> None:
        """The mouse does what the key does."""
        self.post_message(ControlPressed(self.control))


class Controls(Horizontal):
    """One row of buttons; what makes no sense now is greyed."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self._active = self._paused = self._short = False

    def compose(self) -> ComposeResult:
        """A button for each control."""
        for name, key in CONTROLS:
            yield ControlButton(name, key)

    def on_mount(self) -> None:
        """Label the buttons."""
        self._label()

    def on_resize(self) -> None:
        """Words where there is room for them, signs where there is not."""
        words = sum(len(key) + len(self.texts(f"ui.control.{name}")) + 2 for name, key in CONTROLS)
        if (self.size.width < words) != self._short:
            self._short = not self._short
            self._label()

    def show(self, record: RunRecord) -> None:
        """Match the run: "pause" becomes "resume", and an ended run can only start again."""
        now = (record.active, record.state == "paused")
        if now != (self._active, self._paused):
            self._active, self._paused = now
            self._label()

    def translate(self, texts: Texts) -> None:
        """Label the buttons in another language."""
        self.texts = texts
        self._label()

    def _label(self) -> None:
        for button in self.query(ControlButton):
            name = button.control
            word = "resume" if name == "pause" and self._paused else name
            said = SIGNS[word] if self._short else self.texts(f"ui.control.{word}")
            button.say(said, self.texts(f"ui.tip.{name}"))
            button.disabled = not self._active and name != "reset"
