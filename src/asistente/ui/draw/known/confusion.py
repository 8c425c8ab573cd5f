"""Which class is taken for which, and one example with what the network makes of it."""

from __future__ import annotations

from asistente.language.texts import Texts
from asistente.training.known import Confusion
from asistente.ui.draw.glyphs import Glyphs
from asistente.ui.draw.numbers import fitted
from asistente.ui.draw.picture import Line, Picture, joined, left, width_of

GAP = 3
CLASS = 6
"""Cells for the name of a class, at most."""
BEST = 3


def draw_confusion(found: Confusion, width: int, height: int, texts: Texts, glyphs: Glyphs) -> Picture:
    """A row for each class that is right, a column for each that is said; beside it an example."""
    n = len(found.classes)
    right = int(found.counts.trace())
    said = [
        texts("ui.known.confusion", right=right, all=int(found.counts.sum())),
        texts("ui.known.confusion_short", right=right, all=int(found.counts.sum())),
    ]
    title = Line.of((fitted(said, width, glyphs), "bold"))
    table = _table(found, glyphs)
    across = max((line.width for line in table), default=0)
    beside = width - across - GAP
    example = _example(found, beside, height - 1, texts, glyphs)
    if across > width or n + 2 > height + 4:
        return Picture([title, *(example or _example(found, width, height - 1, texts, glyphs))])
    lines = [title]
    for row in range(min(height - 1, max(len(table), len(example)))):
        one = table[row] if row < len(table) else Line()
        more = example[row] if row < len(example) else Line()
        lines.append(joined([one.fitted(across, glyphs.ellipsis), more], " " * GAP) if more else one)
    return Picture(lines)


def _table(found: Confusion, glyphs: Glyphs) -> list[Line]:
    names = [name[:CLASS] for name in found.classes]
    head = max(map(width_of, names))
    cell = max(3, head + 1, len(str(int(found.counts.max()))) + 1)
    lines = [Line.of((" " * (head + 1) + "".join(f"{name:>{cell}}" for name in names), "$text-muted"))]
    for row, name in enumerate(names):
        parts = [(left(name, head) + " ", "$text-muted")]
        for column in range(len(names)):
            count = int(found.counts[row, column])
            style = "$text-success" if row == column else "bold $text-error" if count else "$text-muted"
            sign = str(count) if count else ("·" if glyphs.braille else ".")
            parts.append((f"{sign:>{cell}}", style))
        lines.append(Line.of(*parts))
    return lines


def _example(found: Confusion, width: int, height: int, texts: Texts, glyphs: Glyphs) -> list[Line]:
    """The image, where it is one, and the likeliest classes with their probabilities."""
    sample = found.sample
    if sample is None or width < 14:
        return []
    lines = [Line.of((fitted([sample.sample.label], width, glyphs), "$text-muted"))]
    if found.side and width >= 2 * found.side and height > found.side:
        lines += picture_of(sample.sample.inputs, found.side, found.ink, glyphs)
    order = sorted(range(len(found.classes)), key=lambda one: -sample.probabilities[one])[:BEST]
    truth = round(sample.sample.truth)
    for one in order:
        sign, style = (glyphs.right, "$text-success") if one == truth else (" ", "")
        lines.append(Line.of((f"{found.classes[one][:CLASS]} {sample.probabilities[one]:.2f} {sign}", style)))
    if truth not in order:
        lines.append(Line.of((texts("ui.known.truth_is", truth=found.classes[truth]), "$text-muted")))
    return lines


def picture_of(inputs: tuple[float, ...], side: int, ink: float, glyphs: Glyphs) -> list[Line]:
    """An image of side × side dots, two cells for each."""
    shades = " ░▒▓█" if glyphs.braille else " .:*#"
    lines = []
    for start in range(0, side * side, side):
        row = inputs[start : start + side]
        signs = "".join(2 * shades[min(4, max(0, round(dot / ink * 4)))] for dot in row)
        lines.append(Line.of((signs, "$text")))
    return lines
