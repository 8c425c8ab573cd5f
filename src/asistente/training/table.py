"""A table from a CSV file, and each of its columns as numbers for a network."""

from __future__ import annotations

import csv
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from asistente.training.parameters import ConfigError, unknown

MOST_BYTES = 20_000_000
MOST_COLUMNS = 200
MOST_ROWS = 50_000
MOST_NUMBERS = 5_000_000
"""Rows times inputs: each is a Python number at first, 32 bytes."""
MOST_CATEGORIES = 30
"""A column of words with more different ones says nothing that could be learnt: names, addresses, numbers of
orders."""
_MISSING = frozenset({"", "na", "n/a", "nan", "null", "none", "?", "-", "–", "nd", "s/d"})
_SEPARATORS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds, as text."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    broken: int
    """Lines that have more or fewer fields than the heading, and are left out."""
    cut: int = 0
    """Rows beyond the most that are read."""

    def column(self, name: str) -> list[str]:
        """The values of a column, by its name."""
        index = self.columns.index(name)
        return [row[index] for row in self.rows]


def read_table(path: Path) -> Table:
    """Read a CSV file with a line of headings. ConfigError where it is missing, too large, or no table."""
    name = path.name[:60]
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise ConfigError(
                "csv_large", file=name, megabytes=size // 1_000_000, most=MOST_BYTES // 1_000_000
            )
        data = path.read_bytes()
    except OSError:
        raise ConfigError("csv_missing", file=str(path)[-80:]) from None
    if b"\0" in data:
        raise ConfigError("csv_no_table", file=name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    separator = max(_SEPARATORS, key=first.count)
    if not first.count(separator):
        raise ConfigError("csv_no_table", file=name)
    if first.count(separator) >= MOST_COLUMNS:
        raise ConfigError("csv_wide", file=name, columns=first.count(separator) + 1, most=MOST_COLUMNS)
    try:
        parsed = [row for row in csv.reader(lines, delimiter=separator, skipinitialspace=True) if any(row)]
    except csv.Error:
        raise ConfigError("csv_no_table", file=name) from None
    columns = _named(parsed[0])
    whole = [tuple(map(str.strip, row)) for row in parsed[1:] if len(row) == len(columns)]
    return Table(
        columns=columns,
        rows=tuple(whole[:MOST_ROWS]),
        broken=len(parsed) - 1 - len(whole),
        cut=max(0, len(whole) - MOST_ROWS),
    )


def _named(headings: Sequence[str]) -> tuple[str, ...]:
    """The headings; those that are empty or there twice get a number."""
    names: list[str] = []
    for index, heading in enumerate(headings, 1):
        name = re.sub(r"\s+", " ", heading.strip())[:40] or f"column {index}"
        names.append(name if name not in names else f"{name} {index}")
    return tuple(names)


def find_column(table: Table, name: str) -> str:
    """The column called `name`, whatever its capitals. ConfigError, with the nearest, where there is none."""
    for column in table.columns:
        if column.casefold() == name.strip().casefold():
            return column
    raise unknown("csv_no_column", name, table.columns, most=8, name=name[:40])


def is_missing(value: str) -> bool:
    """Whether a field says that nothing is known."""
    return value.strip().casefold() in _MISSING


def as_number(value: str) -> float | None:
    """The number that a field holds: `12`, `1.5e3`, `1,5`, `12 %`, `€ 3`; None for anything else."""
    text = re.sub(r"^[€$£]\s*|\s*[€$£%]$", "", value.strip())
    text = re.sub(r"(?<=\d)[\s\u00a0\u202f](?=\d{3}\b)", "", text)
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?", text) and text.count(",") + text.count(".") > 1:
        text = text.replace(",", "")
    elif re.fullmatch(r"[+-]?\d*,\d+", text):
        text = text.replace(",", ".")
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) and "_" not in text else None


@dataclass(frozen=True, slots=True)
class Column:
    """How a column of inputs becomes numbers: itself, or a one for its category among zeros."""

    name: str
    kind: Literal["number", "category"]
    mean: float = 0.0
    """Of the training part; stands in for what is missing."""
    spread: float = 1.0
    """Standard deviation in the training part."""
    categories: tuple[str, ...] = ()
    """Those of the training part; any other, and a missing one, is all zeros."""

    @property
    def input_names(self) -> tuple[str, ...]:
        """A name for each number that it becomes."""
        if self.kind == "number":
            return (self.name,)
        return tuple(f"{self.name}={category}" for category in self.categories)

    def encode(self, value: str) -> tuple[float, ...]:
        """The numbers for a field, not scaled."""
        if self.kind == "number":
            number = None if is_missing(value) else as_number(value)
            return (self.mean if number is None else number,)
        return tuple(1.0 if value.strip() == category else 0.0 for category in self.categories)


def fit_column(name: str, values: Sequence[str]) -> Column | None:
    """How a column is to be read, learnt from these values; None where nothing can be learnt from it."""
    present = [value for value in values if not is_missing(value)]
    numbers = [number for value in present if (number := as_number(value)) is not None]
    if present and len(numbers) == len(present):
        mean, spread = mean_and_spread(numbers)
        return Column(name, "number", mean, spread) if spread > 0 else None
    counts = Counter(present)
    if not 2 <= len(counts) <= MOST_CATEGORIES or len(counts) > max(2, len(present) / 2):
        return None
    return Column(name, "category", categories=tuple(sorted(counts)))


def mean_and_spread(numbers: Sequence[float]) -> tuple[float, float]:
    """Mean and standard deviation; a spread that is only rounding counts as none."""
    mean = math.fsum(numbers) / len(numbers)
    spread = math.sqrt(math.fsum((number - mean) ** 2 for number in numbers) / len(numbers))
    return mean, spread if spread > 1e-12 * max(1.0, abs(mean)) else 0.0


def encode(columns: Sequence[Column], row: Mapping[str, object]) -> tuple[float, ...]:
    """The inputs for a row, by the names of its columns; what is not there is missing."""
    return tuple(
        number
        for column in columns
        for number in column.encode("" if row.get(column.name) is None else str(row[column.name]))
    )
