"""What the hidden units of a run's network give to its examples."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from asistente.nn.network import ForwardPass, Network, with_ones
from asistente.nn.operations import perform
from asistente.training.arrays import examples, meaning, scaled
from asistente.training.config import RunConfig
from asistente.training.model import FloatArray, sizes, unit_names


def dead_units(config: RunConfig, weights: FloatArray) -> tuple[list[str], int]:
    """Names of the relu units that give zero to every example, seen and unseen; and how many relu units there
    are, 0 where the network has others."""
    if config.activation != "relu":
        return [], 0
    network = Network(sizes(config), config.activation)
    network.parameters[:] = weights
    demo = config.task
    inputs, _ = examples(demo, (*demo.train, *demo.held_out))
    forward = ForwardPass(network, with_ones(inputs.T.astype(np.float32)))
    with np.errstate(all="ignore"):  # weights that blew up
        perform(forward.operations)
    names: list[str] = []
    for number, values in enumerate(forward.activations[1:], 1):
        dead = np.flatnonzero(values[:-1].max(axis=1) <= 0)
        named = unit_names(config)[number]
        names += [named[unit] for unit in dead]
    return names, sum(config.hidden)


def activities(config: RunConfig, weights: FloatArray, inputs: Sequence[float]) -> list[FloatArray]:
    """What flows through the network for one example, whose `inputs` are in the task's own unit.

    For each layer an array (units,): the inputs as the network sees them, what the hidden units give, and
    what the answer means in the task's unit.
    """
    network = Network(sizes(config), config.activation)
    network.parameters[:] = weights
    seen = scaled(config.task, [inputs]).astype(np.float32)
    forward = ForwardPass(network, with_ones(seen.T))
    with np.errstate(all="ignore"):
        perform(forward.operations)
        meant = meaning(config.task, forward.outputs.copy())
    hidden = [values[:-1, 0].copy() for values in forward.activations[1:]]
    return [seen[0], *hidden, np.asarray(meant[:, 0], dtype=np.float32)]


def layer_weights(config: RunConfig, flat: FloatArray) -> list[FloatArray]:
    """Flat numbers (P,), weights or their last change, by layer: (units, inputs + 1), the bias last."""
    return [view.copy() for view in Network(sizes(config), config.activation).views(flat)]
