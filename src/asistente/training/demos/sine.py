"""The sine curve: an angle goes in, its sine should come out. Beyond one turn the network has to guess."""

from __future__ import annotations

import math
from functools import cache

from asistente.training.demo import RAW_INPUTS, Asking, Data, Demo, Kind, Sample, StopRule, raw_inputs

FARTHEST = 180
"""Degrees, to both sides."""
APART = 10
_SEEN = (-90, -30, 0, 30, 90)
_UNSEEN = (-160, -80, 40, 80, 120)
_OUTSIDE = (-270, 190, 210, 270, 360)


def _label(inputs: tuple[float, ...]) -> str:
    return f"sin {inputs[0]:.7g}°"


def _truth(inputs: tuple[float, ...]) -> float:
    return round(math.sin(math.radians(inputs[0])), 6)


def _may_be_radians(inputs: tuple[float, ...]) -> bool:
    """Whether somebody may have meant another unit than degrees."""
    return 0 < abs(inputs[0]) <= 2 * math.pi


def _angle(kind: Kind, degrees: int) -> Sample:
    inputs = (float(degrees),)
    return Sample(kind, inputs, _label(inputs), _truth(inputs))


def _held_out(degrees: int) -> bool:
    """Every fourth angle, the ends left to training."""
    return degrees % (4 * APART) == 0 and degrees != 0


@cache
def _data() -> Data:
    angles = range(-FARTHEST, FARTHEST + 1, APART)
    return Data(
        train=tuple(_angle("seen", angle) for angle in angles if not _held_out(angle)),
        held_out=tuple(_angle("unseen", angle) for angle in angles if _held_out(angle)),
        shown=(
            *(_angle("seen", angle) for angle in _SEEN),
            *(_angle("unseen", angle) for angle in _UNSEEN),
            *(_angle("outside", angle) for angle in _OUTSIDE),
        ),
    )


SINE = Demo(
    name="sine",
    input_names=("angle",),
    output_names=("sine",),
    input_scale=90.0,
    data=_data,
    stop=StopRule(target=0.02, check_every=100, patience=3, least_steps=500),
    defaults={
        "learning_rate": 0.01,
        "steps": 30_000,
        "hidden": (16,),
        "activation": "tanh",
        "optimizer": "adam",
        "batch_size": 10,
        "seed": 1,
        "init": "xavier",
        "l2": 0.0,
        "noise": 0.0,
    },
    tolerance=0.05,
    options=RAW_INPUTS,
    variant=raw_inputs,
    asking=Asking("values", names=("x",), label=_label, truth=_truth, note=_may_be_radians),
)
