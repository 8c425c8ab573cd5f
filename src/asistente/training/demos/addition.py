"""Addition: two numbers from 0 to 10 go in, their sum should come out. Some sums are never trained on."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from asistente.training.demo import RAW_INPUTS, Asking, Data, Demo, Kind, Sample, StopRule, raw_inputs

HIGHEST = 10
SCALE = 10.0
"""Inputs and answers are divided by the same ten: so the three numbers of `hidden=none` become 1, 1 and 0."""

HELD_OUT = (
    (0, 4), (0, 9), (1, 1), (1, 6), (2, 3), (2, 8), (3, 0), (3, 5), (3, 10), (4, 2), (4, 7), (5, 4), (5, 9),
    (6, 1), (6, 6), (6, 8), (7, 3), (7, 5), (8, 0), (8, 4), (8, 7), (9, 2), (9, 9), (10, 1), (10, 6),
)  # fmt: skip
"""Fixed by hand, whatever the seed: spread over the square, the four corners and `1 + 2` left to training."""

_SEEN = ((1, 2), (2, 2), (4, 5), (0, 10), (10, 10))
_UNSEEN = ((7, 5), (2, 3), (6, 6), (9, 2), (3, 10))
_OUTSIDE = ((11, 0), (15, 4), (12, 30), (20, 20), (50, 50))


def _sum(kind: Kind, a: int, b: int) -> Sample:
    return Sample(kind, (float(a), float(b)), f"{a} + {b}", float(a + b))


@cache
def _data() -> Data:
    return square(_sum, _SEEN, _UNSEEN, _OUTSIDE)


def square(make: Callable[[Kind, int, int], Sample], *shown: Iterable[tuple[int, int]]) -> Data:
    """All pairs from 0 to 10, made samples of; `shown`: pairs that are seen, unseen and outside."""
    numbers = range(HIGHEST + 1)
    kinds: tuple[Kind, ...] = ("seen", "unseen", "outside")
    return Data(
        train=tuple(make("seen", a, b) for a in numbers for b in numbers if (a, b) not in HELD_OUT),
        held_out=tuple(make("unseen", a, b) for a, b in HELD_OUT),
        shown=tuple(make(kind, a, b) for kind, pairs in zip(kinds, shown, strict=True) for a, b in pairs),
    )


ADDITION = Demo(
    name="addition",
    input_names=("a", "b"),
    output_names=("sum",),
    input_scale=SCALE,
    output_scale=SCALE,
    data=_data,
    stop=StopRule(target=0.05, check_every=100, patience=3, least_steps=1_000),
    defaults={
        "learning_rate": 0.1,
        "steps": 50_000,
        "hidden": (8,),
        "activation": "tanh",
        "optimizer": "sgd",
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
        sign="+",
        label=lambda inputs: f"{inputs[0]:g} + {inputs[1]:g}",
        truth=sum,
        page="learning-addition.md#out-of-range",
    ),
)
