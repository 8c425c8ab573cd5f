"""Handwritten digits: 1,797 images of 8 × 8 grey dots go in, one of ten digits should come out.

`data/digits.npz` is made by `benchmarks/make_digits.py`; `data/digits.txt` says where the images are from.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from asistente.training.demo import RAW_INPUTS, Asking, Data, Demo, Sample, StopRule, raw_inputs

FOLDER = Path(__file__).with_name("data")
SIDE = 8
BRIGHTEST = 16.0
"""Dots are whole numbers from 0, paper, to 16, ink."""
_KEPT_BACK = 359
"""Images held out, drawn once and for all: a fifth of the 1,797."""


@cache
def _data() -> Data:
    # The registry of demos is loaded before the first screen, and without these.
    from random import Random

    import numpy as np

    with (FOLDER / "digits.npz").open("rb") as file:
        stored = np.load(file)
        images, digits = stored["images"].tolist(), stored["digits"].tolist()
    kept = set(Random(3).sample(range(1, len(digits) + 1), _KEPT_BACK))
    train: list[Sample] = []
    held_out: list[Sample] = []
    for number, (image, digit) in enumerate(zip(images, digits, strict=True), 1):
        kind, part = ("unseen", held_out) if number in kept else ("seen", train)
        part.append(Sample(kind, tuple(map(float, image)), f"№ {number}", float(digit)))  # type: ignore[arg-type]
    unseen = _one_of_each(held_out)
    return Data(tuple(train), tuple(held_out), (*_one_of_each(train), *unseen, *map(_moved, unseen)))


def _one_of_each(samples: list[Sample]) -> list[Sample]:
    first = {sample.truth: sample for sample in reversed(samples)}
    return [first[digit] for digit in sorted(first)]


def _moved(sample: Sample) -> Sample:
    """The image one dot farther to the right, where no image of the training lies."""
    rows = (sample.inputs[start : start + SIDE] for start in range(0, SIDE * SIDE, SIDE))
    inputs = tuple(dot for row in rows for dot in (0.0, *row[:-1]))
    return replace(sample, kind="outside", inputs=inputs, label=f"{sample.label} →1")


DIGITS = Demo(
    name="digits",
    input_names=tuple(f"dot {row}.{column}" for row in range(1, SIDE + 1) for column in range(1, SIDE + 1)),
    output_names=tuple("0123456789"),
    classes=tuple("0123456789"),
    loss="cross-entropy",
    input_scale=BRIGHTEST,
    data=_data,
    stop=StopRule(target=0.03, check_every=100, patience=3, least_steps=200, measure="wrong"),
    defaults={
        "learning_rate": 0.02,
        "steps": 10_000,
        "hidden": (32,),
        "activation": "relu",
        "optimizer": "momentum",
        "batch_size": 32,
        "seed": 1,
        "init": "he",
        "l2": 0.0,
        "noise": 0.0,
    },
    options=RAW_INPUTS,
    variant=raw_inputs,
    asking=Asking("picture", side=SIDE, ink=BRIGHTEST),
)
