"""The demos by name. A new one is one file here and one line in this list."""

from __future__ import annotations

from asistente.training.demo import Demo
from asistente.training.demos.addition import ADDITION

DEMOS: dict[str, Demo] = {demo.name: demo for demo in (ADDITION,)}


def demo(name: str) -> Demo:
    """The demo called `name`; KeyError where there is none."""
    return DEMOS[name]
