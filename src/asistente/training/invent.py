"""Names that a network invents, letter by letter, as it has learnt which letters follow which."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from asistente.training.config import RunConfig
from asistente.training.demo import Kind
from asistente.training.demos.names import END, encoded, held_out, names
from asistente.training.model import FloatArray, meanings

LONGEST = 12
_TRIES = 20
"""Rounds of `n` names each, until enough of them are there."""


def sample_names(config: RunConfig, weights: FloatArray, n: int, seed: int) -> list[str]:
    """Up to `n` different names of two letters or more that are in no list, drawn by this seed.

    `config` is of the demo `names`, `weights` (P,). Each letter is drawn by the probabilities that the
    network gives it. Fewer names come out, or none, of weights that know hardly any.
    """
    known = names(_language(config))
    return _gathered(config, weights, n, seed, "", frozenset(known))


@dataclass(frozen=True, slots=True)
class Invented:
    """A name that a network made up, and whether there is one such."""

    name: str
    kind: Kind | None
    """`seen` where it is a real name that was practised, `unseen` where it was held out; None in no list."""


def invent(config: RunConfig, weights: FloatArray, n: int, seed: int, start: str = "") -> list[Invented]:
    """As `sample_names`, real names too; each begins with `start`, small letters of the alphabet."""
    language = _language(config)
    known, kept = frozenset(names(language)), frozenset(held_out(language))
    return [
        Invented(name, None if name not in known else "unseen" if name in kept else "seen")
        for name in _gathered(config, weights, n, seed, start, frozenset())
    ]


def practised_start(config: RunConfig, start: str) -> bool:
    """Whether a name that the network practised begins like this."""
    language = _language(config)
    kept = frozenset(held_out(language))
    return any(name.startswith(start) for name in names(language) if name not in kept)


def _language(config: RunConfig) -> str:
    return dict(config.options).get("language", "en")


def _gathered(
    config: RunConfig, weights: FloatArray, n: int, seed: int, start: str, without: frozenset[str]
) -> list[str]:
    chance = np.random.default_rng(seed)
    found: dict[str, None] = {}
    for _ in range(_TRIES):
        for name in _drawn(config, weights, n, start, chance):
            if len(name) >= 2 and name not in without:
                found[name] = None
        if len(found) >= n:
            break
    return list(found)[:n]


def _drawn(
    config: RunConfig, weights: FloatArray, n: int, start: str, chance: np.random.Generator
) -> list[str]:
    """`n` names, whole ones only: those that find no end are dropped."""
    letters = config.task.classes
    open_names, whole = [start] * n, []
    for _ in range(len(start), LONGEST + 1):
        if not open_names:
            break
        probabilities = meanings(config, weights, [encoded(name, letters) for name in open_names])
        if not np.isfinite(probabilities).all():
            return []
        reached = np.cumsum(probabilities, axis=1)
        drawn = (reached < chance.random((len(open_names), 1)) * reached[:, -1:]).sum(axis=1)
        longer = [name + letters[index] for name, index in zip(open_names, drawn, strict=True)]
        whole += [name[: -len(END)] for name in longer if name.endswith(END)]
        open_names = [name for name in longer if not name.endswith(END)]
    return whole
