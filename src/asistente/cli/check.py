"""`asistente check`: every problem of a folder of pages, with file, line and remedy."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from asistente.knowledge.check import check
from asistente.knowledge.library import Library
from asistente.knowledge.told import problem_line, shown_path
from asistente.language.errors import UserError
from asistente.language.normalise import one_line
from asistente.language.texts import Texts
from asistente.storage.folders import content_folder
from asistente.training.config import parse_link

PROBLEMS_FOUND = 1


def add_parser(subparsers: Any, parent: argparse.ArgumentParser) -> None:
    """Add the command: `check [DIR] [--near] [--above COSINE]`."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "check",
        parents=[parent],
        help="check a folder of pages",
        description="Print every problem as file:line: message; exit status 1 where there is one.",
    )
    parser.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="a folder of pages")
    parser.add_argument(
        "--near",
        action="store_true",
        help="also print example questions of two topics that mean nearly the same, for you to settle",
    )
    parser.add_argument(
        "--above", type=_cosine, metavar="COSINE", help="how near, up to 1 (with --near; 0.96 unless told)"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check and print. Raises UserError where there is no folder or no page."""
    texts = Texts(args.language)
    folder: Path = args.folder or args.content or content_folder()
    library = Library.load(folder)

    def demo_problem(link: str) -> str | None:
        try:
            parse_link(link)
        except UserError as error:
            return texts.error(error)
        return None

    problems = check(library, demo_problem)
    for problem in problems:
        sys.stdout.write(problem_line(problem, texts) + "\n")
    if args.near or args.above is not None:
        _print_near(library, texts, args.above)
    pages = texts("check.page") if len(library) == 1 else texts("check.pages", n=texts.number(len(library)))
    shown = {"folder": one_line(str(folder)), "pages": pages}
    if not problems:
        sys.stdout.write(texts("check.fine", **shown) + "\n")
        return 0
    sys.stderr.write(texts("check.found", **shown, problems=texts.number(len(problems))) + "\n")
    return PROBLEMS_FOUND


def _print_near(library: Library, texts: Texts, threshold: float | None) -> None:
    """Print the pairs of questions, a line each; they are no problems and leave the exit status alone."""
    from asistente.knowledge import index
    from asistente.knowledge.check.near import NEAR, compare
    from asistente.knowledge.vectors import load_encoder

    def on_missing(count: int) -> None:
        sys.stderr.write(texts("check.near-missing", count=texts.number(count)) + "\n")

    above = NEAR if threshold is None else threshold
    store = index.open_store(library.folder)
    for compared in compare(library, store, load_encoder, above, on_missing):
        for pair in compared.near:
            values = {
                "first": one_line(pair.first.question),
                "second": one_line(pair.second.question),
                "where": f"{shown_path(pair.second.path)}:{pair.second.line}",
                "cosine": texts.number(pair.cosine, 3),
            }
            place = f"{shown_path(pair.first.path)}:{pair.first.line}"
            sys.stdout.write(f"{place}: {texts('check.near', **values)}\n")
        counts = {"questions": compared.questions, "pairs": len(compared.near)}
        said = {name: texts.number(count) for name, count in counts.items()}
        name = texts(f"check.{compared.language}")
        sys.stdout.write(texts("check.near-done", language=name, cosine=texts.number(above), **said) + "\n")
        if compared.without:
            sys.stderr.write(texts("check.near-without", count=texts.number(compared.without)) + "\n")


def _cosine(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise ValueError(text)
    return value
