"""Exclusive or: one of two, but not both. No straight line parts the answers: it takes a hidden layer.

Beside the four corners there are points near them, so that something can be kept from training.
"""

from __future__ import annotations

from functools import cache

from asistente.training.demo import Asking, Data, Demo, Kind, Sample, StopRule

LEVELS = (0.0, 0.1, 0.2, 0.8, 0.9, 1.0)
"""Below a half is off, above it is on."""
HELD_OUT = (
    (0.0, 0.2), (0.1, 0.1), (0.1, 0.9), (0.2, 0.8), (0.8, 0.1), (0.9, 0.2), (0.8, 0.9), (0.9, 0.8),
    (1.0, 0.1),
)  # fmt: skip
_SEEN = ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0))
_UNSEEN = ((0.1, 0.1), (0.1, 0.9), (0.2, 0.8), (0.8, 0.1), (0.8, 0.9))
_OUTSIDE = ((2.0, 0.0), (-1.0, 1.0), (2.0, 2.0), (-1.0, -1.0))


def _label(inputs: tuple[float, ...]) -> str:
    return f"{inputs[0]:g} xor {inputs[1]:g}"


def _truth(inputs: tuple[float, ...]) -> float:
    return float((inputs[0] > 0.5) != (inputs[1] > 0.5))


def _pair(kind: Kind, a: float, b: float) -> Sample:
    return Sample(kind, (a, b), _label((a, b)), _truth((a, b)))


@cache
def _data() -> Data:
    return Data(
        train=tuple(_pair("seen", a, b) for a in LEVELS for b in LEVELS if (a, b) not in HELD_OUT),
        held_out=tuple(_pair("unseen", a, b) for a, b in HELD_OUT),
        shown=(
            *(_pair("seen", a, b) for a, b in _SEEN),
            *(_pair("unseen", a, b) for a, b in _UNSEEN),
            *(_pair("outside", a, b) for a, b in _OUTSIDE),
        ),
    )


XOR = Demo(
    name="xor",
    input_names=("a", "b"),
    output_names=("xor",),
    classes=("0", "1"),
    loss="binary cross-entropy",
    data=_data,
    stop=StopRule(target=0.05, check_every=50, patience=3, least_steps=200),
    defaults={
        "learning_rate": 0.5,
        "steps": 20_000,
        "hidden": (8,),
        "activation": "tanh",
        "optimizer": "sgd",
        "batch_size": 9,
        "seed": 1,
        "init": "xavier",
        "l2": 0.0,
        "noise": 0.0,
    },
    asking=Asking("operation", names=("a", "b"), sign="xor", label=_label, truth=_truth),
)
