"""The demos by name. A new one is one file here and one line in this list."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

from asistente.training.demo import Demo
from asistente.training.demos.addition import ADDITION
from asistente.training.demos.csv_file import CSV
from asistente.training.demos.digits import DIGITS
from asistente.training.demos.multiplication import MULTIPLICATION
from asistente.training.demos.names import NAMES
from asistente.training.demos.sine import SINE
from asistente.training.demos.spiral import SPIRAL
from asistente.training.demos.xor import XOR

DEMOS: dict[str, Demo] = {
    demo.name: demo for demo in (ADDITION, MULTIPLICATION, XOR, SINE, SPIRAL, DIGITS, NAMES)
}
"""Those that can be trained by their name alone."""
ALL: dict[str, Demo] = {**DEMOS, CSV.name: CSV}
"""And those that have to be told what to learn from."""
Options: TypeAlias = tuple[tuple[str, str], ...]
"""Names and values of a demo's options that are not the usual ones."""


def demo(name: str) -> Demo:
    """The demo called `name`; KeyError where there is none."""
    return ALL[name]


@lru_cache(maxsize=16)
def demo_as(name: str, options: Options) -> Demo:
    """The demo called `name` as these options make it. Raises ConfigError where they make none."""
    base = ALL[name]
    return base.variant(base, dict(options)) if base.variant else base
