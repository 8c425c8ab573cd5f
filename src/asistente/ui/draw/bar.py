"""How far a run has come towards its stop rule."""

from __future__ import annotations

from textual.content import Content

from asistente.ui.draw.glyphs import Glyphs


def draw_bar(progress: float, width: int, note: str, glyphs: Glyphs) -> Content:
    """A bar of `progress` (0..1) with the percentage and a note, `width` cells in all."""
    progress = min(1.0, max(0.0, progress))
    label = f" {progress:>4.0%} {note}"[:width]
    room = max(0, width - len(label))
    filled = round(progress * room)
    return Content.assemble(
        (glyphs.full * filled, "$success"),
        (glyphs.empty * (room - filled), "$text-muted"),
        label,
    )
