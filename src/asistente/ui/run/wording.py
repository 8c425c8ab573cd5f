"""What the run pane says in words: its name, its state, the time left, the size of the last change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

import numpy as np

from asistente.language.texts import Texts
from asistente.training.config import RunConfig
from asistente.training.demo import Note
from asistente.training.events import Snapshot
from asistente.training.model import sizes
from asistente.training.record import RunRecord
from asistente.ui.draw.glyphs import Glyphs
from asistente.ui.draw.numbers import fitted, loss
from asistente.ui.draw.picture import Line


def state_word(record: RunRecord, texts: Texts, glyphs: Glyphs) -> Line:
    """The state of the run as a sign and a word: `▶ running`, `■ learnt`."""
    sign, style = {
        "starting": (glyphs.play, "$text-muted"),
        "running": (glyphs.play, "$text-success"),
        "paused": (glyphs.pause, "$text-warning"),
        "finished": (glyphs.stop, "$text-primary"),
        "lost": (glyphs.wrong, "$text-error"),
    }[record.state]
    key = f"ui.state.{record.reason}" if record.state == "finished" else f"ui.state.{record.state}"
    if record.looks_back:
        sign, style, key = glyphs.back, "$text-accent", "ui.state.back"
    return Line.of((f"{sign} {texts(key)}", f"bold {style}"))


def title_line(record: RunRecord, texts: Texts, glyphs: Glyphs, width: int) -> Line:
    """`▶ running · addition 2-8-1 tanh · sgd 0.1 · seed 1`, the state first and in words."""
    state = state_word(record, texts, glyphs)
    name = fitted(
        [f" · {name}" for name in network_names(record.config, record.rate, glyphs.arrow)],
        max(0, width - state.width),
        glyphs,
    )
    return Line.of(*state, (name, "$text-muted"))


def network_names(config: RunConfig, rate: float | None = None, arrow: str = "→") -> list[str]:
    """`addition 2-8-1 tanh · sgd 0.1 · seed 1`, and the same in fewer and fewer words.

    `rate`: the one in force; another than that of the config has a star.
    """
    name = " ".join([_demo_name(config, arrow), "-".join(map(str, sizes(config)))])
    activation = f"{name} {config.activation}" if config.hidden else name
    changed = rate is not None and rate != config.learning_rate
    how = f" · {config.optimizer} {rate if changed else config.learning_rate:g}{'*' if changed else ''}"
    return [f"{activation}{how} · seed {config.seed}", activation + how, activation, name]


def _demo_name(config: RunConfig, arrow: str) -> str:
    """The demo and what it is made of: `sine inputs=raw`; of a table `flats.csv → price`."""
    chosen = config.chosen()
    file, target = chosen.pop("file", None), chosen.pop("target", "")
    name = config.demo if file is None else f"{PurePath(file).name} {arrow} {target}"
    return " ".join([name, *(f"{option}={value}" for option, value in chosen.items())])


def notes_text(notes: Sequence[Note], texts: Texts) -> str:
    """What was made of a demo's data, a sentence each."""
    said = []
    for note in notes:
        counts = {
            name: texts.number(value) if isinstance(value, int) else value for name, value in note.values
        }
        said.append(texts(f"demos.notes.{note.code}", **counts))
    return " ".join(said)


def status_line(record: RunRecord, snapshot: Snapshot, texts: Texts, glyphs: Glyphs, width: int) -> Line:
    """Step, loss and rate: without the most steps, then without the loss, where they do not fit."""
    step = texts.number(snapshot.step)
    steps = [texts("ui.run.step_of", step=step, most=texts.number(record.config.steps))]
    steps.append(texts("ui.run.step", step=step))
    rate = state_line(record, texts)
    losses = texts("ui.run.losses", train=loss(snapshot.train_loss))
    candidates = [[steps[0], losses, rate], [steps[1], losses, rate], [steps[1], rate], [steps[1]]]
    line = fitted([" · ".join(filter(None, parts)) for parts in candidates], width, glyphs)
    bold = next((len(one) for one in steps if line.startswith(one)), len(line))
    quiet = len(line) - len(rate) if rate and line.endswith(rate) else len(line)
    return Line.of((line[:bold], "bold"), line[bold:quiet], (line[quiet:], "$text-muted"))


def goal_line(record: RunRecord, snapshot: Snapshot, texts: Texts, glyphs: Glyphs, width: int) -> str:
    """What counts as learnt and how far it is; of a run that has ended, what became of it."""
    rule = record.config.task.stop
    values = {"error": measured(record.config, snapshot.typical_error, texts)}
    values["target"] = measured(record.config, rule.target, texts)
    keys = [f"demos.goal.{rule.measure}", f"ui.goal.{rule.measure}"]
    if record.state == "finished" and not record.looks_back:
        keys = [f"ui.outcome.{record.reason}"]
    return fitted([texts(key, **values) for key in keys], width, glyphs)


def measured(config: RunConfig, value: float, texts: Texts) -> str:
    """What the stop rule watches, in its unit: `0.0312`, `3.1%`."""
    if config.task.stop.measure != "wrong" or not np.isfinite(value):
        return texts.number(round(value)) if 1e3 <= value < 1e9 else loss(value)
    return f"{100 * value:.3g}%"


def state_line(record: RunRecord, texts: Texts) -> str:
    """The rate of a run that goes on; how long it took for one that has ended."""
    snapshot = record.snapshot
    if record.looks_back and snapshot is not None:
        return texts("ui.run.present", step=texts.number(snapshot.step))
    if snapshot is None or record.state == "paused":  # the rate of single steps says nothing
        return ""
    if record.active:
        return texts("ui.run.rate", rate=texts.number(round(snapshot.steps_per_second)))
    return texts("ui.run.took", seconds=f"{snapshot.seconds:.1f}")


def progress_note(record: RunRecord, texts: Texts) -> str:
    """The time left, if there is an honest estimate."""
    snapshot = record.snapshot
    if snapshot is None or not record.active or record.looks_back:
        return ""
    if record.state == "paused":
        return texts("ui.run.left_paused")
    if snapshot.seconds_left is None:
        return texts("ui.run.left_unknown")
    return texts("ui.run.left", time=texts.duration(snapshot.seconds_left))


def change_sentence(snapshot: Snapshot, texts: Texts) -> Line:
    """`The last step moved the 33 numbers by 2.3 thousandths on average.`"""
    count = len(snapshot.weights)
    mean = float(np.abs(snapshot.change).mean()) if count else 0.0
    if snapshot.step == 0:
        return Line.of(texts("ui.change.start", count=texts.number(count)))
    if not np.isfinite(mean):
        return Line.of(texts("ui.change.lost", count=texts.number(count)))
    return Line.of(texts("ui.change.mean", count=texts.number(count), amount=small(mean, texts)))


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
