"""What pages promise of their runs (`effects/<slug>.toml`): read strictly, and judged.

An entry has `link`, `promise` (what the page says, for people) and what has to come true of it:

- of the whole run: `ends` (why), `steps` (its last step, [lowest, highest]), `slower_than` and `faster_than`
  (a link: by steps to the end);
- of its end: `train_loss`, `test_loss`, `error`, `gap` (test loss by train loss), `answers` (by label) and
  `weights` (all, in order), each as [lowest, highest]; `signs` and `without` (noticed until then, or not);
  `alike_units` (whether the units of the first hidden layer have equal weights);
- `at`: the same as of its end at a `step` on the way.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, NamedTuple, get_args

from asistente.training.events import Reason
from asistente.training.signs import Sign
from tests.content.runs import Runs, State

CODES = {sign.code for sign in get_args(Sign)}


class Bounds(NamedTuple):
    """The lowest and the highest value that keep a promise."""

    lowest: float
    highest: float

    def __contains__(self, value: object) -> bool:
        return isinstance(value, int | float) and self.lowest <= value <= self.highest

    def __str__(self) -> str:
        return f"{self.lowest:g} to {self.highest:g}"


@dataclass(frozen=True)
class Marks:
    """What is to be seen of a run at a step."""

    train_loss: Bounds | None = None
    test_loss: Bounds | None = None
    error: Bounds | None = None
    gap: Bounds | None = None
    answers: Mapping[str, Bounds] = field(default_factory=dict)
    weights: tuple[Bounds, ...] = ()
    alike_units: bool | None = None
    signs: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class Effect:
    """An entry of a file."""

    link: str
    promise: str
    end: Marks
    at: Mapping[int, Marks]
    ends: str | None = None
    steps: Bounds | None = None
    slower_than: str | None = None
    faster_than: str | None = None


MARKS = {one.name for one in fields(Marks)}
WHOLE = {"link", "promise", "at", "ends", "steps", "slower_than", "faster_than"}


def read_effects(path: Path) -> list[Effect]:
    """The entries of a file. ValueError: not in the form above; it says which entry and key."""
    entries = tomllib.loads(path.read_text(encoding="utf-8"))
    if odd := set(entries) - {"effect"}:
        raise ValueError(f"{path.name}: only [[effect]] tables are read, not {', '.join(sorted(odd))}")
    effects = []
    for entry in entries.get("effect", []):
        try:
            effects.append(_effect(entry))
        except ValueError as error:
            raise ValueError(
                f"{path.name}, {entry.get('link', 'an entry without a link')}: {error}"
            ) from error
    return effects


def _effect(entry: Mapping[str, Any]) -> Effect:
    if odd := set(entry) - MARKS - WHOLE:
        raise ValueError(f"no such key: {', '.join(sorted(odd))}")
    if not all(isinstance(entry.get(key), str) and entry[key].strip() for key in ("link", "promise")):
        raise ValueError("link and promise are needed, each a text")
    if not set(entry) - {"link", "promise"}:
        raise ValueError("nothing of the promise can be tested: add ends, steps, error …")
    if (ends := entry.get("ends")) not in (None, *get_args(Reason)):
        raise ValueError(f"ends is one of {', '.join(get_args(Reason))}, not {ends!r}")
    at: dict[int, Marks] = {}
    for one in entry.get("at", []):
        step = one.get("step")
        if not isinstance(step, int) or step < 0 or step in at or len(one) < 2:
            raise ValueError(f"each at needs a step of its own and something to see there, unlike {one!r}")
        at[step] = _marks({key: value for key, value in one.items() if key != "step"})
    return Effect(
        link=entry["link"],
        promise=entry["promise"],
        end=_marks({key: value for key, value in entry.items() if key not in WHOLE}),
        at=at,
        ends=ends,
        steps=_bounds("steps", entry["steps"]) if "steps" in entry else None,
        slower_than=entry.get("slower_than"),
        faster_than=entry.get("faster_than"),
    )


def _marks(entry: Mapping[str, Any]) -> Marks:
    values: dict[str, Any] = {}
    for key, value in entry.items():
        if key not in MARKS:
            raise ValueError(f"no such key: {key}")
        if key in ("signs", "without"):
            if odd := set(value) - CODES:
                raise ValueError(f"{key}: no such sign: {', '.join(sorted(odd))}; there are {sorted(CODES)}")
            values[key] = tuple(value)
        elif key == "answers":
            values[key] = {label: _bounds(label, bounds) for label, bounds in value.items()}
        elif key == "weights":
            values[key] = tuple(_bounds(f"weight {place}", bounds) for place, bounds in enumerate(value))
        else:
            values[key] = bool(value) if key == "alike_units" else _bounds(key, value)
    return Marks(**values)


def _bounds(name: str, value: Any) -> Bounds:
    numbers = isinstance(value, list) and all(isinstance(one, int | float) for one in value)
    if not numbers or len(value) != 2 or not value[0] <= value[1]:
        raise ValueError(f"{name}: [lowest, highest] is needed, not {value!r}")
    return Bounds(*value)


def judge(effect: Effect, runs: Runs) -> list[str]:
    """What was promised and did not come, a line each; empty where the promise is kept."""
    ended = runs.ended(effect.link, effect.at)
    return [
        *_whole(effect, ended.reason, ended.end.step, runs),
        *_on_the_way(effect, ended.states, ended.end),
    ]


def _whole(effect: Effect, reason: str, last: int, runs: Runs) -> Iterator[str]:
    if effect.ends is not None and effect.ends != reason:
        yield f"ends: promised {effect.ends}, came {reason} (at step {last:,})"
    if effect.steps is not None and last not in effect.steps:
        yield f"steps: promised {effect.steps}, came {last:,}"
    if effect.slower_than and not last > (other := runs.ended(effect.slower_than).end.step):
        yield f"slower_than: promised more steps than {effect.slower_than} ({other:,}), came {last:,}"
    if effect.faster_than and not last < (other := runs.ended(effect.faster_than).end.step):
        yield f"faster_than: promised fewer steps than {effect.faster_than} ({other:,}), came {last:,}"


def _on_the_way(effect: Effect, states: Mapping[int, State], end: State) -> Iterator[str]:
    for step, marks in sorted(effect.at.items()):
        if step in states:
            yield from (f"at step {step:,}: {line}" for line in _seen(marks, states[step]))
        else:
            yield f"at step {step:,}: the run has ended before, at step {end.step:,}"
    yield from (f"at the end, step {end.step:,}: {line}" for line in _seen(effect.end, end))


def _seen(marks: Marks, state: State) -> Iterator[str]:
    for name in ("train_loss", "test_loss", "error", "gap"):
        bounds, value = getattr(marks, name), getattr(state, name)
        if bounds is not None and value not in bounds:
            yield f"{name}: promised {bounds}, came {value:.4g}"
    for label, bounds in marks.answers.items():
        answer = state.answer(label)
        if answer is None:
            yield f"answers: the demo has no sample {label}; it shows {', '.join(state.labels())}"
        elif answer not in bounds:
            yield f"answer to {label}: promised {bounds}, came {answer:.4g}"
    if marks.weights and len(marks.weights) != len(state.weights):
        yield f"weights: promised {len(marks.weights)} of them, came {len(state.weights)}"
    else:
        for place, bounds in enumerate(marks.weights):
            if (weight := float(state.weights[place])) not in bounds:
                yield f"weight {state.weight_name(place)}: promised {bounds}, came {weight:.4g}"
    if marks.alike_units is not None and marks.alike_units != state.alike_units:
        yield f"units of the first hidden layer: promised {'' if marks.alike_units else 'not '}alike"
    for code in marks.signs:
        if code not in state.signs:
            yield f"signs: promised {code}, came {', '.join(sorted(state.signs)) or 'none'}"
    for code in marks.without:
        if code in state.signs:
            yield f"signs: promised no {code}, and it came"
