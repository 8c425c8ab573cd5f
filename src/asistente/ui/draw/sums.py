"""What the network answers, beside the truth, in three groups that are never mixed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from asistente.training.model import Answer
from asistente.ui.draw.glyphs import Glyphs
from asistente.ui.draw.numbers import answer, fitted, spoken
from asistente.ui.draw.picture import Line, Picture, joined, right, width_of

COLUMN = 18
"""The least that a sum needs: `12+30 -12.35  42 ✗`."""
WIDEST = 24
"""What a column is stretched to where there is room; only rows that need it make it wider."""
GAP = 1
_NAME, _SAID, _SHOULD = 5, 6, 3
"""The least that the three parts of a row take, so that numbers do not jump about."""
_ASCII = str.maketrans({"×": "x", "°": "", "№": "#", "→": ">", "·": ".", "–": "-", "−": "-"})


@dataclass(frozen=True, slots=True)
class Group:
    """The answers of one kind, with the sign and the name that tell the kind."""

    sign: str
    name: str
    style: str
    sums: Sequence[Answer]


@dataclass(frozen=True, slots=True)
class _Row:
    """One answer in words."""

    label: str
    said: str
    should: str
    correct: bool


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows of a group in one wording, and the cells that it needs: measured once for all the plans."""

    rows: list[_Row]
    label: int
    said: int
    should: int
    tight: bool

    @classmethod
    def of(cls, rows: list[_Row], tight: bool) -> _Table:
        """Measure the rows."""
        label, said, should = (
            max([width_of(text) for text in column])
            for column in zip(*[(row.label, row.said, row.should) for row in rows], strict=True)
        )
        return cls(rows, label, said, should, tight)

    @property
    def width(self) -> int:
        """The cells that its widest row needs."""
        return self.label + self.said + self.should + (3 if self.tight else 4)


@dataclass(frozen=True, slots=True)
class _Plan:
    """One way to lay the groups out."""

    bands: list[list[int]]
    """Numbers of the groups that stand side by side, band below band."""
    rows: int
    """Rows of each group beside its heading."""
    widths: list[int]
    """Of each place in a band."""
    tables: list[_Table]
    lack: int
    """Cells by which it is wider than the room."""


def draw_sums(groups: Sequence[Group], width: int, height: int, glyphs: Glyphs) -> Picture:
    """The groups side by side where the width allows it, else below each other; empty ones are left out.

    Where some answers found no room, the heading says how many more there are. Where that helps,
    how probable a class is gives way.
    """
    groups = [group for group in groups if group.sums]
    if not groups or width < 1 or height < 1:
        return Picture()
    plan = _best(groups, width, height, glyphs)
    lines: list[Line] = []
    shown = plan.bands[: max(1, height // (plan.rows + 1))]
    for band in shown:
        more = band is shown[-1] and len(shown) < len(plan.bands)  # whole groups found no room
        columns = [
            [
                _head(groups[one], min(plan.rows, len(groups[one].sums)), plan.widths[at], more, glyphs),
                *_lines(plan.tables[one], plan.rows, glyphs),
            ]
            for at, one in enumerate(band)
        ]
        for row in range(max(len(one) for one in columns)):
            cells = [
                (one[row] if row < len(one) else Line()).fitted(plan.widths[at], glyphs.ellipsis)
                for at, one in enumerate(columns)
            ]
            lines.append(joined(cells, " " * GAP))
    return Picture(lines[:height])


def _best(groups: Sequence[Group], width: int, height: int, glyphs: Glyphs) -> _Plan:
    """The plan that cuts nothing and shows the most rows; among equals the one that says the most."""
    found = [one for group in groups for one in group.sums]
    short = any(one.probabilities or len(_truth(one)) > _SHOULD for one in found)
    word = _common_word([one.sample.label for one in found])
    plans: list[_Plan] = []
    ways = ((True, False), (True, True), (False, False), (False, True))
    for chances, tight in ways if short else ways[:1]:
        cut = word if tight else 0
        tables = [
            _Table.of([_row(one, chances, tight, cut, glyphs) for one in group.sums], tight)
            for group in groups
        ]
        plans += [_plan(tables, across, width, height) for across in range(len(groups), 0, -1)]
    return max(plans, key=lambda plan: (-plan.lack, _rows_shown(plan, height)))


def _common_word(labels: Sequence[str]) -> int:
    """The length of the first word with its space where all labels begin with the same: `sin 30°`."""
    words = {label.partition(" ")[0] for label in labels}
    return len(words.pop()) + 1 if len(words) == 1 and all(" " in label for label in labels) else 0


def _plan(tables: list[_Table], across: int, width: int, height: int) -> _Plan:
    numbers = list(range(len(tables)))
    bands = [numbers[start : start + across] for start in range(0, len(numbers), across)]
    needs = [max(tables[band[at]].width for band in bands if at < len(band)) for at in range(across)]
    spare = (width - sum(needs) - GAP * (across - 1)) // across
    widths = [min(need + spare, max(need, WIDEST)) for need in needs]
    rows = max(min(1, height - 1), height // len(bands) - 1)
    lack = max(0, sum(needs) + GAP * (across - 1) - width)
    return _Plan(bands, rows, [max(0, one) for one in widths], tables, lack)


def _rows_shown(plan: _Plan, height: int) -> int:
    shown = plan.bands[: max(1, height // (plan.rows + 1))]
    return sum(min(plan.rows, len(plan.tables[one].rows)) for band in shown for one in band)


def _truth(one: Answer) -> str:
    return one.should or f"{one.sample.truth:g}"


def _row(one: Answer, chances: bool, tight: bool, cut: int, glyphs: Glyphs) -> _Row:
    """An answer in words.

    `chances`: with how probable a class is. `tight`: in as few cells as possible. `cut`: characters that all
    labels begin with and that can be missed.
    """
    label = re.sub(r" ([+×−/-]) ", r"\1", one.sample.label[cut:])
    label = label.replace(", ", ",") if tight else label
    said, should = spoken(one), _truth(one)
    if one.probabilities:
        said = said if chances else re.sub(r" \([\d.]+\)$", "", said)
    else:
        wide = _SAID - 1 if tight else _SAID
        said = answer(one.prediction, wide) if len(said) > wide and "." in said else said
        should = answer(one.sample.truth, wide) if len(should) > wide and tight else should
        label, said, should = f"{label:>{_NAME}}", f"{said:>{wide}}", f"{should:>{_SHOULD}}"
    texts = label, said, should
    if not glyphs.braille:
        texts = label.translate(_ASCII), said.translate(_ASCII), should.translate(_ASCII)
    return _Row(*texts, one.correct)


def _head(group: Group, shown: int, width: int, more: bool, glyphs: Glyphs) -> Line:
    """The name of a group, cut before the count of those not shown. No `3/5`: it would look like a score."""
    left_out = f" +{len(group.sums) - shown}" if shown < len(group.sums) else ""
    left_out += f" {glyphs.ellipsis}" if more else ""
    name = fitted([f"{group.sign} {group.name}"], max(0, width - len(left_out)), glyphs)
    return Line.of((name, f"bold {group.style}"), (left_out, "$text-muted"))


def _lines(table: _Table, rows: int, glyphs: Glyphs) -> list[Line]:
    lines = []
    for row in table.rows[:rows]:
        sign, style = (glyphs.right, "$text-success") if row.correct else (glyphs.wrong, "$text-error")
        lines.append(
            Line.of(
                right(row.label, table.label) + " ",
                (right(row.said, table.said), f"bold {style}"),
                (" " + right(row.should, table.should) + ("" if table.tight else " "), "$text-muted"),
                (sign, style),
            )
        )
    return lines
