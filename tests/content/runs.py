"""Runs of `demo:` links to their end, in this process, each once, with what they were on the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from asistente.training.config import RunConfig, parse_link
from asistente.training.demo import Sample
from asistente.training.events import Reason, Snapshot
from asistente.training.model import FloatArray, answers, weight_names
from asistente.training.run import Run


@dataclass(frozen=True, eq=False)
class State:
    """A run at a step."""

    config: RunConfig
    snapshot: Snapshot
    signs: frozenset[str]
    """Codes of what has been noticed until then."""

    @property
    def step(self) -> int:
        """Steps done."""
        return self.snapshot.step

    @property
    def train_loss(self) -> float:
        """On what is trained on."""
        return self.snapshot.train_loss

    @property
    def test_loss(self) -> float:
        """On what is held out."""
        return self.snapshot.test_loss

    @property
    def error(self) -> float:
        """What the stop rule watches."""
        return self.snapshot.typical_error

    @property
    def gap(self) -> float:
        """How many times the train loss the test loss is."""
        return self.test_loss / self.train_loss if self.train_loss else float("inf")

    @property
    def weights(self) -> FloatArray:
        """All parameters, flat."""
        return self.snapshot.weights

    @property
    def alike_units(self) -> bool:
        """Whether all units of the first hidden layer have the same weights and bias."""
        if not self.config.hidden:
            return False
        units, inputs = self.config.hidden[0], len(self.config.task.input_names)
        rows = self.weights[: units * (inputs + 1)].reshape(units, -1)
        return bool((rows == rows[0]).all())

    def labels(self) -> list[str]:
        """The labels of the samples that the demo shows."""
        return [sample.label for sample in self.config.task.shown]

    def answer(self, label: str) -> float | None:
        """The answer to a sample, of those shown if it is one of them; None where there is no such sample."""
        sample = self._sample(label)
        return answers(self.config, self.weights, [sample])[0].prediction if sample else None

    def _sample(self, label: str) -> Sample | None:
        task = self.config.task
        samples = (*task.shown, *task.held_out, *task.train)
        return next((sample for sample in samples if sample.label == label), None)

    def weight_name(self, place: int) -> str:
        """What a parameter is called in the pane."""
        return weight_names(self.config)[place]


@dataclass(frozen=True, eq=False)
class Ended:
    """A run that has ended."""

    reason: Reason
    end: State
    states: Mapping[int, State]
    """On the way, by step; those that the run has not come to are missing."""


class Runs:
    """Runs links when they are first asked for. `steps` says at which ones anybody will look, by link."""

    def __init__(self, steps: Mapping[str, Iterable[int]] | None = None) -> None:
        self._steps: dict[RunConfig, set[int]] = {}
        for link, wanted in (steps or {}).items():
            self._steps.setdefault(parse_link(link), set()).update(wanted)
        self._ended: dict[RunConfig, Ended] = {}

    def ended(self, link: str, steps: Iterable[int] = ()) -> Ended:
        """The run of a link, looked at on these steps too; two ways to write a link are one run."""
        config = parse_link(link)
        wanted = self._steps.setdefault(config, set())
        if config not in self._ended or not wanted.issuperset(steps):
            wanted.update(steps)
            self._ended[config] = _run(config, sorted(wanted))
        return self._ended[config]


def _run(config: RunConfig, steps: Iterable[int]) -> Ended:
    run = Run(config)
    signs: set[str] = set()

    def state() -> State:
        snapshot = run.snapshot()
        signs.update(sign.code for sign in run.take_signs())
        return State(config, snapshot, frozenset(signs))

    states: dict[int, State] = {}
    for step in steps:
        run.step(step - run.steps)
        if run.steps == step:
            states[step] = state()
    run.step(config.steps)
    if run.finished is None:
        raise RuntimeError(f"{config.link()} does not end")
    return Ended(run.finished, state(), states)
