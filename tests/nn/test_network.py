"""The flat array and the views of it; what the weights are at first."""

from __future__ import annotations

import math

import numpy as np
import pytest

from asistente.nn.initialization import INITIALIZATIONS
from asistente.nn.network import Network, parameter_count


@pytest.mark.parametrize(
    ("sizes", "count"), [((2, 8, 1), 33), ((2, 1), 3), ((2, 16, 8, 1), 193), ((64, 32, 10), 2_410)]
)
def test_parameters_are_counted(sizes: tuple[int, ...], count: int) -> None:
    assert parameter_count(sizes) == count == len(Network(sizes, "tanh").parameters)


def test_layers_are_views_of_the_flat_array() -> None:
    network = Network((2, 3, 1), "tanh")
    network.parameters[:] = np.arange(13)
    assert [layer.shape for layer in network.layers] == [(3, 3), (1, 4)]
    assert network.layers[0][1].tolist() == [3, 4, 5]  # the second unit: two weights and its bias
    network.layers[1][0, -1] = 99
    assert network.parameters[12] == 99
    assert network.weights_alone().tolist() == [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 1, 0]


def test_a_prediction_by_hand() -> None:
    network = Network((2, 1, 1), "relu", np.float64)
    network.parameters[:] = [1, 2, -0.5, 3, 1]
    assert network.predict(np.array([[1.0, 1.0], [0.1, 0.1]])).ravel() == pytest.approx([8.5, 1.0])


@pytest.mark.parametrize("kind", sorted(INITIALIZATIONS))
def test_biases_begin_at_zero_and_the_same_seed_gives_the_same_weights(kind: str) -> None:
    networks = [Network((2, 8, 1), "tanh") for _ in range(2)]
    for network in networks:
        network.parameters[:] = 7
        network.initialize(kind, np.random.default_rng(3))
        assert all(not layer[:, -1].any() for layer in network.layers)
    assert networks[0].parameters.tobytes() == networks[1].parameters.tobytes()


def test_first_weights_have_the_spread_that_their_name_promises() -> None:
    random = np.random.default_rng(0)
    weights = {kind: make(random, 200, 100) for kind, make in INITIALIZATIONS.items()}
    assert np.abs(weights["xavier"]).max() == pytest.approx(math.sqrt(6 / 300), rel=0.01)
    assert weights["he"].std() == pytest.approx(math.sqrt(2 / 200), rel=0.03)
    assert np.abs(weights["uniform"]).max() == pytest.approx(0.5, rel=0.01)
    assert not weights["zero"].any()
    assert {weight.shape for weight in weights.values()} == {(100, 200)}


@pytest.mark.parametrize("sizes", [(2, 3, 1), (2, 1), (2, 1, 1), (2, 3, 2)])
def test_what_stands_behind_the_parameters_for_the_passes_is_no_part_of_them(sizes: tuple[int, ...]) -> None:
    network = Network(sizes, "tanh")
    network.initialize("xavier", np.random.default_rng(0))
    assert network.parameters.size == parameter_count(sizes)
    network.parameters[:] = 7
    if sizes[-1] == 1:
        assert network.ending[0, :-1].tolist() == network.layers[-1][0].tolist()
    assert network.ending[0, -1] == -1
    assert not network.ending[1].any()
