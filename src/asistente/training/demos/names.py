"""First names, letter by letter: the last letters of a name go in, the next one should come out.

A network that has learnt which letters follow which can invent names: `asistente.training.invent`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from asistente.training.demo import Asking, Data, Demo, Kind, Sample, StopRule

FOLDER = Path(__file__).with_name("data")
CONTEXT = 3
"""Letters that the network sees."""
END = "·"
"""Stands before the first letter and after the last."""
_KEEP_BACK = 6
"""Every sixth name is held out."""
_TARGETS = {"en": 12.0, "es": 10.5}
"""Perplexity: a network that knows nothing wavers between all 26 or 31 letters."""
_SHOWN = {"en": ("mary", "peter", "ralph", "nora"), "es": ("maría", "pedro", "rafael", "nora")}


@cache
def names(language: str) -> tuple[str, ...]:
    """The list of a language, in the order of the alphabet."""
    file = FOLDER / f"names_{language}.txt"
    return tuple(file.read_text(encoding="utf-8").split())


@cache
def alphabet(language: str) -> tuple[str, ...]:
    """`END` and every letter of the names."""
    return (END, *sorted(set("".join(names(language)))))


@cache
def held_out(language: str) -> tuple[str, ...]:
    """The names that are kept from training, whole."""
    return names(language)[_KEEP_BACK // 2 :: _KEEP_BACK]


def encoded(context: str, letters: tuple[str, ...]) -> tuple[float, ...]:
    """The last `CONTEXT` letters of what is there so far: for each of them a one among zeros."""
    seen = (END * CONTEXT + context)[-CONTEXT:]
    return tuple(1.0 if letter == one else 0.0 for one in seen for letter in letters)


def _samples(kind: Kind, name: str, letters: tuple[str, ...]) -> list[Sample]:
    """A sample for each letter of the name, and one for its end: `m_`, `ma_`, `mar_`, `ary_`."""
    return [
        Sample(
            kind,
            encoded(name[:end], letters),
            f"{name[max(0, end - CONTEXT) : end]}_",
            float(letters.index((name + END)[end])),
        )
        for end in range(len(name) + 1)
    ]


@cache
def _data(language: str) -> Data:
    letters = alphabet(language)
    unseen = held_out(language)
    seen = [name for name in names(language) if name not in unseen]
    train = [sample for name in seen for sample in _samples("seen", name, letters)]
    contexts = {sample.inputs for sample in train}
    kept = [sample for name in unseen for sample in _samples("unseen", name, letters)]
    first = next(name for name in _SHOWN[language] if name in seen)
    new = [sample for sample in kept if sample.inputs not in contexts]
    return Data(
        train=tuple(train),
        held_out=tuple(kept),
        shown=(*_samples("seen", first, letters)[1:], *new[:: max(1, len(new) // 5)][:5]),
    )


def _in(demo: Demo, options: Mapping[str, str]) -> Demo:
    return _names(options.get("language", "en")) if options else demo


def _names(language: str) -> Demo:
    letters = alphabet(language)
    return replace(
        NAMES,
        input_names=tuple(f"{place}.{letter}" for place in range(-CONTEXT, 0) for letter in letters),
        output_names=letters,
        classes=letters,
        data=partial(_data, language),
        stop=replace(NAMES.stop, target=_TARGETS[language]),
    )


NAMES = Demo(
    name="names",
    input_names=(),
    output_names=(),
    loss="cross-entropy",
    data=partial(_data, "en"),
    stop=StopRule(target=12.0, check_every=50, patience=3, least_steps=1_000, measure="perplexity"),
    defaults={
        "learning_rate": 0.2,
        "steps": 3_000,
        "hidden": (32,),
        "activation": "tanh",
        "optimizer": "sgd",
        "batch_size": 32,
        "seed": 1,
        "init": "xavier",
        "l2": 0.0,
        "noise": 0.0,
    },
    options={"language": ("en", "es")},
    variant=_in,
    asking=Asking("invention"),
)
NAMES = _names("en")
