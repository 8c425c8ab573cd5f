"""What a run is asked to do: every way of saying it, and every way of saying it wrong."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asistente.language.detect import Language
from asistente.language.texts import Texts
from asistente.nn.activations import ACTIVATIONS
from asistente.nn.initialization import INITIALIZATIONS
from asistente.nn.optimizers import OPTIMIZERS
from asistente.training.config import RunConfig, parse_link
from asistente.training.demos import DEMOS
from asistente.training.parameters import PARAMETERS, ConfigError


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("learning_rate", "0.01", 0.01),
        ("learning_rate", "0,01", 0.01),
        ("learning_rate", "1e-3", 0.001),
        ("learning_rate", "1,5e-3", 0.0015),
        ("learning_rate", " .5 ", 0.5),
        ("learning_rate", 2, 2.0),
        ("steps", "1e4", 10_000),
        ("steps", "20,000", 20_000),
        ("steps", "20 000", 20_000),
        ("steps", "20\u202f000", 20_000),
        ("steps", 300.0, 300),
        ("hidden", "16", (16,)),
        ("hidden", "16,8", (16, 8)),
        ("hidden", "16, 8", (16, 8)),
        ("hidden", "16x8", (16, 8)),
        ("hidden", "[16, 8]", (16, 8)),
        ("hidden", [16, 8], (16, 8)),
        ("hidden", 16, (16,)),
        ("hidden", "none", ()),
        ("hidden", "Ninguna", ()),
        ("hidden", [], ()),
        ("hidden", None, ()),
        ("hidden", 0, ()),
        ("activation", "ReLU", "relu"),
        ("seed", "0", 0),
        ("l2", "0", 0.0),
    ],
)
def test_values_are_read_as_people_write_them(name: str, value: object, read: object) -> None:
    config = RunConfig.of("addition", **{name: value})
    assert getattr(config, name) == read
    assert type(getattr(config, name)) is type(read)


@pytest.mark.parametrize(
    ("given", "code", "part"),
    [
        ({"learning_rate": -1}, "not_above", "greater than 0"),
        ({"learning_rate": "0"}, "not_above", "greater than 0"),
        ({"learning_rate": "big"}, "not_a_number", "“big”"),
        ({"learning_rate": "inf"}, "not_a_number", "number"),
        ({"learning_rate": True}, "not_a_number", "number"),
        ({"learning_rate": ""}, "not_a_number", "number"),
        ({"learning_rate": 1e6}, "too_large", "at most 1,000"),
        ({"steps": "nan"}, "not_a_number", "“nan”"),
        ({"steps": 0}, "too_small", "at least 1"),
        ({"steps": "1.5"}, "not_whole", "whole number"),
        ({"steps": "9" * 400}, "not_a_number", "number"),
        ({"batch_size": 0}, "too_small", "at least 1"),
        ({"hidden": 9999999}, "too_large", "at most 1,024"),
        ({"hidden": "8,0"}, "too_small", "at least 1"),
        ({"hidden": "8,8,8,8,8,8,8"}, "too_many_layers", "7 layers"),
        ({"hidden": "1024,1024"}, "too_many_weights", "1,053,697 weights; at most 100,000"),
        ({"hidden": "a few"}, "not_a_number", "“a”"),
        ({"seed": -1}, "too_small", "at least 0"),
        ({"optimizer": "sdg"}, "unknown_choice", "mean sgd?"),
        ({"activation": "tan"}, "unknown_choice", "mean tanh?"),
        ({"init": "Xavir"}, "unknown_choice", "mean xavier?"),
        ({"learning": 1}, "unknown_parameter", "learning_rate?"),
        ({"demo": "x"}, "unknown_parameter_far", "“demo”"),
    ],
)
def test_what_cannot_be_is_refused_in_one_line_with_a_remedy(
    given: dict[str, object], code: str, part: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        RunConfig.of("addition", **given)
    assert caught.value.code == f"config.{code}"
    line = Texts("en").error(caught.value)
    assert part in line
    assert "\n" not in line
    assert len(line) < 200


def test_nothing_is_guessed_where_nothing_is_near() -> None:
    with pytest.raises(ConfigError) as caught:
        RunConfig.of("addition", optimizer="lion")
    line = Texts("en").error(caught.value)
    assert "Did you mean" not in line
    assert "sgd, momentum, adam" in line


def test_an_unknown_demo_names_the_nearest() -> None:
    with pytest.raises(ConfigError) as caught:
        RunConfig.of("adition")
    assert (
        Texts("es")
        .error(caught.value)
        .startswith(
            "No hay ninguna demostración llamada «adition». ¿Querías decir «addition»? Hay: addition, mult"
        )
    )


@pytest.mark.parametrize("name", ["", "x" * 100_000, "\x1b[31m"])
def test_a_mad_demo_is_one_short_clean_line(name: str) -> None:
    with pytest.raises(ConfigError) as caught:
        RunConfig.of(name)
    line = Texts("en").error(caught.value)
    assert len(line) < 200
    assert "\x1b" not in line


@pytest.mark.parametrize("language", get_args(Language))
def test_every_code_has_its_sentence_in_each_language(language: Language) -> None:
    source = Path(__file__).parents[2] / "src" / "asistente"
    said = set(Texts(language).keys("errors.config."))
    used = {
        key
        for key in said
        for file in source.rglob("*.py")
        if f'"{key.split(".")[-1].removesuffix("_far")}"' in file.read_text()
    }
    assert said
    assert used == said


@pytest.mark.parametrize("name", sorted(DEMOS))
def test_every_demo_comes_back_from_its_link(name: str) -> None:
    config = RunConfig.of(name, seed=7, hidden="5")
    assert config.link() == f"demo:{name}?hidden=5&seed=7"
    assert parse_link(config.link()) == parse_link(config.link(only_changed=False)) == config


def test_options_are_said_in_links_beside_the_parameters() -> None:
    config = RunConfig.of("names", language="ES", seed=2)
    assert config.options == (("language", "es"),)
    assert config.link() == "demo:names?language=es&seed=2"
    assert parse_link(config.link(only_changed=False)) == config
    assert RunConfig.of("names", **config.given()) == config
    assert RunConfig.of("names", language="en") == RunConfig.of("names")
    assert set(config.values()) == set(PARAMETERS)


@pytest.mark.parametrize(
    ("demo", "given", "code"),
    [
        ("names", {"language": "fr"}, "unknown_choice_far"),
        ("addition", {"inputs": "cooked"}, "unknown_choice"),
        ("addition", {"language": "es"}, "unknown_parameter"),
    ],
)
def test_options_that_cannot_be_are_refused(demo: str, given: dict[str, object], code: str) -> None:
    with pytest.raises(ConfigError) as caught:
        RunConfig.of(demo, **given)
    assert caught.value.code == f"config.{code}"


def test_a_link_says_what_differs_from_the_defaults() -> None:
    config = RunConfig.of("addition", learning_rate="5", seed=2, hidden="none", steps=50_000)
    assert config.given() == {"learning_rate": 5.0, "hidden": (), "seed": 2}
    assert config.link() == "demo:addition?learning_rate=5&hidden=none&seed=2"
    assert RunConfig.of("addition").link() == "demo:addition"
    assert "optimizer=sgd" in RunConfig.of("addition").link(only_changed=False)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("demo:addition", {}),
        ("  Demo:Addition?  ", {}),
        ("demo:addition?learning_rate=5&seed=1", {"learning_rate": 5}),
        ("demo:addition?hidden=16%2C8", {"hidden": (16, 8)}),
        ("demo:addition?learning-rate=0,2&", {"learning_rate": 0.2}),
        ("demo:addition?seed=2&seed=3", {"seed": 3}),
    ],
)
def test_links_are_read(link: str, expected: dict[str, object]) -> None:
    assert parse_link(link) == RunConfig.of("addition", **expected)


@pytest.mark.parametrize(
    "link", ["", "addition", "http://x", "demo:addition?seed", "demo:", "demo:addition?=3"]
)
def test_what_is_no_link_is_refused(link: str) -> None:
    with pytest.raises(ConfigError):
        parse_link(link)


@given(
    learning_rate=st.floats(1e-12, 1_000),
    steps=st.integers(1, 100_000_000),
    hidden=st.one_of(st.lists(st.integers(1, 100), max_size=6), st.lists(st.integers(1, 900), max_size=1)),
    l2=st.floats(0, 10),
    noise=st.floats(0, 100),
    seed=st.integers(0, 2**32 - 1),
    activation=st.sampled_from(PARAMETERS["activation"].choices),
)
@settings(max_examples=50, deadline=None, derandomize=True)
def test_every_config_comes_back_from_its_link(**given_values: object) -> None:
    config = RunConfig.of("addition", **given_values)
    for only_changed in (True, False):
        assert parse_link(config.link(only_changed)) == config


@given(text=st.text(max_size=60))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_any_text_is_read_or_refused_never_worse(text: str) -> None:
    for name in PARAMETERS:
        try:
            RunConfig.of("addition", **{name: text})
        except ConfigError as error:
            assert "\n" not in Texts("es").error(error)


def test_the_choices_are_those_that_exist() -> None:
    assert set(PARAMETERS["activation"].choices) == set(ACTIVATIONS)
    assert set(PARAMETERS["optimizer"].choices) == set(OPTIMIZERS)
    assert set(PARAMETERS["init"].choices) == set(INITIALIZATIONS)


def test_a_network_of_too_many_weights_is_refused_with_the_count_and_the_remedy() -> None:
    with pytest.raises(ConfigError) as caught:
        RunConfig.of("digits", hidden="512,256")
    assert "167.178 pesos" in Texts("es").error(caught.value).replace("\u202f", ".").replace("\xa0", ".")
    assert "hidden=32" in Texts("es").error(caught.value)
    RunConfig.of("digits", hidden="128,128")
