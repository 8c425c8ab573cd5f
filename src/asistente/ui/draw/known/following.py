"""Which letter comes next: the likeliest ones after a few beginnings."""

from __future__ import annotations

from asistente.language.texts import Texts
from asistente.training.known import Following
from asistente.ui.draw.glyphs import Glyphs
from asistente.ui.draw.numbers import fitted
from asistente.ui.draw.picture import Line, Part, Picture

BEGINNING = 5
CELL = 9
"""`r .31 ██ `"""
BLOCKS = 2


def draw_following(found: Following, width: int, height: int, texts: Texts, glyphs: Glyphs) -> Picture:
    """A line for each beginning, its likeliest next letters from left to right."""
    lines = [
        Line.of(
            (fitted([texts("ui.known.following"), texts("ui.known.following_short")], width, glyphs), "bold")
        )
    ]
    many = max(1, (width - BEGINNING) // CELL)
    for beginning, letters in list(zip(found.beginnings, found.letters, strict=True))[: height - 1]:
        parts: list[Part] = [(f"{beginning + '_':<{BEGINNING}}", "bold")]
        for letter, chance in letters[:many]:
            bar = (glyphs.full * round(chance * 2 * BLOCKS))[:BLOCKS]
            hundredths = f"{min(99, round(chance * 100)):02d}"
            parts += [(f"{letter} .{hundredths} ", ""), (f"{bar:<{CELL - 6}}", "$text-primary")]
        lines.append(Line.of(*parts))
    return Picture(lines)
