"""What the run pane says in words: its name, its state, the time left, the size of the last change."""

from __future__ import annotations

import numpy as np
from textual.content import Content

from asistente.language.texts import Texts
from asistente.training.config import RunConfig
from asistente.training.events import Snapshot
from asistente.training.record import RunRecord
from asistente.ui.draw.glyphs import Glyphs

SHAPE_INPUTS, SHAPE_OUTPUTS = 2, 1


def state_word(record: RunRecord, texts: Texts, glyphs: Glyphs) -> Content:
    """The state of the run as a sign and a word: `▶ running`, `■ learnt`."""
    sign, style = {
        "starting": (glyphs.play, "$text-muted"),
        "running": (glyphs.play, "$text-success"),
        "paused": (glyphs.pause, "$text-warning"),
        "finished": (glyphs.stop, "$text-primary"),
        "lost": (glyphs.wrong, "$text-error"),
    }[record.state]
    key = f"ui.state.{record.reason}" if record.state == "finished" else f"ui.state.{record.state}"
    return Content.styled(f"{sign} {texts(key)}", f"bold {style}")


def title_line(record: RunRecord, texts: Texts, glyphs: Glyphs) -> Content:
    """`▶ running · addition 2-8-1 tanh · sgd 0.1 · seed 1`, the state first and in words."""
    return Content.assemble(
        state_word(record, texts, glyphs), (" · " + network_name(record.config), "$text-muted")
    )


def network_name(config: RunConfig) -> str:
    """`addition 2-8-1 tanh · sgd 0.1 · seed 1`."""
    shape = "-".join(str(units) for units in (SHAPE_INPUTS, *config.hidden, SHAPE_OUTPUTS))
    activation = f" {config.activation}" if config.hidden else ""
    how = f"{config.optimizer} {config.learning_rate:g} · seed {config.seed}"
    return f"{config.demo} {shape}{activation} · {how}"


def state_line(record: RunRecord, texts: Texts) -> str:
    """The rate of a run that goes on; how long it took for one that has ended."""
    snapshot = record.snapshot
    if snapshot is None:
        return ""
    if record.active:
        return texts("ui.run.rate", rate=texts.number(round(snapshot.steps_per_second)))
    return texts("ui.run.took", seconds=f"{snapshot.seconds:.1f}")


def progress_note(record: RunRecord, texts: Texts) -> str:
    """The time left, if there is an honest estimate."""
    snapshot = record.snapshot
    if snapshot is None or not record.active:
        return ""
    if record.state == "paused":
        return texts("ui.run.left_paused")
    if snapshot.seconds_left is None:
        return texts("ui.run.left_unknown")
    return texts("ui.run.left", time=duration(snapshot.seconds_left, texts))


def duration(seconds: float, texts: Texts) -> str:
    """`4 s`, `2 min`, `3 h`: as exact as a guess deserves."""
    if seconds < 90:
        return texts("ui.time.seconds", n=max(1, round(seconds)))
    if seconds < 90 * 60:
        return texts("ui.time.minutes", n=round(seconds / 60))
    return texts("ui.time.hours", n=texts.number(round(seconds / 3600)))


def change_sentence(snapshot: Snapshot, texts: Texts) -> Content:
    """`The last step moved the 33 numbers by 2.3 thousandths on average.`"""
    count = len(snapshot.weights)
    mean = float(np.abs(snapshot.change).mean()) if count else 0.0
    if snapshot.step == 0:
        return Content(texts("ui.change.start", count=texts.number(count)))
    if not np.isfinite(mean):
        return Content(texts("ui.change.lost", count=texts.number(count)))
    return Content(texts("ui.change.mean", count=texts.number(count), amount=small(mean, texts)))


def small(amount: float, texts: Texts) -> str:
    """A small number in words: `2.3 thousandths`, `41 millionths`; tenths and more as a decimal."""
    if amount >= 0.1:
        return f"{amount:.3g}"
    for unit, size in (("thousandths", 1e-3), ("millionths", 1e-6), ("billionths", 1e-9)):
        if amount >= size * 0.95 or unit == "billionths":
            return texts(
                f"ui.change.{unit}",
                n=f"{amount / size:.2g}" if amount / size < 100 else f"{amount / size:.0f}",
            )
    return f"{amount:g}"
