"""Pictures of what a network knows, one for each kind of task: arrays and a size in, lines out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from asistente.language.texts import Texts
from asistente.training.known import Confusion, Curve, Following, Known, Plane, Scatter, Square
from asistente.ui.draw.glyphs import Glyphs
from asistente.ui.draw.known.confusion import draw_confusion
from asistente.ui.draw.known.fit import draw_fit
from asistente.ui.draw.known.following import draw_following
from asistente.ui.draw.known.plane import draw_plane
from asistente.ui.draw.known.scatter import draw_scatter
from asistente.ui.draw.known.square import draw_square
from asistente.ui.draw.picture import Picture

_DRAW: dict[type[Any], Callable[[Any, int, int, Texts, Glyphs], Picture]] = {
    Square: draw_square,
    Curve: draw_fit,
    Plane: draw_plane,
    Confusion: draw_confusion,
    Scatter: draw_scatter,
    Following: draw_following,
}


def draw_known(found: Known, width: int, height: int, texts: Texts, glyphs: Glyphs) -> Picture:
    """The picture in `width` × `height` cells; empty where there is no room for any."""
    if width < 16 or height < 3:
        return Picture()
    return Picture(_DRAW[type(found)](found, width, height, texts, glyphs)[:height])
