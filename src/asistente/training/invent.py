"""Names that a network invents, letter by letter, as it has learnt which letters follow which."""

from __future__ import annotations

import numpy as np

from asistente.training.config import RunConfig
from asistente.training.demos.names import END, encoded, names
from asistente.training.model import FloatArray, meanings

LONGEST = 12
_TRIES = 20
"""Rounds of `n` names each, until enough of them are new."""


def sample_names(config: RunConfig, weights: FloatArray, n: int, seed: int) -> list[str]:
    """Up to `n` different names of two letters or more that are in no list, drawn by this seed.

    `config` is of the demo `names`, `weights` (P,). Each letter is drawn by the probabilities that the
    network gives it. Fewer names come out, or none, of weights that know hardly any.
    """
    letters = config.task.classes
    known = set(names(dict(config.options).get("language", "en")))
    chance = np.random.default_rng(seed)
    found: dict[str, None] = {}
    for _ in range(_TRIES):
        for name in _drawn(config, weights, n, letters, chance):
            if len(name) >= 2 and name not in known:
                found[name] = None
        if len(found) >= n:
            break
    return list(found)[:n]


def _drawn(
    config: RunConfig, weights: FloatArray, n: int, letters: tuple[str, ...], chance: np.random.Generator
) -> list[str]:
    """`n` names, whole ones only: those that find no end are dropped."""
    open_names, whole = [""] * n, []
    for _ in range(LONGEST + 1):
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
