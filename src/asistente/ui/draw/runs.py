"""Cells with a style each, as the parts of a line."""

from __future__ import annotations

from collections.abc import Sequence

from asistente.ui.draw.picture import Part


def runs(line: str, styles: Sequence[str]) -> list[Part]:
    """One row of cells, neighbours of one style joined into one part."""
    parts: list[Part] = []
    begin = 0
    for end in range(1, len(line) + 1):
        if end == len(line) or styles[end] != styles[begin]:
            parts.append((line[begin:end], styles[begin]))
            begin = end
    return parts
