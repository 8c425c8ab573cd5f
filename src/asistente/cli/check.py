"""`asistente check`: every problem of a folder of pages, with file, line and remedy."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from asistente.cli.problems import problem_line
from asistente.knowledge.check import check
from asistente.knowledge.library import Library
from asistente.language.errors import UserError
from asistente.language.normalise import one_line
from asistente.language.texts import Texts
from asistente.storage.folders import content_folder
from asistente.training.config import parse_link

PROBLEMS_FOUND = 1


def add_parser(subparsers: Any, parent: argparse.ArgumentParser) -> None:
    """Add the command: `check [DIR]`."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "check",
        parents=[parent],
        help="check a folder of pages",
        description="Print every problem as file:line: message; exit status 1 where there is one.",
    )
    parser.add_argument("folder", nargs="?", type=Path, metavar="DIR", help="a folder of pages")
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
    pages = texts("check.page") if len(library) == 1 else texts("check.pages", n=texts.number(len(library)))
    shown = {"folder": one_line(str(folder)), "pages": pages}
    if not problems:
        sys.stdout.write(texts("check.fine", **shown) + "\n")
        return 0
    sys.stderr.write(texts("check.found", **shown, problems=texts.number(len(problems))) + "\n")
    return PROBLEMS_FOUND
