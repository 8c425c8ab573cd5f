"""Training from Python: `train` a demo, a link or a CSV file, and ask the result."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from asistente.training import one_thread  # noqa: F401 - before NumPy is loaded by what follows
from asistente.training.config import SCHEME, RunConfig, parse_link
from asistente.training.demo import Sample
from asistente.training.events import Reason, Snapshot
from asistente.training.model import Answer, FloatArray, answers, answers_of, meanings
from asistente.training.run import Run
from asistente.training.signs import Sign


@dataclass(frozen=True, eq=False, slots=True)
class Trained:
    """A run that has ended, and its network."""

    config: RunConfig
    reason: Reason
    """`learnt`, `max_steps`, `diverged`, or `stopped` by `on_progress`."""
    steps: int
    seconds: float
    train_loss: float
    test_loss: float
    error: float
    """What the stop rule watches, on held-out examples."""
    weights: FloatArray
    """All parameters, flat (P,)."""
    signs: tuple[Sign, ...]
    """What showed in the numbers on the way."""

    def answers(self) -> list[Answer]:
        """The answers to the samples that the demo shows."""
        return answers(self.config, self.weights)

    def ask(self, *inputs: float, **row: object) -> Answer:
        """The answer to inputs of the task's own unit, `ask(7, 5)`, or to a row of a table, `ask(rooms=3)`.

        The truth is not known: `correct`, `error` and `should` of the answer say nothing. ValueError: not
        as many inputs as the network has.
        """
        task = self.config.task
        values = task.encode(row) if row and task.encode else tuple(map(float, inputs))
        if len(values) != len(task.input_names):
            raise ValueError(f"{len(task.input_names)} inputs are needed: {', '.join(task.input_names[:12])}")
        sample = Sample("unseen", values, "?", 0.0)
        return answers_of(task, [sample], meanings(self.config, self.weights, [values]))[0]


def train(
    what: str | Path | RunConfig,
    /,
    on_progress: Callable[[Snapshot], object] | None = None,
    every: int = 1_000,
    **parameters: object,
) -> Trained:
    """Train to the end, in this process, and return what came of it.

    `what`: the name of a demo, a `demo:` link, the path of a CSV file (then `target=` is needed too), or a
    config. `parameters`: as in links. `on_progress` is told every `every` steps, and stops the run by
    returning False. Raises ConfigError (a UserError) where no run can be made of it.
    """
    run = Run(_config(what, parameters))
    begun = time.perf_counter()
    while not run.finished:
        run.step(every)
        if on_progress and on_progress(run.snapshot(seconds=time.perf_counter() - begun)) is False:
            run.stop()
    last = run.snapshot()
    return Trained(
        config=run.config,
        reason=run.finished,
        steps=run.steps,
        seconds=time.perf_counter() - begun,
        train_loss=last.train_loss,
        test_loss=last.test_loss,
        error=last.typical_error,
        weights=last.weights,
        signs=tuple(run.take_signs()),
    )


def _config(what: str | Path | RunConfig, parameters: Mapping[str, object]) -> RunConfig:
    if isinstance(what, RunConfig):
        return RunConfig.of(what.demo, **{**what.given(), **parameters})
    if isinstance(what, Path) or what.lower().endswith((".csv", ".tsv")):
        return RunConfig.of("csv", **{"file": str(what), **parameters})
    if what.strip().lower().startswith(SCHEME):
        linked = parse_link(what)
        return RunConfig.of(linked.demo, **{**linked.given(), **parameters})
    return RunConfig.of(what, **parameters)
