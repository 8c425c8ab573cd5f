"""The numbers that are learnt, and what the last step did to each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from textual.content import Content

from asistente.ui.draw.numbers import change

NAME, VALUE, CHANGE = 9, 8, 10
COLUMN = NAME + VALUE + CHANGE
GAP = 2


def draw_weights(
    names: Sequence[str],
    weights: npt.NDArray[np.float32],
    changes: npt.NDArray[np.float32],
    width: int,
    headings: tuple[str, str, str],
) -> Content:
    """Every weight (P,) with its name and its last change (P,), in as many columns as fit, read downwards."""
    across = max(1, (width + GAP) // (COLUMN + GAP))
    rows = -(-len(names) // across)
    across = min(across, -(-len(names) // max(1, rows)))
    head = Content.styled(
        f"{headings[0]:<{NAME}}{headings[1]:>{VALUE}}{headings[2]:>{CHANGE}}"[:COLUMN], "$text-muted"
    )
    most = float(np.abs(changes).max()) if len(changes) else 0.0
    lines = [Content(" " * GAP).join([head] * across)]
    for row in range(rows):
        cells = [
            _cell(names[at], float(weights[at]), float(changes[at]), most)
            for at in range(row, len(names), rows)
        ]
        lines.append(Content(" " * GAP).join(cells))
    return Content("\n").join(lines)


def _cell(name: str, value: float, moved: float, most: float) -> Content:
    shown = f"{value:+.4f}" if abs(value) < 100 else f"{value:+.2e}"
    style = "$text-muted" if moved == 0 else "bold" if most and abs(moved) > most / 2 else ""
    return Content.assemble(
        f"{name[:NAME]:<{NAME}}",
        (f"{shown:>{VALUE}}", "$text-accent"),
        (f"{change(moved) if moved else '0':>{CHANGE}}", style),
    )
