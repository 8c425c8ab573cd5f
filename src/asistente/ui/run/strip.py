"""One line about the run, for when its pane is out of sight."""

from __future__ import annotations

from textual.geometry import Size

from asistente.training.events import Snapshot
from asistente.training.model import answers
from asistente.training.record import RunRecord
from asistente.ui.draw.numbers import fitted, spoken
from asistente.ui.draw.picture import Line, Picture
from asistente.ui.run.view import View
from asistente.ui.run.wording import state_word


class RunStrip(View):
    """`▶ running · step 1,240 · 1 + 2 = 2.87 · 34 %`."""

    def picture(self, record: RunRecord, snapshot: Snapshot, room: Size) -> Picture:
        """State, step, the first answer and the progress."""
        texts = self.texts
        first = answers(record.config, snapshot.weights, record.config.task.shown[:1])[0]
        state = state_word(record, texts, self.glyphs)
        step = f" · {texts('ui.run.step', step=texts.number(snapshot.step))}"
        said, done = f"{first.sample.label} = {spoken(first)}", f" · {snapshot.progress:.0%}"
        line = fitted([f"{step} · {said}{done}", step + done], max(0, room.width - state.width), self.glyphs)
        at = line.find(said) + len(said) - len(spoken(first)) if said in line else len(line)
        end = at + len(spoken(first))
        return Picture.of(Line.of(*state, line[:at], (line[at:end], "bold"), line[end:]))
