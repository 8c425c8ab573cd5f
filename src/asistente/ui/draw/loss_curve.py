"""The loss as a picture: two curves over the steps, a logarithmic axis, round marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from asistente.ui.draw.axes import log_ticks, power_ticks, step_ticks, tick_label
from asistente.ui.draw.curve import Dots, braille, cells_lit, curve_dots
from asistente.ui.draw.glyphs import Glyphs
from asistente.ui.draw.numbers import loss
from asistente.ui.draw.picture import Line, Part, Picture
from asistente.ui.draw.runs import runs

LABEL_WIDTH = 6
TRAIN_STYLE = "$text-primary"
TEST_STYLE = "$text-warning"
BEFORE_STYLE = "$text-secondary"
AXIS_STYLE = "$text-muted"
MARK_STYLE = "bold $text-accent"
# Below this a float32 loss is rounding noise; above it the run has long diverged.
LOWEST, HIGHEST = 1e-12, 1e12
CLOSEST = 5.0
"""The least factor from the bottom to the top of the axis: two of its marks always lie within."""


@dataclass(frozen=True, slots=True)
class CurveLabels:
    """The words on the chart, in the reader's language."""

    title: str
    train: str
    test: str
    before: str
    step: str
    waiting: str
    number: Callable[[int], str]
    """A count as the language writes it."""


def draw_loss(
    history: npt.NDArray[np.float32],
    width: int,
    height: int,
    labels: CurveLabels,
    glyphs: Glyphs,
    even_steps: bool = False,
    before: npt.NDArray[np.float32] | None = None,
    cursor: int | None = None,
    marks: Sequence[int] = (),
) -> Picture:
    """The chart in `width` x `height` cells; `history` is (n, 3): step, train loss, held-out loss.

    Most of the learning happens in the first hundred of many thousand steps, so the steps are on a
    logarithmic axis too (of step + 1), unless `even_steps`. `before`: the history of another run, whose
    train loss is drawn behind. `cursor`: a step that is marked, and whose losses stand in the title.
    `marks`: steps at which something was noticed, marked on the axis.
    """
    if width < LABEL_WIDTH + 8 or height < 5:
        return Picture()
    finite = _finite(history)
    read = labels if cursor is None else replace(labels, title=_read(finite, cursor, labels))
    title = _title(read, glyphs, width, before is not None).wrapped(width)[: height - 4]
    if len(finite) < 2:
        return Picture([*title, *Line.of((labels.waiting, AXIS_STYLE)).wrapped(width)][:height])
    rows, columns = height - 2 - len(title), width - LABEL_WIDTH - 1
    earlier = _finite(before) if before is not None else np.zeros((0, 3))
    every = np.vstack([finite, earlier])
    losses = np.clip(every[:, 1:], LOWEST, HIGHEST)
    low, high = _range(losses)
    scale = (np.log10(losses) - np.log10(low)) / (np.log10(high) - np.log10(low))
    last = float(every[:, 0].max()) or 1.0
    place = _evenly if even_steps else _by_size
    x = place(every[:, 0], last)
    fine = (rows * 4, columns * 2)
    now, then = slice(0, len(finite)), slice(len(finite), None)
    train = curve_dots(x[now], scale[now, 0], fine[1], fine[0])
    test = curve_dots(x[now], scale[now, 1], fine[1], fine[0])
    test[:, np.arange(fine[1]) % 6 >= 4] = False  # broken, so that it differs without colour
    behind = np.zeros_like(train)
    if len(earlier) > 1:
        behind = curve_dots(x[then], scale[then, 0], fine[1], fine[0])
        behind[:, np.arange(fine[1]) % 4 >= 1] = False  # dots
    picture = _cells(train, test, behind, glyphs)
    if cursor is not None:
        crossing = round(float(place(np.array(float(min(cursor, last))), last)) * (columns - 1))
        picture = [_crossed(row, crossing, glyphs) for row in picture]
    scale_marks = {
        round((1 - (np.log10(value) - np.log10(low)) / (np.log10(high) - np.log10(low))) * (rows - 1)): value
        for value in log_ticks(low, high, max(2, rows // 2))
    }
    lines = title
    for row, cells in enumerate(picture):
        label = f"{tick_label(scale_marks[row]):>{LABEL_WIDTH}}" if row in scale_marks else " " * LABEL_WIDTH
        lines.append(
            Line([(label + (glyphs.tick if row in scale_marks else glyphs.axis), AXIS_STYLE), *cells])
        )
    ticks = step_ticks(last, max(2, columns // 14)) if even_steps else power_ticks(last)
    at = [float(place(np.array(tick), last)) for tick in ticks]
    noticed = [float(place(np.array(float(step)), last)) for step in marks if step <= last]
    lines += _floor(list(zip(ticks, at, strict=True)), noticed, columns, labels, glyphs)
    return Picture(lines)


def _read(history: npt.NDArray[np.float64], cursor: int, labels: CurveLabels) -> str:
    """`step 120: 0.0031 · 0.0028`: the losses at the cursor."""
    at = max(0, int(np.searchsorted(history[:, 0], cursor, side="right")) - 1)
    if not len(history):
        return labels.title
    return f"{labels.title} {labels.number(cursor)}: {loss(history[at, 1])} · {loss(history[at, 2])}"


def _crossed(row: list[Part], at: int, glyphs: Glyphs) -> list[Part]:
    """A row of cells with the line of the cursor through it, behind the curves."""
    signs = [(sign, style) for text, style in row for sign in text]
    if at < len(signs) and signs[at][0] == " ":
        signs[at] = (glyphs.axis, "$text-accent")
    return runs("".join(sign for sign, _ in signs), [style for _, style in signs])


def _finite(history: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    return history[np.isfinite(history[:, 1])].astype(np.float64)


def _evenly(steps: npt.NDArray[np.float64], last: float) -> npt.NDArray[np.float64]:
    return steps / last


def _by_size(steps: npt.NDArray[np.float64], last: float) -> npt.NDArray[np.float64]:
    return np.asarray(np.log1p(steps) / np.log1p(last))


def _title(labels: CurveLabels, glyphs: Glyphs, width: int, compares: bool) -> Line:
    behind = f"  {glyphs.behind} {labels.before}" if compares else ""
    legend = f"{glyphs.solid} {labels.train}  {glyphs.dotted} {labels.test}{behind}"
    room = width - len(legend) - 2
    name = labels.title if len(labels.title) <= room else labels.title[: max(0, room - 1)] + glyphs.ellipsis
    return Line.of(
        (name if room > 3 else "", "bold"),
        " " * max(1, width - len(legend) - len(name if room > 3 else "")),
        (f"{glyphs.solid} {labels.train}", TRAIN_STYLE),
        "  ",
        (f"{glyphs.dotted} {labels.test}", TEST_STYLE),
        (behind, BEFORE_STYLE),
    )


def _range(losses: npt.NDArray[np.float64]) -> tuple[float, float]:
    """Bounds a little wider than the data and never closer than `CLOSEST`: noise is not blown up."""
    finite = losses[np.isfinite(losses)]
    low, high = float(finite.min()) * 0.8, float(finite.max()) * 1.25
    if high / low < CLOSEST:
        middle = np.sqrt(low * high)
        low, high = middle / np.sqrt(CLOSEST), middle * np.sqrt(CLOSEST)
    return float(low), float(high)


def _cells(train: Dots, test: Dots, behind: Dots, glyphs: Glyphs) -> list[list[Part]]:
    on_train, on_test, on_behind = cells_lit(train), cells_lit(test), cells_lit(behind)
    if glyphs.braille:
        text = braille(train | test | behind)
    else:
        signs = np.select([on_train & on_test, on_train, on_test, on_behind], ["#", "*", "o", "."], " ")
        text = ["".join(row) for row in signs.tolist()]
    styles = np.select([on_train, on_test, on_behind], [TRAIN_STYLE, TEST_STYLE, BEFORE_STYLE], "")
    return [runs(line, row) for line, row in zip(text, styles.tolist(), strict=True)]


def _floor(
    ticks: list[tuple[float, float]],
    noticed: list[float],
    columns: int,
    labels: CurveLabels,
    glyphs: Glyphs,
) -> list[Line]:
    """The axis of the steps: `ticks` are steps with their places, 0..1; `noticed`: places of marks."""
    line = [glyphs.floor] * columns
    words = [" "] * columns
    free = 0
    name = f" {labels.step}"
    room = columns - len(name)
    for tick, place in ticks:
        at = round(place * (columns - 1))
        label = labels.number(round(tick)) if tick < 1e6 else f"{tick / 1e6:g}M"
        start = min(max(0, at - len(label) // 2), columns)
        line[min(at, columns - 1)] = "┬" if glyphs.braille else "+"
        if start >= free and start + len(label) <= room:
            words[start : start + len(label)] = list(label)
            free = start + len(label) + 1
    words[room:] = list(name[: columns - room])
    pad = " " * LABEL_WIDTH
    styles = [AXIS_STYLE] * columns
    for place in noticed:
        at = min(round(place * (columns - 1)), columns - 1)
        line[at], styles[at] = glyphs.mark, MARK_STYLE
    return [
        Line([(pad + glyphs.corner, AXIS_STYLE), *runs("".join(line), styles)]),
        Line.of((pad + " " + "".join(words), AXIS_STYLE)),
    ]
