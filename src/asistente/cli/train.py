"""`asistente train`: trains a demo without the app, in this process."""

from __future__ import annotations

import argparse
import io
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from asistente.language.texts import Texts
from asistente.training.config import SCHEME, RunConfig, parse_link
from asistente.training.demos import ALL, DEMOS
from asistente.training.demos.csv_file import CSV
from asistente.training.parameters import PARAMETERS, ConfigError, Parameter

if TYPE_CHECKING:
    from asistente.cli.train_report import Report
    from asistente.training.run import Run

DIVERGED = 1
BY_SIGNAL = 128  # and the number of the signal, as shells count
_LOOK_EVERY = 0.05
"""Seconds of training between two looks at the clock."""
_MOST_COLUMNS = 20
"""Columns that are named to choose a target from."""
_METAVARS = {"number": "X", "whole": "N", "layers": "LAYERS"}


def add_parser(subparsers: Any, parent: argparse.ArgumentParser) -> None:
    """Add the command: a flag for each parameter, `--json`."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "train",
        parents=[parent],
        help="train a network without the app",
        description="Train a demo: a bar on a terminal, plain lines in a pipe, JSON Lines with --json.",
    )
    parser.add_argument(
        "demo", metavar="DEMO", help=f"{', '.join(DEMOS)}, a demo: link, or a table in a .csv file"
    )
    parser.add_argument("--target", metavar="COLUMN", help="with a .csv file: the column to learn")
    for name, choices in _options().items():
        parser.add_argument(f"--{name}", choices=choices, help=f"default {choices[0]}")
    for parameter in PARAMETERS.values():
        flag = "--" + parameter.name.replace("_", "-")
        parser.add_argument(flag, dest=parameter.name, metavar=_metavar(parameter), help=_help(parameter))
    parser.add_argument("--json", action="store_true", help="print JSON Lines: started, progress, finished")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Train, report, and return the exit status. Raises ConfigError where no run can be made of it."""
    config = _config(args)
    from asistente.training import one_thread  # noqa: F401, I001 - before NumPy is loaded by what follows
    from asistente.cli.train_report import report_for
    from asistente.training.run import Run

    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal without ✓ gets a ?, not an error
    report = report_for(sys.stdout, Texts(args.language or "en"), config, as_json=args.json)
    ended = Ending()
    try:
        with report:
            training = Run(config)
            _train(training, report, ended)
    except OSError:
        if ended.signal is None:
            raise
        sys.stdout = None  # the terminal went with the hang-up: there is nobody to tell
    if ended.signal is not None:
        return BY_SIGNAL + ended.signal
    return DIVERGED if training.finished == "diverged" else 0


def _config(args: argparse.Namespace) -> RunConfig:
    """The run that is asked for; what is wrong with a flag is said of the flag, as it is written here."""
    try:
        return _asked(args)
    except ConfigError as error:
        name = str(error.values.get("name"))
        if name not in PARAMETERS or getattr(args, name) is None:
            raise
        flag = {**error.values, "name": "--" + name.replace("_", "-")}
        raise ConfigError(error.code.removeprefix("config."), **flag) from None


def _asked(args: argparse.Namespace) -> RunConfig:
    names = ("target", *_options(), *PARAMETERS)
    given = {name: getattr(args, name) for name in names if getattr(args, name) is not None}
    if args.demo.strip().lower().startswith(SCHEME):
        linked = parse_link(args.demo)
        return RunConfig.of(linked.demo, **{**linked.given(), **given})
    named = args.demo.strip().lower()
    if named.endswith((".csv", ".tsv")) or (args.target and named not in ALL):
        if not args.target:
            from asistente.training.table import read_table

            columns = read_table(Path(args.demo).expanduser()).columns
            raise ConfigError("csv_which_column", known=list(columns[:_MOST_COLUMNS]))
        return RunConfig.of(CSV.name, **{"file": args.demo, **given})
    demo = ALL.get(named)
    if demo and args.language in demo.options.get("language", ()):
        given["language"] = args.language  # of the names too; a link may say otherwise
    return RunConfig.of(args.demo, **given)


@dataclass(slots=True)
class Ending:
    """The signal that ends a run before its time, once there is one."""

    signal: int | None = None


def _options() -> dict[str, tuple[str, ...]]:
    """The options of all demos that have a flag of their own: those with choices, but for the language."""
    found = {name: choices for demo in ALL.values() for name, choices in demo.options.items() if choices}
    found.pop("language", None)
    return found


def _train(training: Run, report: Report, ended: Ending) -> None:
    """Carry the run to its end or to a signal, telling the report now and then."""
    begun = time.perf_counter()
    chunk = 1
    with _signals(ended):
        while not training.finished:
            if ended.signal is not None:
                training.stop()
                break
            looked = time.perf_counter()
            training.step(min(chunk, report.next_mark(training.steps) - training.steps))
            now = time.perf_counter()
            chunk = chunk * 2 if now - looked < _LOOK_EVERY else max(1, chunk // 2)
            report.look(training, now - begun)
        report.finish(training, time.perf_counter() - begun)


@contextmanager
def _signals(ended: Ending) -> Iterator[None]:
    """Notes ctrl+C, a request to end and a hang-up, so that none falls into a step. The second one kills."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before: dict[int, Any] = {}

    def note(number: int, _frame: object) -> None:
        ended.signal = number
        restore()

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)  # Windows has no hang-up
        # Under nohup a hang-up is ignored, and is to stay so.
        if number is not None and (name == "SIGINT" or signal.getsignal(number) is not signal.SIG_IGN):
            before[number] = signal.signal(number, note)
    try:
        yield
    finally:
        restore()


def _metavar(parameter: Parameter) -> str:
    return "|".join(parameter.choices) or _METAVARS[parameter.kind]


def _help(parameter: Parameter) -> str:
    from asistente.training.config import written

    usual = ", ".join(sorted({written(demo.defaults[parameter.name]) for demo in DEMOS.values()}))
    example = "16, 16,8 or none; " if parameter.kind == "layers" else ""
    return f"{example}default {usual}"
