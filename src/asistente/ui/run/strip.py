"""One line about the run, for when its pane is out of sight."""

from __future__ import annotations

from textual.content import Content

from asistente.training.events import Snapshot
from asistente.training.model import answers
from asistente.training.record import RunRecord
from asistente.ui.draw.numbers import answer
from asistente.ui.run.views import View
from asistente.ui.run.wording import state_word


class RunStrip(View):
    """`▶ running · step 1,240 · 1 + 2 = 2.87 · 34 %`."""

    def picture(self, record: RunRecord, snapshot: Snapshot) -> Content:
        """State, step, the first sum and the progress."""
        texts = self.texts
        first = answers(record.config, snapshot.weights, record.config.task.shown[:1])[0]
        return Content.assemble(
            state_word(record, texts, self.glyphs),
            f" · {texts('ui.run.step', step=texts.number(snapshot.step))} · {first.sample.label} = ",
            (answer(first.prediction), "bold"),
            f" · {snapshot.progress:.0%}",
        )
