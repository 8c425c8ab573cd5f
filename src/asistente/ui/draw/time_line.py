"""Where in its time a run is looked at."""

from __future__ import annotations

import math

from asistente.ui.draw.glyphs import Glyphs
from asistente.ui.draw.picture import Line


def draw_time(step: int, last: int, width: int, looks_back: bool, glyphs: Glyphs) -> Line:
    """A line from step 0 to the last, with a knob on the step that is seen; logarithmic, as the curve is."""
    if width < 4:
        return Line()
    at = place(step, last, width)
    style = "bold $text-accent" if looks_back else "$text-muted"
    return Line.of(
        (glyphs.floor * at, style),
        (glyphs.knob, style),
        (glyphs.floor * (width - at - 1), "$text-muted"),
    )


def place(step: int, last: int, width: int) -> int:
    """The cell of a step."""
    return round(math.log1p(max(0, min(step, last))) / math.log1p(max(1, last)) * (width - 1))


def step_at(cell: int, last: int, width: int) -> int:
    """The step of a cell: the other way round."""
    along = min(max(cell, 0), width - 1) / max(1, width - 1)
    return round(math.expm1(along * math.log1p(max(1, last))))
