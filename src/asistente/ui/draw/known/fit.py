"""A curve and what the network makes of it."""

from __future__ import annotations

import numpy as np

from asistente.language.texts import Texts
from asistente.training.known import Curve, Floats
from asistente.ui.draw.curve import Dots, braille, cells_lit, curve_dots
from asistente.ui.draw.glyphs import Glyphs
from asistente.ui.draw.numbers import fitted
from asistente.ui.draw.picture import Line, Picture
from asistente.ui.draw.runs import runs

LABEL = 7
ANSWER, TRUTH = "$text-primary", "$text-warning"
AXIS = "$text-muted"
ROOM = 0.25
"""What lies above and below the truth in the picture: a share of its height. The answer may leave it."""


def draw_fit(curve: Curve, width: int, height: int, texts: Texts, glyphs: Glyphs) -> Picture:
    """The answer over the input, the truth dotted; below, where it was practised."""
    rows, columns = height - 2, width - LABEL - 1
    if rows < 1 or columns < 8:
        return Picture()
    low, high = _range(curve)
    x = (curve.x - curve.x[0]) / (curve.x[-1] - curve.x[0])
    fine = columns * 2, rows * 4

    def dots(values: Floats) -> Dots:
        return curve_dots(x, (values - low) / (high - low), *fine)

    answer, truth = dots(curve.answers), dots(curve.truths)
    truth[:, np.arange(fine[0]) % 4 >= 2] = False  # dotted, so that it differs without colour
    on_answer, on_truth = cells_lit(answer), cells_lit(truth)
    if glyphs.braille:
        text = braille(np.logical_or(answer, truth))
    else:
        signs = np.select([on_answer & on_truth, on_answer, on_truth], ["#", "*", "."], " ")
        text = ["".join(row) for row in signs.tolist()]
    cells = [[*line] for line in text]
    styles = np.select([on_answer, on_truth], [ANSWER, TRUTH], "").tolist()
    if not np.isfinite(curve.truths).any():
        _put(cells, styles, curve, (low, high), glyphs)
    lines = [_title(curve, width, texts, glyphs)]
    marks = {0: high, rows - 1: low}
    for row, (signs_of, styles_of) in enumerate(zip(cells, styles, strict=True)):
        label = f"{short(marks[row]):>{LABEL}}" if row in marks else " " * LABEL
        edge = glyphs.tick if row in marks else glyphs.axis
        lines.append(Line([(label + edge, AXIS), *runs("".join(signs_of), styles_of)]))
    lines.append(_floor(curve, columns, texts, glyphs))
    return Picture(lines)


def _range(curve: Curve) -> tuple[float, float]:
    targets = np.concatenate([curve.seen[:, 1], curve.unseen[:, 1]])
    low, high = float(targets.min()), float(targets.max())
    room = (high - low) * ROOM or 1.0
    return low - room, high + room


def _title(curve: Curve, width: int, texts: Texts, glyphs: Glyphs) -> Line:
    answer = f"{glyphs.solid} {texts('ui.known.answer')}"
    truth = f"{glyphs.behind} {texts('ui.known.truth')}"
    if len(answer) + len(truth) + 2 > width:
        return Line.of((fitted([answer], width, glyphs), ANSWER))
    name = fitted([curve.name], max(1, width - len(answer) - len(truth) - 4), glyphs)
    space = " " * max(1, width - len(answer) - len(truth) - 2 - len(name))
    return Line.of((name, "bold"), space, (answer, ANSWER), "  ", (truth, TRUTH))


def _floor(curve: Curve, columns: int, texts: Texts, glyphs: Glyphs) -> Line:
    """`|-- practised: −180 to 180 --|` where it was, and nothing known beside it."""
    low, high = curve.practised
    start, end = (_place(curve, value, columns) for value in (low, high))
    said = [
        f" {texts('ui.known.practised', low=short(low), high=short(high))} ",
        f" {short(low)}…{short(high)} ",
        "",
    ]
    inner = max(0, end - start - 1)
    word = next((one for one in said if len(one) <= inner), "")
    line = f"{glyphs.corner}{word.center(inner, glyphs.floor)}{glyphs.corner if not glyphs.braille else '┘'}"
    return Line.of((" " * (LABEL + 1 + start) + line, AXIS))


def _place(curve: Curve, value: float, columns: int) -> int:
    return round(float((value - curve.x[0]) / (curve.x[-1] - curve.x[0])) * (columns - 1))


def _put(
    cells: list[list[str]], styles: list[list[str]], curve: Curve, span: tuple[float, float], glyphs: Glyphs
) -> None:
    """The examples themselves, where there is no curve of the truth."""
    rows, columns = len(cells), len(cells[0])
    for points, sign in ((curve.seen, glyphs.seen), (curve.unseen, glyphs.unseen)):
        for x, y in points:
            row = round((span[1] - y) / (span[1] - span[0]) * (rows - 1))
            column = _place(curve, x, columns)
            cells[row][column], styles[row][column] = sign, TRUTH


def short(value: float) -> str:
    """A mark of an axis in a few characters."""
    return f"{value:,.0f}" if 1_000 <= abs(value) < 1e7 else f"{value:.4g}"
