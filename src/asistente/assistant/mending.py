"""What cannot be, and the nearest that can: an optimizer that is not here, a layer of no units."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from asistente.assistant.numbers import tokens
from asistente.assistant.routing import LANGUAGES, table
from asistente.language.detect import Language
from asistente.training.config import RunConfig
from asistente.training.demos import DEMOS
from asistente.training.parameters import MAX_LAYERS, ConfigError

FILE = "absent"
MOST = 4
"""Arguments that are set right one after the other."""


def absent(text: str, language: Language) -> dict[str, str]:
    """What the turn names that the field has and these runs have not, by parameter or `demo`."""
    found = tokens(text, language)
    named: dict[str, str] = {}
    for kind in ("optimizer", "activation", "init", "demo"):
        spans = _spans(kind, [token.text for token in found])
        if spans:
            named[kind] = spans[-1]
    return named


def _spans(kind: str, words: Sequence[str]) -> list[str]:
    """The names of a kind among the words, the longest that fits."""
    listed = {name for one in LANGUAGES for name in table(one, FILE)[kind]}
    spans: list[str] = []
    for name in sorted(listed, key=len, reverse=True):
        parts = name.replace("-", " - ").split()
        for at in range(len(words) - len(parts) + 1):
            if words[at : at + len(parts)] == parts and not any(name in one for one in spans):
                spans.append(name)
    return spans


def mended(arguments: Mapping[str, Any], error: ConfigError, demo: str) -> dict[str, Any] | None:
    """The arguments with the nearest that can be in place of what cannot; None where nothing is near.

    `error` is what the arguments were refused with, `demo` the demo whose usual values stand in.
    """
    changed = dict(arguments)
    wrong: ConfigError | None = error
    for _ in range(MOST):
        if wrong is None:
            return changed
        step = _one(changed, wrong, demo)
        if step is None:
            return None
        changed.update(step)
        demo = str(changed.get("demo") or demo)
        wrong = _error(changed, demo)
    return None if wrong is not None else changed


def _error(arguments: Mapping[str, Any], demo: str) -> ConfigError | None:
    given = {name: value for name, value in arguments.items() if name != "demo"}
    try:
        RunConfig.of(demo, **given)
    except ConfigError as error:
        return error
    return None


def _one(arguments: Mapping[str, Any], error: ConfigError, demo: str) -> dict[str, Any] | None:
    """The one argument that an error is about, set right."""
    values, code = error.values, error.code.removeprefix("config.")
    name = str(values.get("name"))
    if code.startswith("unknown_demo"):
        near = nearest("demo", name) or values.get("nearest")
        return {"demo": near} if near else None
    if code.startswith("unknown_choice"):
        near = nearest(name, str(values.get("value"))) or values.get("nearest")
        return {name: near} if near else None
    if name == "hidden" or code == "too_many_layers":
        return _layers(arguments.get("hidden"))
    usual = DEMOS[demo].defaults.get(name) if demo in DEMOS else None
    match code:
        case "too_small" | "too_large" if name != "learning_rate":
            bound = values["lowest" if code == "too_small" else "highest"]
            return {name: bound if name in ("l2", "noise") else int(str(bound).split(".")[0])}
        case "not_whole":
            return {name: max(1, round(float(str(values["value"]))))}
        case "not_above" | "too_large" | "not_a_number" if usual is not None:
            given = arguments.get(name)
            turned = isinstance(given, int | float) and -1 <= given < 0
            return {name: abs(given) if turned and given is not None else usual}
        case _:
            return None


def _layers(given: object) -> dict[str, Any] | None:
    if not isinstance(given, list) or not all(isinstance(one, int | float) for one in given):
        return None
    return {"hidden": [min(max(1, round(one)), 1_024) for one in given[:MAX_LAYERS]]}


def nearest(kind: str, written: str) -> str | None:
    """The nearest that there is to what is known and not here; None for what nobody knows."""
    return next(
        (str(found) for one in LANGUAGES if (found := table(one, FILE).get(kind, {}).get(written))), None
    )
