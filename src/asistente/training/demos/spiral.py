"""Two arms of points wound around each other: to which of them does a point belong?"""

from __future__ import annotations

import math
from functools import cache
from typing import TYPE_CHECKING

from asistente.training.demo import Asking, Data, Demo, Kind, Sample, StopRule

if TYPE_CHECKING:  # it takes 5 ms to load, before the first screen
    from random import Random

POINTS = 100
"""On each arm."""
TURNS = 1.25
_WOBBLE = 0.02
_KEEP_BACK = 4
"""Every fourth point is held out."""
_BEYOND = (1.1, 1.2, 1.3)
"""Where the arms would go on, the end of each being at 1."""


def _point(kind: Kind, arm: int, along: float, chance: Random | None = None) -> Sample:
    angle = 2 * math.pi * (TURNS * along + arm / 2)
    x, y = along * math.cos(angle), along * math.sin(angle)
    if chance:
        x, y = x + chance.gauss(0, _WOBBLE), y + chance.gauss(0, _WOBBLE)
    x, y = round(x, 2) + 0.0, round(y, 2) + 0.0
    return Sample(kind, (x, y), f"({x:.2f}, {y:.2f})", float(arm))


def _label(inputs: tuple[float, ...]) -> str:
    return f"({inputs[0]:g}, {inputs[1]:g})"


def _beyond(inputs: tuple[float, ...]) -> bool:
    """Farther from the middle than the arms reach."""
    return math.hypot(*inputs) > 1 + 2 * _WOBBLE


@cache
def _data() -> Data:
    from random import Random

    chance = Random(5)
    train: list[Sample] = []
    held_out: list[Sample] = []
    for number in range(POINTS):
        along = 0.08 + 0.92 * number / (POINTS - 1)
        for arm in (0, 1):
            if (number + 2 * arm) % _KEEP_BACK == 2:
                held_out.append(_point("unseen", arm, along, chance))
            else:
                train.append(_point("seen", arm, along, chance))
    return Data(
        train=tuple(train),
        held_out=tuple(held_out),
        shown=(
            *(train[index] for index in (0, 30, 61, 100, 147)),
            *(held_out[index] for index in (1, 12, 23, 34, 47)),
            *(_point("outside", arm, along) for along in _BEYOND for arm in (0, 1)),
        ),
    )


SPIRAL = Demo(
    name="spiral",
    input_names=("x", "y"),
    output_names=("arm B",),
    classes=("A", "B"),
    loss="binary cross-entropy",
    data=_data,
    stop=StopRule(target=0.1, check_every=100, patience=3, least_steps=500),
    defaults={
        "learning_rate": 0.002,
        "steps": 20_000,
        "hidden": (16, 16),
        "activation": "relu",
        "optimizer": "adam",
        "batch_size": 25,
        "seed": 1,
        "init": "he",
        "l2": 0.0,
        "noise": 0.0,
    },
    asking=Asking("values", names=("x", "y"), label=_label, beyond=_beyond),
)
