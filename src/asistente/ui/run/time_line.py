"""The slider of time: by mouse anywhere on it, by keys from snapshot to snapshot."""

from __future__ import annotations

from textual.events import Click
from textual.geometry import Size

from asistente.training.events import Snapshot
from asistente.training.record import RunRecord
from asistente.ui.draw.numbers import fitted
from asistente.ui.draw.picture import Line, Picture
from asistente.ui.draw.time_line import draw_time, step_at
from asistente.ui.messages import TimeTravelled
from asistente.ui.run.view import View

KEYS = "Alt+←→"
KEYS_ASCII = "Alt+< >"


class TimeLine(View):
    """One row: the keys, the line with its knob, and what is seen."""

    def on_click(self, event: Click) -> None:
        """Go there; the words at the right lead to the present."""
        event.stop()
        record = self.record
        if record is None or record.snapshot is None:
            return
        start, width = self._bar(record, self.room.width)
        beyond = event.x >= start + width
        self.post_message(
            TimeTravelled(None if beyond else step_at(event.x - start, record.snapshot.step, width))
        )

    def picture(self, record: RunRecord, snapshot: Snapshot, room: Size) -> Picture:
        """Drawn for the snapshot that is seen, on a line up to the last."""
        start, width = self._bar(record, room.width)
        last = record.snapshot.step if record.snapshot is not None else snapshot.step
        line = draw_time(snapshot.step, last, width, record.looks_back, self.glyphs)
        keys = KEYS if self.glyphs.braille else KEYS_ASCII
        said = f" {self._said(record, room.width)}"
        return Picture.of(Line.of((f"{keys} "[:start], "bold $text-accent"), *line, (said, "$text-muted")))

    def _said(self, record: RunRecord, width: int) -> str:
        key = "back" if record.looks_back else "now"
        step = self.texts.number(record.shown.step) if record.shown is not None else ""
        said = [self.texts(f"ui.time_line.{key}", step=step), self.texts("ui.time_line.short")]
        return fitted(said, max(4, width // 2), self.glyphs)

    def _bar(self, record: RunRecord, width: int) -> tuple[int, int]:
        """First cell of the line, and its width."""
        start = len(KEYS if self.glyphs.braille else KEYS_ASCII) + 1
        return start, max(0, width - start - len(self._said(record, width)) - 1)
