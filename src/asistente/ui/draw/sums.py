"""What the network answers, beside the truth, in three groups that are never mixed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from asistente.training.model import Answer
from asistente.ui.draw.glyphs import Glyphs
from asistente.ui.draw.numbers import answer

COLUMN = 18
"""The least that a sum needs: `12+30 -12.35  42 ✗`."""
WIDEST = 24
GAP = 1


@dataclass(frozen=True, slots=True)
class Group:
    """The sums of one kind, with the sign and the name that tell the kind."""

    sign: str
    name: str
    style: str
    sums: Sequence[Answer]


def draw_sums(groups: Sequence[Group], width: int, height: int, glyphs: Glyphs) -> Content:
    """The groups side by side where the width allows it, else below each other.

    Where some found no room, the heading says how many are shown of how many.
    """
    across = max(1, min(len(groups), (width + GAP) // (COLUMN + GAP)))
    bands = [groups[start : start + across] for start in range(0, len(groups), across)]
    rows = max(1, height // max(1, len(bands)) - 1)
    column = min(WIDEST, (width + GAP) // across - GAP)
    lines: list[Content] = []
    for band in bands:
        columns = [_column(group, rows, glyphs) for group in band]
        tall = max(len(one) for one in columns)
        for row in range(tall):
            cells = [_fit(one[row] if row < len(one) else Content(""), column) for one in columns]
            lines.append(Content(" " * GAP).join(cells))
    return Content("\n").join(lines[:height])


def _column(group: Group, rows: int, glyphs: Glyphs) -> list[Content]:
    shown = group.sums[:rows]
    left_out = f" {len(shown)}/{len(group.sums)}" if len(shown) < len(group.sums) else ""
    head = Content.assemble((f"{group.sign} {group.name}", f"bold {group.style}"), (left_out, "$text-muted"))
    return [head, *(_line(one, glyphs) for one in shown)]


def _line(one: Answer, glyphs: Glyphs) -> Content:
    sign, style = (glyphs.right, "$text-success") if one.correct else (glyphs.wrong, "$text-error")
    return Content.assemble(
        f"{one.sample.label.replace(' ', ''):>5}",
        " ",
        (f"{answer(one.prediction):>6}", f"bold {style}"),
        (f" {one.sample.truth:>3g} ", "$text-muted"),
        (sign, style),
    )


def _fit(content: Content, width: int) -> Content:
    if content.cell_length > width:
        return content.truncate(width, ellipsis=True)
    return content + Content(" " * (width - content.cell_length))
