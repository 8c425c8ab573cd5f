"""Makes a demo of a table: its rows parted, its columns read, its target understood.

Numbers are scaled and categories told apart by what the training part holds, never by what is held out.
Whether numbers or classes are learnt follows from the target column.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from asistente.training.demo import Asking, Data, Demo, Note, Sample
from asistente.training.parameters import ConfigError
from asistente.training.table import (
    MOST_CATEGORIES,
    MOST_NUMBERS,
    Column,
    Table,
    as_number,
    encode,
    find_column,
    fit_column,
    is_missing,
    mean_and_spread,
)

LEAST_ROWS = 20
_HELD_OUT = 0.2
_SHOWN = 6
"""Rows of each kind in the table of a run."""
_FEW_NUMBERS = 10
"""Whole numbers with at most so many different values are classes: 0 and 1, marks, grades."""
_GOAL = 0.25
"""Learnt means: so much of the error that is made by always giving the mean, or the commonest class."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a table is learnt from."""

    target: str
    columns: tuple[Column, ...]
    classes: tuple[str, ...]
    """Empty where numbers are learnt."""

    def truth(self, value: str) -> float:
        """The target's field as the samples have it."""
        return float(self.classes.index(value)) if self.classes else as_number(value) or 0.0


def from_table(base: Demo, table: Table, target: str) -> Demo:
    """The demo of a table: its rows parted, its columns read, its target understood."""
    target = find_column(table, target)
    at = table.columns.index(target)
    rows = [(line, row) for line, row in enumerate(table.rows, 1) if not is_missing(row[at])]
    if len(rows) < LEAST_ROWS:
        raise ConfigError("csv_few_rows", rows=len(rows), least=LEAST_ROWS, name=target)
    Random(0).shuffle(rows)
    kept = max(2, round(_HELD_OUT * len(rows)))
    held_out, train = rows[:kept], rows[kept:]
    plan = Plan(target, _columns(table, train, at), _classes(target, [row[at] for _, row in rows]))
    if not plan.columns:
        raise ConfigError("csv_no_inputs", name=target)
    inputs = sum(len(column.input_names) for column in plan.columns)
    if inputs * len(rows) > MOST_NUMBERS:
        raise ConfigError("csv_too_much", rows=len(rows), inputs=inputs, most=MOST_NUMBERS // inputs)
    samples = Data(
        train=tuple(_sample("seen", line, table, row, plan) for line, row in train),
        held_out=tuple(_sample("unseen", line, table, row, plan) for line, row in held_out),
        shown=(),
    )
    shown = replace(samples, shown=(*samples.train[:_SHOWN], *samples.held_out[:_SHOWN]))
    truths = [sample.truth for sample in shown.train]
    made = replace(
        base,
        input_names=tuple(name for column in plan.columns for name in column.input_names),
        input_shift=tuple(shift for column in plan.columns for shift in _each(column, column.mean)),
        input_scale=tuple(scale for column in plan.columns for scale in _each(column, column.spread)),
        data=lambda: shown,
        encode=lambda row: encode(plan.columns, row),
        asking=Asking("row", columns=plan.columns),
        notes=_notes(table, rows, train, plan),
    )
    return _of_classes(made, plan, truths) if plan.classes else _of_numbers(made, plan, truths)


def _columns(table: Table, train: Sequence[tuple[int, tuple[str, ...]]], target: int) -> tuple[Column, ...]:
    fitted = (
        fit_column(name, [row[index] for _, row in train])
        for index, name in enumerate(table.columns)
        if index != target
    )
    return tuple(column for column in fitted if column)


def _classes(target: str, values: Sequence[str]) -> tuple[str, ...]:
    """The classes of the target, in order; () where it holds numbers."""
    numbers = [as_number(value) for value in values]
    different = sorted(set(values))
    if len(different) < 2:
        raise ConfigError("csv_one_value", name=target, value=different[0][:40])
    whole = [number for number in numbers if number is not None]
    if len(whole) == len(values):
        few = len(set(whole)) <= min(_FEW_NUMBERS, len(values) // 4)
        if not (few and all(number == int(number) for number in whole)):
            return ()
        return tuple(sorted(different, key=lambda value: as_number(value) or 0.0))
    if len(different) > MOST_CATEGORIES:
        raise ConfigError("csv_many_classes", name=target, classes=len(different), most=MOST_CATEGORIES)
    return tuple(different)


def _sample(kind: str, line: int, table: Table, row: Sequence[str], plan: Plan) -> Sample:
    inputs = encode(plan.columns, dict(zip(table.columns, row, strict=True)))
    truth = plan.truth(row[table.columns.index(plan.target)])
    return Sample("seen" if kind == "seen" else "unseen", inputs, f"№ {line}", truth)


def _each(column: Column, value: float) -> tuple[float, ...]:
    return (value,) * len(column.input_names)


def _of_numbers(made: Demo, plan: Plan, truths: Sequence[float]) -> Demo:
    mean, spread = mean_and_spread(truths)
    if not spread:
        raise ConfigError("csv_one_value", name=plan.target, value=f"{mean:g}")
    goal = _rounded(_GOAL * spread)
    return replace(
        made,
        output_names=(plan.target,),
        output_shift=mean,
        output_scale=spread,
        stop=replace(made.stop, target=goal),
        tolerance=goal,
        decimals=min(6, max(0, 2 - math.floor(math.log10(spread)))),
    )


def _of_classes(made: Demo, plan: Plan, truths: Sequence[float]) -> Demo:
    commonest = Counter(truths).most_common(1)[0][1] / len(truths)
    two = len(plan.classes) == 2
    return replace(
        made,
        output_names=(plan.classes[1],) if two else plan.classes,
        classes=plan.classes,
        loss="binary cross-entropy" if two else "cross-entropy",
        stop=replace(made.stop, target=_rounded(max(0.01, _GOAL * (1 - commonest))), measure="wrong"),
    )


def _rounded(value: float) -> float:
    return float(f"{value:.2g}")


def _notes(
    table: Table,
    rows: Sequence[tuple[int, tuple[str, ...]]],
    train: Sequence[tuple[int, tuple[str, ...]]],
    plan: Plan,
) -> tuple[Note, ...]:
    """What was made of the table, for people to read: nothing is left out or filled in silence."""
    used = {column.name for column in plan.columns}
    filled = {
        name: missing
        for index, name in enumerate(table.columns)
        if name in used and (missing := sum(is_missing(row[index]) for _, row in rows))
    }
    left_out = [name for name in table.columns if name not in used and name != plan.target]
    notes = [Note.of("rows", rows=len(rows), train=len(train), held_out=len(rows) - len(train))]
    notes.append(
        Note.of("classes", name=plan.target, classes=", ".join(plan.classes)[:120])
        if plan.classes
        else Note.of("numbers", name=plan.target)
    )
    if len(table.rows) > len(rows):
        notes.append(Note.of("no_target", rows=len(table.rows) - len(rows), name=plan.target))
    if table.cut:
        notes.append(Note.of("cut", rows=table.cut, read=len(table.rows)))
    if table.broken:
        notes.append(Note.of("broken", rows=table.broken))
    if filled:
        columns = ", ".join(f"{name} ({missing})" for name, missing in filled.items())
        notes.append(Note.of("filled", columns=columns[:160]))
    if left_out:
        notes.append(Note.of("left_out", columns=", ".join(left_out)[:160]))
    return tuple(notes)
