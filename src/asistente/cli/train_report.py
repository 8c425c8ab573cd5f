"""What `asistente train` prints: JSON Lines, plain lines, or a bar on a terminal; a summary at the end."""

from __future__ import annotations

import json
import math
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self, TextIO

from asistente.cli.train_numbers import finite, plain, shot
from asistente.language.texts import Texts
from asistente.training.config import RunConfig
from asistente.training.demo import Note
from asistente.training.demos.names import NAMES
from asistente.training.events import Snapshot
from asistente.training.invent import sample_names
from asistente.training.model import Answer, answers, weight_count
from asistente.training.run import Run
from asistente.training.signs import values

if TYPE_CHECKING:
    from rich.progress import Progress

_QUIET_AT_MOST = 10.0
"""Seconds after which a line is printed even between two marks."""
_BAR_EVERY = 0.1


class Report(Protocol):
    """What a run is told to."""

    def __enter__(self) -> Self:
        """Say what is about to be trained."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the terminal as it was."""

    def next_mark(self, step: int) -> int:
        """The next step at which the report wants to look."""

    def look(self, run: Run, seconds: float) -> None:
        """The run has gone on, and has taken `seconds` so far."""

    def finish(self, run: Run, seconds: float) -> None:
        """The run has ended: the last look, and the summary."""


class _Lines:
    """A line at steps 1, 10, 100 and so on, or when nothing has been said for long."""

    def __init__(self, out: TextIO, texts: Texts, config: RunConfig) -> None:
        self.out = out
        self.texts = texts
        self.config = config
        self._told_at = 0.0
        self._told_step = 0

    def __enter__(self) -> Self:
        self.begin()
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def next_mark(self, step: int) -> int:
        """The next power of ten."""
        return 10 ** (int(math.log10(step)) + 1) if step else 1

    def look(self, run: Run, seconds: float) -> None:
        """Say something at a mark, and now and then in between; the end is told by `finish`."""
        is_mark = self.next_mark(run.steps - 1) == run.steps
        if run.finished or not (is_mark or seconds - self._told_at >= _QUIET_AT_MOST):
            return
        if run.steps > self._told_step:
            self._told_at, self._told_step = seconds, run.steps
            self.tell(shot(run, seconds))

    def say(self, line: str = "") -> None:
        """Print a line at once, also into a pipe."""
        self.out.write(line + "\n")
        self.out.flush()

    def begin(self) -> None:
        """Say what is trained, with the link that does it again."""
        self.say(
            self.texts(
                "run.cli.started",
                demo=self.config.demo,
                weights=self.texts.number(weight_count(self.config)),
                steps=self.texts.number(self.config.steps),
                link=self.config.link(),
            )
        )
        for note in self.config.task.notes:
            self.say(self._note(note))

    def tell(self, snapshot: Snapshot) -> None:
        """Say where it stands."""
        self.say(
            self.texts(
                "run.cli.step",
                step=self.texts.number(snapshot.step),
                measure=self.texts(f"demos.measure.{self.config.task.stop.measure}"),
                error=self._measure(snapshot.typical_error),
                loss=f"{snapshot.train_loss:.3g}",
            )
        )

    def finish(self, run: Run, seconds: float) -> None:
        """Say how it ended, and what the network answers now."""
        snapshot = shot(run, seconds)
        texts = self.texts
        self.say(
            texts(
                f"run.cli.{run.finished}",
                steps=texts.number(snapshot.step),
                time=_duration(seconds, texts, 2),
                rate=texts.number(round(snapshot.steps_per_second)),
                learning_rate=texts.number(self.config.learning_rate),
            )
        )
        rule = self.config.task.stop
        now, target = self._measure(snapshot.typical_error), self._measure(rule.target, short=True)
        self.say(texts(f"demos.goal.{rule.measure}", error=now, target=target))
        found = answers(self.config, snapshot.weights)
        width = max(9, *(len(answer.sample.label) for answer in found))
        kind = ""
        for answer in found:
            if answer.sample.kind != kind:
                kind = answer.sample.kind
                self.say(texts(f"run.cli.{kind}"))
            self.say(self._answer(answer, width))
        if self.config.demo == NAMES.name:
            invented = sample_names(self.config, snapshot.weights, 10, self.config.seed)
            self.say(texts("demos.invented", names=", ".join(map(str.capitalize, invented)) or "–"))
        for sign in run.take_signs():
            self.say(texts(f"demos.signs.{sign.code}", **self._numbers(values(sign))))

    def _answer(self, answer: Answer, width: int) -> str:
        texts = self.texts
        verdict = texts("run.cli.right" if answer.correct else "run.cli.wrong", truth=answer.should)
        mark = "✓" if answer.correct else "✗"
        return f"  {answer.sample.label:>{width}} = {answer.said:>8}  {mark} {verdict}"

    def _measure(self, error: float, short: bool = False) -> str:
        """What the stop rule watches, in its unit."""
        if self.config.task.stop.measure == "wrong":
            return f"{error:.1%}"
        decimals = None if short else 3 if error < 100 else 0
        return self.texts.number(error, decimals) if error < 1e6 else f"{error:.3g}"

    def _note(self, note: Note) -> str:
        return self.texts(f"demos.notes.{note.code}", **self._numbers(dict(note.values)))

    def _numbers(self, values: dict[str, object]) -> dict[str, object]:
        """Counts with their groups set off, measures with three digits; words stay as they are."""
        return {
            name: self.texts.number(value)
            if isinstance(value, int)
            else f"{value:.3g}"
            if isinstance(value, float)
            else value
            for name, value in values.items()
        }


class _Bar(_Lines):
    """A bar towards the stop rule, with the rate and the time left; it goes when the run ends."""

    def __enter__(self) -> Self:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

        self.begin()
        self._bar: Progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[news]}"),
            console=Console(file=self.out),
            transient=True,
        )
        self._task = self._bar.add_task(self.texts("run.cli.training"), total=1.0, news="")
        self._drawn_at = -math.inf
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def next_mark(self, step: int) -> int:
        """A bar has no marks: it looks at the clock alone."""
        return step + 1_000_000_000

    def look(self, run: Run, seconds: float) -> None:
        """Draw the bar anew a few times a second."""
        if seconds - self._drawn_at < _BAR_EVERY:
            return
        self._drawn_at = seconds
        snapshot = shot(run, seconds)
        news = [self.texts("run.cli.rate", rate=self.texts.number(round(snapshot.steps_per_second)))]
        if snapshot.seconds_left is not None:
            news.append(self.texts("run.cli.left", time=_duration(snapshot.seconds_left, self.texts)))
        self._bar.update(self._task, completed=snapshot.progress, news=" · ".join(news))

    def finish(self, run: Run, seconds: float) -> None:
        """The bar goes, the summary stays."""
        self._bar.stop()
        super().finish(run, seconds)


class _Json(_Lines):
    """JSON Lines, with the same marks; numbers that are not finite become null."""

    def begin(self) -> None:
        """The event `started`: the parameters, complete."""
        self._event(
            "started",
            demo=self.config.demo,
            link=self.config.link(),
            parameters={
                name: list(value) if isinstance(value, tuple) else value
                for name, value in self.config.values().items()
            },
            weights=weight_count(self.config),
            options=self.config.chosen(),
            measure=self.config.task.stop.measure,
            target=self.config.task.stop.target,
            notes=[self._note(note) for note in self.config.task.notes],
        )

    def tell(self, snapshot: Snapshot) -> None:
        """The event `progress`."""
        self._event(
            "progress",
            step=snapshot.step,
            progress=snapshot.progress,
            train_loss=snapshot.train_loss,
            test_loss=snapshot.test_loss,
            typical_error=snapshot.typical_error,
            seconds=snapshot.seconds,
            seconds_left=snapshot.seconds_left,
            steps_per_second=snapshot.steps_per_second,
        )

    def finish(self, run: Run, seconds: float) -> None:
        """The event `finished`, with the answers to the samples that the demo shows."""
        snapshot = shot(run, seconds)
        self._event(
            "finished",
            reason=run.finished,
            steps=snapshot.step,
            seconds=seconds,
            steps_per_second=snapshot.steps_per_second,
            train_loss=snapshot.train_loss,
            test_loss=snapshot.test_loss,
            typical_error=snapshot.typical_error,
            signs=[{"sign": sign.code, **plain(values(sign))} for sign in run.take_signs()],
            predictions=[
                {
                    "label": answer.sample.label,
                    "inputs": list(answer.sample.inputs),
                    "kind": answer.sample.kind,
                    "truth": answer.sample.truth,
                    "prediction": finite(answer.prediction),
                    "error": finite(answer.error),
                    "correct": answer.correct,
                    "said": answer.said,
                    "should": answer.should,
                }
                for answer in answers(self.config, snapshot.weights)
            ],
        )

    def _event(self, event: str, **values: object) -> None:
        plain = {name: finite(value) for name, value in values.items()}
        self.say(json.dumps({"event": event, **plain}, allow_nan=False))


def report_for(out: TextIO, texts: Texts, config: RunConfig, *, as_json: bool) -> Report:
    """The report that suits where it is printed."""
    if as_json:
        return _Json(out, texts, config)
    return _Bar(out, texts, config) if out.isatty() else _Lines(out, texts, config)


def _duration(seconds: float, texts: Texts, decimals: int = 0) -> str:
    """`0.43 s`, `2 min`, `3 h`, in the words of the app; `decimals` are those of seconds."""
    if seconds < 90:
        return texts("ui.time.seconds", n=texts.number(seconds, decimals))
    if seconds < 90 * 60:
        return texts("ui.time.minutes", n=round(seconds / 60))
    return texts("ui.time.hours", n=texts.number(round(seconds / 3600)))
