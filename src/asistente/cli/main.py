"""`asistente`: reads what was asked for, builds the objects, and hands them down."""

from __future__ import annotations

import argparse
import gc
import re
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from asistente import __version__
from asistente.cli.streams import complain, prepare_streams
from asistente.cli.usage import WRONG_USAGE, Parser, asked_language
from asistente.language.errors import UserError
from asistente.language.texts import Texts
from asistente.training import one_thread  # noqa: F401 - before NumPy is loaded by whatever is asked for

if TYPE_CHECKING:
    from asistente.assistant.assistant import Assistant
    from asistente.language.detect import Language
    from asistente.training.events import Event
    from asistente.training.trainer import Trainer

FAILED = 1
_TAKES_VALUE = ("--content", "--language", "--theme")
_OF_THE_APP = re.compile(rf"(?:{'|'.join(_TAKES_VALUE)})=.*|--ascii|--version", re.DOTALL)
"""The app's options as one word each."""

# Command and module. Only the module of the command that is given is loaded: the app needs none of them, and
# all of them bring NumPy, which takes a third of the time until one can type.
COMMANDS = {
    "ask": "ask",
    "train": "train",
    "topics": "topics",
    "search": "search",
    "check": "check",
    "index": "index",
    "eval": "evaluate",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status. 0 done, 1 a problem found, 2 wrong usage, 3 refused."""
    arguments = sys.argv[1:] if arguments is None else arguments
    texts = Texts(asked_language(arguments))
    try:
        prepare_streams()
        try:
            args = build_parser(arguments, texts.language).parse_args(arguments)
            args.language = args.language or texts.language
            texts = Texts(args.language)
            return int(args.run(args))
        finally:
            # Here, because at the exit of Python a full disk could only be a traceback.
            if sys.stdout is not None:
                sys.stdout.flush()
    except UserError as error:
        complain(texts.error(error))
        return WRONG_USAGE
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of a pipe has gone (`| head`); nothing is left to say, not even at the exit.
        sys.stdout = None
        return 0
    except OSError as error:
        sys.stdout = None  # what it still holds cannot be written at the exit either
        code = "output" if error.filename is None else "file"
        why = error.strerror or str(error)
        complain(texts.error(UserError(f"system.{code}", path=error.filename, why=why)))
        return FAILED


def build_parser(arguments: Sequence[str], language: Language = "en") -> Parser:
    """The parser with the command that `arguments` name, or with all where they name none of them."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--content", type=Path, default=argparse.SUPPRESS, metavar="DIR", help="answer from the pages in DIR"
    )
    common.add_argument("--language", choices=("en", "es"), default=argparse.SUPPRESS, help="en or es")
    parser = Parser(
        prog="asistente",
        description="Ask how neural networks are trained, and watch one learn.",
        language=language,
    )
    parser.set_defaults(content=None, language=None, run=run_app)
    parser.add_argument("--version", action="version", version=f"asistente {__version__}")
    parser.add_argument("--content", type=Path, metavar="DIR", help="answer from the pages in DIR")
    parser.add_argument("--language", choices=("en", "es"), help="en or es; otherwise that of the locale")
    parser.add_argument(
        "--theme", default="textual-dark", help="a theme of Textual: textual-dark, textual-light, …"
    )
    parser.add_argument("--ascii", action="store_true", help="draw without braille and box signs")
    in_language = cast(type[Parser], partial(Parser, language=language))
    subparsers = parser.add_subparsers(metavar="COMMAND", parser_class=in_language)
    named = [command for command in COMMANDS if command in arguments]
    # Anything but the options of the app may be --help or a slip, which are answered with all of them.
    for command in named or (() if _opens_the_app(arguments) else COMMANDS):
        import_module(f"asistente.cli.{COMMANDS[command]}").add_parser(subparsers, common)
    return parser


def _opens_the_app(arguments: Sequence[str]) -> bool:
    """Whether there are the app's own options and nothing else."""
    words = iter(arguments)
    for word in words:
        if word in _TAKES_VALUE:
            next(words, None)
        elif not _OF_THE_APP.fullmatch(word):
            return False
    return True


def run_app(args: argparse.Namespace) -> int:
    """Open the app."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UserError("no_terminal")
    gc.disable()  # until the first screen is painted: searching what is being loaded takes 0.015 s of it
    try:
        return _run_app(args)
    finally:
        gc.enable()


def _run_app(args: argparse.Namespace) -> int:
    # Imported here: the commands without a screen need no Textual.
    from textual.theme import BUILTIN_THEMES

    from asistente.storage.folders import data_folder
    from asistente.ui.app import AsistenteApp, Look

    if args.theme not in BUILTIN_THEMES:
        raise UserError("unknown_theme", theme=args.theme, themes=sorted(BUILTIN_THEMES))
    if args.content is not None and not args.content.is_dir():
        raise UserError("no_folder", path=str(args.content))

    if args.content is not None:
        from asistente.knowledge.library import Library

        Library.require(args.content)  # a folder without a page is said here, not in an empty app

    def open_assistant() -> Assistant:
        from asistente.assistant.assistant import Assistant

        return Assistant(args.content, args.language, saved=app.keep.shelf.names)

    def make_trainer(on_event: Callable[[Event], None]) -> Trainer:
        from asistente.training.trainer import Trainer  # the first screen has no run

        return Trainer(on_event)

    app = AsistenteApp(
        Look(args.language, args.theme, args.ascii, args.content is not None),
        open_assistant,
        make_trainer,
        data_folder(),
    )
    try:
        app.run()
    finally:
        app.runs.close()
    return app.return_code or 0


if __name__ == "__main__":
    raise SystemExit(main())
