"""The bottom line: the keys that matter, each also a place to click."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from asistente.language.texts import Texts

# Key as it is shown, the screen's action, and the name of its words in the catalogue.
KEYS = (
    ("F1", "do('help')", "help"),
    ("F2", "control('pause')", "pause"),
    ("F8", "do('run')", "run"),
    ("F9", "do('topics')", "topics"),
    ("Tab", "app.focus_next", "chips"),
    ("^Q", "app.quit", "quit"),
)


class Key(Static):
    """One key and what it does."""

    def __init__(self, key: str, action: str, name: str) -> None:
        # In a small terminal these are left out: the run pane shows F2 itself, and Tab needs no telling.
        super().__init__(classes="-spare" if key in ("F2", "Tab") else None)
        self.key, self.action, self.words = key, action, name

    async def on_click(self) -> None:
        """The mouse does what the key does."""
        await self.screen.run_action(self.action)


class KeyLine(Horizontal):
    """The keys in one row, in the present language."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts

    def compose(self) -> ComposeResult:
        """A place for each key."""
        for key in KEYS:
            yield Key(*key)

    def on_mount(self) -> None:
        """Say what the keys do."""
        self.translate(self.texts)

    def translate(self, texts: Texts) -> None:
        """Say it in another language."""
        self.texts = texts
        for key in self.query(Key):
            key.update(
                Content.assemble((f" {key.key} ", "bold $text-accent"), f"{texts(f'ui.key.{key.words}')} ")
            )
