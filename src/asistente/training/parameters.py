"""The parameters of a run: their names, what they accept, and how a value that people write is read."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from asistente.language.errors import UserError

MAX_LAYERS = 6
MAX_UNITS = 1_024
ACTIVATIONS = ("tanh", "relu", "sigmoid", "linear")
OPTIMIZERS = ("sgd", "momentum", "adam")
INITS = ("xavier", "he", "uniform", "zero")
_NO_LAYERS = frozenset({"", "none", "[]", "()", "0", "ninguna", "ninguno"})


class ConfigError(UserError):
    """A run cannot be made from what was given. Its codes are `config.…`."""

    def __init__(self, code: str, /, **values: object) -> None:
        super().__init__(f"config.{code}", **values)


EXAMPLES = {
    "learning_rate": "0.1",
    "steps": "20000",
    "hidden": "16,8",
    "batch_size": "16",
    "seed": "1",
    "l2": "0.001",
    "noise": "0.1",
}
"""What an error shows as a value that would do."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: the name that links, flags and JSON use, and how its value is read."""

    name: str
    kind: Literal["number", "whole", "choice", "layers"]
    read: Callable[[object], object]
    """From text or a number to the value; raises ConfigError."""
    choices: tuple[str, ...] = ()


def unknown(
    code: str, written: str, known: Sequence[str], most: int | None = None, **values: str
) -> ConfigError:
    """The error for a name that is not among the known ones: with the one that is most like it, and `most` of
    them all. Where none is like it, its code ends in `_far`: a wild guess helps nobody."""
    import difflib  # only when something is wrong: it takes longer to load than all the rest here

    by_lower = {one.lower(): one for one in known}
    listed = ", ".join(known[:most]) + (", …" if most and len(known) > most else "")
    close = difflib.get_close_matches(written.lower()[:40], by_lower, n=1, cutoff=0.5)
    if not close:
        return ConfigError(f"{code}_far", known=listed, **values)
    return ConfigError(code, nearest=by_lower[close[0]], known=listed, **values)


def _number(name: str, value: object) -> float:
    """A finite float from 0.01, "0.01", "0,01" or "1e-2"."""
    text = str(value).strip()
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise _wrong("not_a_number", name, value)
    try:
        number = float(re.sub(r"^([+-]?\d*),(\d+)", r"\1.\2", text))
    except (ValueError, OverflowError):
        raise _wrong("not_a_number", name, value) from None
    if not math.isfinite(number):
        raise _wrong("not_a_number", name, value)
    return number


def _between(name: str, number: float, lowest: float, highest: float, above: bool = False) -> None:
    if number < lowest or (above and number == lowest):
        raise _wrong("not_above" if above else "too_small", name, number, lowest=lowest)
    if number > highest:
        raise _wrong("too_large", name, number, highest=highest)


def _number_of(name: str, lowest: float, highest: float, above: bool = False) -> Parameter:
    def read(value: object) -> float:
        number = _number(name, value)
        _between(name, number, lowest, highest, above)
        return number

    return Parameter(name, "number", read)


def _whole(name: str, value: object) -> int:
    """A whole number from 40, "40", "4e1", "40 000", "40,000" or "40_000"."""
    if isinstance(value, str) and re.fullmatch(r"\s*\d{1,3}([,_ \u202f\u00a0]\d{3})+\s*", value):
        value = re.sub(r"\D", "", value)
    number = _number(name, value)
    if number != int(number):
        raise _wrong("not_whole", name, value)
    return int(number)


def _whole_of(name: str, lowest: int, highest: int) -> Parameter:
    def read(value: object) -> int:
        number = _whole(name, value)
        _between(name, number, lowest, highest)
        return number

    return Parameter(name, "whole", read)


def _choice_of(name: str, choices: tuple[str, ...]) -> Parameter:
    def read(value: object) -> str:
        text = str(value).strip().lower()
        if text not in choices:
            raise unknown("unknown_choice", text, choices, name=name, value=_shown(value))
        return text

    return Parameter(name, "choice", read, choices)


def _read_layers(value: object) -> tuple[int, ...]:
    """Layers from 16, "16", "16,8", [16, 8], "none" or ()."""
    if isinstance(value, (list, tuple)):
        parts: list[object] = list(value)
    elif isinstance(value, int) and not isinstance(value, bool):
        parts = [value] if value else []
    elif value is None or str(value).strip().lower() in _NO_LAYERS:
        parts = []
    else:
        parts = [part for part in re.split(r"\s*[,;x×\s]\s*", str(value).strip("[]() ")) if part]
    if len(parts) > MAX_LAYERS:
        raise ConfigError("too_many_layers", value=len(parts), highest=MAX_LAYERS)
    layers = tuple(_whole("hidden", part) for part in parts)
    for units in layers:
        _between("hidden", units, 1, MAX_UNITS)
    return layers


_ALL = (
    _number_of("learning_rate", 0.0, 1_000.0, above=True),
    _whole_of("steps", 1, 100_000_000),
    Parameter("hidden", "layers", _read_layers),
    _choice_of("activation", ACTIVATIONS),
    _choice_of("optimizer", OPTIMIZERS),
    _whole_of("batch_size", 1, 100_000),
    _whole_of("seed", 0, 2**32 - 1),
    _choice_of("init", INITS),
    _number_of("l2", 0.0, 10.0),
    _number_of("noise", 0.0, 100.0),
)
PARAMETERS: dict[str, Parameter] = {parameter.name: parameter for parameter in _ALL}


def _wrong(code: str, name: str, value: object, **bounds: float) -> ConfigError:
    shown = value if isinstance(value, (int, float)) else _shown(value)
    return ConfigError(code, name=name, value=shown, example=EXAMPLES[name], **bounds)


def _shown(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:40] + "…"
