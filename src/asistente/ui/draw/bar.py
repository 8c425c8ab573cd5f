"""How far a run has come towards its stop rule."""

from __future__ import annotations

from asistente.ui.draw.glyphs import Glyphs
from asistente.ui.draw.picture import Line


def draw_bar(progress: float, width: int, note: str, glyphs: Glyphs) -> Line:
    """A bar of `progress` (0..1) with the percentage and a note, `width` cells in all."""
    progress = min(1.0, max(0.0, progress))
    label = f" {progress:>4.0%} {note}"[:width]
    room = max(0, width - len(label))
    filled = round(progress * room)
    return Line.of(
        (glyphs.full * filled, "$success"),
        (glyphs.empty * (room - filled), "$text-muted"),
        label,
    )
