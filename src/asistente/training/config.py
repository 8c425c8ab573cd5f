"""What a run is asked to do: one frozen, validated value, the same from a link, a prompt or a flag."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, cast
from urllib.parse import quote, unquote

from asistente.training.demo import Demo
from asistente.training.demos import DEMOS
from asistente.training.parameters import PARAMETERS, ConfigError, nearest

SCHEME = "demo:"


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
    """Standard deviation of what is added to the training answers, in the task's own unit."""

    @classmethod
    def of(cls, demo: str, /, **given: object) -> RunConfig:
        """The demo's defaults with `given` in their place: numbers, or text as people write it.

        Raises ConfigError: unknown demo or parameter (the nearest is named), not a number, out of bounds.
        """
        values = dict(_demo(demo).defaults)
        for name, value in given.items():
            parameter = PARAMETERS.get(name.strip().lower().replace("-", "_"))
            if parameter is None:
                raise ConfigError("unknown_parameter", name=name, **nearest(name, PARAMETERS))
            values[parameter.name] = parameter.read(value)
        return cls(demo=_demo(demo).name, **cast(dict[str, Any], values))

    def given(self) -> dict[str, object]:
        """The parameters that differ from the demo's defaults, by name, in the usual order."""
        defaults = DEMOS[self.demo].defaults
        return {name: value for name, value in self.values().items() if value != defaults[name]}

    def values(self) -> dict[str, object]:
        """Every parameter by name, without the demo."""
        return {field.name: getattr(self, field.name) for field in fields(self) if field.name != "demo"}

    def link(self, only_changed: bool = True) -> str:
        """`demo:addition?learning_rate=5&seed=2`, which `parse_link` reads back."""
        values = self.given() if only_changed else self.values()
        query = "&".join(f"{name}={quote(written(value), safe=',.+')}" for name, value in values.items())
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


def _demo(name: str) -> Demo:
    found: Mapping[str, Demo] = DEMOS
    key = name.strip().lower()
    if key not in found:
        raise ConfigError("unknown_demo", name=_short(name), **nearest(key, found))
    return found[key]


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "…"
