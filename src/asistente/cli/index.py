"""`asistente index`: computes the vectors of a folder of pages, or says whether they are up to date."""

from __future__ import annotations

import argparse
import errno
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from asistente.knowledge.library import Library
from asistente.language.errors import UserError
from asistente.language.texts import Texts
from asistente.storage.folders import content_folder

STALE = 1
_EVERY = 500  # texts between two lines where there is no terminal: about ten seconds


def add_parser(subparsers: Any, parent: argparse.ArgumentParser) -> None:
    """Add the command: `index [DIR] [--check]`."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "index",
        parents=[parent],
        help="refresh the vectors that search by meaning uses",
        description="Compute the vectors that are missing and drop those that no text needs any more.",
    )
    parser.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="a folder of pages")
    parser.add_argument("--check", action="store_true", help="only say whether they are up to date: 1 if not")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Refresh or check. Raises UserError: no pages, no model, no place to write to."""
    from asistente.knowledge import index

    texts = Texts(args.language)
    folder: Path = args.folder or args.content or content_folder()
    library = Library.load(folder)
    path = index.target_file(folder)
    if path is None:
        raise UserError("index.no-place", folder=str(folder))
    needed = index.needed(library, _phrases(folder))
    if args.check:
        stale = index.staleness(path, needed)
        if not stale:
            sys.stdout.write(texts("index.up-to-date", path=path, kept=texts.number(len(needed))) + "\n")
            return 0
        missing, extra = texts.number(stale.missing), texts.number(stale.extra)
        sys.stderr.write(texts("index.stale", path=path, missing=missing, extra=extra) + "\n")
        return STALE
    from asistente.knowledge.vectors import load_encoder

    encoder = load_encoder()
    if encoder is None:
        raise UserError("index.no-model")
    try:
        with _progress(texts) as on_progress:
            done = index.refresh(path, needed, encoder, on_progress, lambda: _say(texts("index.waiting")))
    except OSError as error:
        code = "index.full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "index.unwritable"
        raise UserError(code, path=str(path), why=error.strerror or str(error)) from error
    if done.flaw is not None:
        _say(texts(f"index.flaw.{done.flaw}-renewed", path=path))
    counts = {name: texts.number(getattr(done, name)) for name in ("computed", "kept", "dropped")}
    sys.stdout.write(texts("index.done", path=path, **counts) + "\n")
    return 0


def _say(line: str) -> None:
    sys.stderr.write(f"{line}\n")


def _phrases(folder: Path) -> list[str]:
    """What the router compares questions with: its vectors lie with those of the shipped pages."""
    if folder.resolve() != content_folder().resolve():
        return []
    from asistente.assistant.examples import phrases

    return phrases()


@contextmanager
def _progress(texts: Texts) -> Iterator[Callable[[int, int], None]]:
    """Shows progress on standard error: a bar on a terminal, a line now and then elsewhere."""
    if not sys.stderr.isatty():
        shown = 0

        def in_lines(done: int, total: int) -> None:
            nonlocal shown
            if shown + _EVERY <= done < total:  # the end is told once the file is written
                shown = done
                line = texts("index.progress", done=texts.number(done), total=texts.number(total))
                sys.stderr.write(f"{line}\n")

        yield in_lines
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(texts("index.computing"), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
