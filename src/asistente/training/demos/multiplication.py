"""Multiplication: two numbers from 0 to 10 go in, their product should come out."""

from __future__ import annotations

import math
from functools import cache

from asistente.training.demo import RAW_INPUTS, Asking, Data, Demo, Kind, Sample, StopRule, raw_inputs
from asistente.training.demos.addition import square

_SEEN = ((2, 2), (3, 4), (5, 6), (0, 10), (10, 10))
_UNSEEN = ((7, 5), (2, 3), (6, 6), (9, 2), (8, 7))
_OUTSIDE = ((11, 1), (12, 3), (12, 12), (20, 5), (30, 30))


def _product(kind: Kind, a: int, b: int) -> Sample:
    return Sample(kind, (float(a), float(b)), f"{a} × {b}", float(a * b))


@cache
def _data() -> Data:
    return square(_product, _SEEN, _UNSEEN, _OUTSIDE)


MULTIPLICATION = Demo(
    name="multiplication",
    input_names=("a", "b"),
    output_names=("product",),
    input_scale=10.0,
    output_scale=100.0,
    data=_data,
    stop=StopRule(target=0.15, check_every=100, patience=3, least_steps=1_000),
    defaults={
        "learning_rate": 0.003,
        "steps": 100_000,
        "hidden": (16, 8),
        "activation": "tanh",
        "optimizer": "adam",
        "batch_size": 16,
        "seed": 1,
        "init": "xavier",
        "l2": 0.0,
        "noise": 0.0,
    },
    options=RAW_INPUTS,
    variant=raw_inputs,
    asking=Asking(
        "operation",
        names=("a", "b"),
        sign="*",
        label=lambda inputs: f"{inputs[0]:g} × {inputs[1]:g}",
        truth=math.prod,
        page="generalization.md#numbers",
    ),
)
