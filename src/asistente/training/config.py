"""What a run is asked to do: one frozen, validated value, the same from a link, a prompt or a flag."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, cast
from urllib.parse import quote, unquote

from asistente.training.demo import VERSION, Demo
from asistente.training.demos import ALL, Options, demo_as
from asistente.training.parameters import PARAMETERS, ConfigError, unknown

SCHEME = "demo:"
MOST_WEIGHTS = 100_000
"""Snapshots of all of them are sent twenty times a second."""


@dataclass(frozen=True, slots=True)
class RunConfig:
    """A demo and a value for each parameter. Make one with `of` or `parse_link`: they validate."""

    demo: str
    learning_rate: float
    """What each gradient is multiplied by before it is taken from the weights."""
    steps: int
    """The most steps; a run that learns sooner ends sooner."""
    hidden: tuple[int, ...]
    """Units of each hidden layer; () for none."""
    activation: str
    optimizer: str
    batch_size: int
    """Examples a step; more than there are means all of them."""
    seed: int
    init: str
    l2: float
    """Weight of the sum of squared weights in what is minimised."""
    noise: float
    """Standard deviation of what is added to the training answers, in the task's own unit; where they are
    classes, the probability that one is exchanged for any."""
    options: Options = ()
    """What the demo is made of beside its name, where that is not the usual: `(("file", "flats.csv"), …)`."""

    @classmethod
    def of(cls, demo: str, /, **given: object) -> RunConfig:
        """The demo's defaults with `given` in their place: numbers, or text as people write it.

        Raises ConfigError: unknown demo or parameter (the nearest is named), not a number, out of bounds,
        a network of more than `MOST_WEIGHTS`.
        """
        base = _base(demo)
        options: dict[str, str] = {}
        values: dict[str, object] = {}
        for name, value in given.items():
            key = name.strip().lower().replace("-", "_")
            if key in base.options:
                options[key] = _choice(base, key, value)
            elif key in PARAMETERS:
                values[key] = PARAMETERS[key].read(value)
            else:
                raise unknown("unknown_parameter", name, [*PARAMETERS, *base.options], name=_short(name))
        chosen = _unusual(base, options)
        task = demo_as(base.name, chosen)
        config = cls(demo=base.name, options=chosen, **cast(dict[str, Any], {**task.defaults, **values}))
        _check_size((len(task.input_names), *config.hidden, len(task.output_names)))
        return config

    @property
    def task(self) -> Demo:
        """The demo itself, as the options make it."""
        return demo_as(self.demo, self.options)

    def given(self) -> dict[str, object]:
        """The options and parameters that differ from the demo's usual ones, by name, in the usual order."""
        defaults = self.task.defaults
        changed = {name: value for name, value in self.values().items() if value != defaults[name]}
        return {**self.chosen(), **changed}

    def chosen(self) -> dict[str, str]:
        """The demo's options that differ from its usual ones, by name."""
        return {name: value for name, value in self.options if name != VERSION}

    def values(self) -> dict[str, object]:
        """Every parameter by name, without the demo and its options."""
        return {name: getattr(self, name) for name in PARAMETERS}

    def link(self, only_changed: bool = True) -> str:
        """`demo:addition?learning_rate=5&seed=2`, which `parse_link` reads back."""
        values = self.given() if only_changed else {**self.chosen(), **self.values()}
        query = "&".join(f"{name}={quote(written(value), safe=',.+/')}" for name, value in values.items())
        return f"{SCHEME}{self.demo}" + (f"?{query}" if query else "")


def parse_link(link: str) -> RunConfig:
    """Read `demo:addition?learning_rate=5&seed=1`; raises ConfigError as `RunConfig.of`, or for no link."""
    text = link.strip()
    if not text.lower().startswith(SCHEME):
        raise ConfigError("bad_link", link=_short(link))
    name, _, query = text[len(SCHEME) :].partition("?")
    given: dict[str, str] = {}
    for part in filter(None, query.split("&")):
        key, equals, value = part.partition("=")
        if not equals:
            raise ConfigError("bad_link", link=_short(link))
        given[unquote(key)] = unquote(value)
    return RunConfig.of(unquote(name), **given)


def written(value: object) -> str:
    """A parameter's value as links and flags write it: `0.1`, `16,8`, `none`."""
    if isinstance(value, tuple):
        return ",".join(str(units) for units in value) or "none"
    return str(value).removesuffix(".0")


def _base(name: str) -> Demo:
    key = name.strip().lower()
    if key not in ALL:
        raise unknown("unknown_demo", key, list(ALL), name=_short(name))
    return ALL[key]


def _choice(base: Demo, name: str, value: object) -> str:
    choices, text = base.options[name], str(value).strip()
    if not choices:
        return text
    if text.lower() not in choices:
        raise unknown("unknown_choice", text, choices, name=name, value=_short(text))
    return text.lower()


def _unusual(base: Demo, given: dict[str, str]) -> Options:
    """The options that are not the usual ones, in the usual order."""
    for name, choices in base.options.items():
        if not choices and not given.get(name):
            raise ConfigError("missing_option", demo=base.name, name=name)
    options = [(name, given[name]) for name in base.options if given.get(name)]
    options = [(name, value) for name, value in options if value not in base.options[name][:1]]
    if base.version:
        options.append((VERSION, base.version(given)))
    return tuple(options)


def _check_size(layers: tuple[int, ...]) -> None:
    # counted here, as NumPy and with it the network are not loaded before there is a run
    count = sum((before + 1) * after for before, after in pairwise(layers))
    if count > MOST_WEIGHTS:
        raise ConfigError("too_many_weights", count=count, highest=MOST_WEIGHTS)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"
