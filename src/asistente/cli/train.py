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
from typing import TYPE_CHECKING, Any

from asistente.language.texts import Texts
from asistente.training.config import SCHEME, RunConfig, parse_link
from asistente.training.demos import ALL, DEMOS
from asistente.training.demos.csv_file import CSV
from asistente.training.parameters import PARAMETERS, Parameter

if TYPE_CHECKING:
    from asistente.cli.train_report import Report
    from asistente.training.run import Run

DIVERGED = 1
INTERRUPTED = 130
_LOOK_EVERY = 0.05
"""Seconds of training between two looks at the clock."""
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
    with report:
        training = Run(config)
        interrupted = _train(training, report)
    if interrupted:
        return INTERRUPTED
    return DIVERGED if training.finished == "diverged" else 0


def _config(args: argparse.Namespace) -> RunConfig:
    names = ("target", *_options(), *PARAMETERS)
    given = {name: getattr(args, name) for name in names if getattr(args, name) is not None}
    if args.demo.strip().lower().startswith(SCHEME):
        linked = parse_link(args.demo)
        return RunConfig.of(linked.demo, **{**linked.given(), **given})
    if args.demo.lower().endswith((".csv", ".tsv")):
        return RunConfig.of(CSV.name, **{"file": args.demo, **given})
    demo = ALL.get(args.demo.strip().lower())
    if demo and args.language in demo.options.get("language", ()):
        given["language"] = args.language  # of the names too; a link may say otherwise
    return RunConfig.of(args.demo, **given)


def _options() -> dict[str, tuple[str, ...]]:
    """The options of all demos that have a flag of their own: those with choices, but for the language."""
    found = {name: choices for demo in ALL.values() for name, choices in demo.options.items() if choices}
    found.pop("language", None)
    return found


def _train(training: Run, report: Report) -> bool:
    """Carry the run to its end, telling the report now and then. Returns whether ctrl+C ended it."""
    begun = time.perf_counter()
    chunk = 1
    with _ctrl_c() as pressed:
        while not training.finished:
            if pressed.is_set():
                training.stop()
                break
            looked = time.perf_counter()
            training.step(min(chunk, report.next_mark(training.steps) - training.steps))
            now = time.perf_counter()
            chunk = chunk * 2 if now - looked < _LOOK_EVERY else max(1, chunk // 2)
            report.look(training, now - begun)
        report.finish(training, time.perf_counter() - begun)
        return pressed.is_set()


@contextmanager
def _ctrl_c() -> Iterator[threading.Event]:
    """An event that ctrl+C sets, so that it never falls into the middle of a step. The second one kills."""
    pressed = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield pressed
        return

    def press(_signal: int, _frame: object) -> None:
        pressed.set()
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, press)
    try:
        yield pressed
    finally:
        signal.signal(signal.SIGINT, before)


def _metavar(parameter: Parameter) -> str:
    return "|".join(parameter.choices) or _METAVARS[parameter.kind]


def _help(parameter: Parameter) -> str:
    from asistente.training.config import written

    usual = ", ".join(sorted({written(demo.defaults[parameter.name]) for demo in DEMOS.values()}))
    example = "16, 16,8 or none; " if parameter.kind == "layers" else ""
    return f"{example}default {usual}"
