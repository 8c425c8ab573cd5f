"""`asistente`: reads what was asked for, builds the objects, and hands them down."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from asistente import __version__
from asistente.language.detect import from_locale
from asistente.language.errors import UserError
from asistente.language.texts import Texts
from asistente.storage.environment import locale_name

if TYPE_CHECKING:
    from asistente.assistant.assistant import Assistant

WRONG_USAGE = 2

# Command and module. Only the module of the command that is given is loaded: the app needs none of them.
COMMANDS = {
    "ask": "ask",
    "train": "train",
    "topics": "topics",
    "search": "search",
    "check": "check",
    "index": "index",
    "eval": "evaluate",
}


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        """One line on standard error, and status 2."""
        self.exit(WRONG_USAGE, f"{self.prog}: {message} ({self.prog} --help)\n")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status. 0 done, 1 a problem found, 2 wrong usage, 3 refused."""
    arguments = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal without Unicode gets question marks instead of a traceback.
            stream.reconfigure(errors="replace")
    args = build_parser(arguments).parse_args(arguments)
    args.language = args.language or from_locale(locale_name())
    try:
        return int(args.run(args))
    except UserError as error:
        sys.stderr.write(f"asistente: {Texts(args.language).error(error)}\n")
        return WRONG_USAGE
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of a pipe has gone (`| head`); nothing is left to say, not even at the exit.
        sys.stdout = None
        return 0


def build_parser(arguments: Sequence[str]) -> Parser:
    """The parser with the command that `arguments` name, or with all where they name none of them."""
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--content", type=Path, default=argparse.SUPPRESS, metavar="DIR", help="answer from the pages in DIR"
    )
    common.add_argument("--language", choices=("en", "es"), default=argparse.SUPPRESS, help="en or es")
    parser = Parser(prog="asistente", description="Ask how neural networks are trained, and watch one learn.")
    parser.set_defaults(content=None, language=None, run=run_app)
    parser.add_argument("--version", action="version", version=f"asistente {__version__}")
    parser.add_argument("--content", type=Path, metavar="DIR", help="answer from the pages in DIR")
    parser.add_argument("--language", choices=("en", "es"), help="en or es; otherwise that of the locale")
    parser.add_argument(
        "--theme", default="textual-dark", help="a theme of Textual: textual-dark, textual-light, …"
    )
    parser.add_argument("--ascii", action="store_true", help="draw without Unicode")
    subparsers = parser.add_subparsers(metavar="COMMAND", parser_class=Parser)
    named = [command for command in COMMANDS if command in arguments]
    # Without any argument it is the app; with only options it may be --help, which lists them all.
    for command in named or (COMMANDS if arguments else ()):
        import_module(f"asistente.cli.{COMMANDS[command]}").add_parser(subparsers, common)
    return parser


def run_app(args: argparse.Namespace) -> int:
    """Open the app."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UserError("no_terminal")
    # Imported here: the commands without a screen need no Textual.
    from textual.theme import BUILTIN_THEMES

    from asistente.training.trainer import Trainer
    from asistente.ui.app import AsistenteApp, Look

    if args.theme not in BUILTIN_THEMES:
        raise UserError("unknown_theme", theme=args.theme, themes=", ".join(sorted(BUILTIN_THEMES)))
    if args.content is not None and not args.content.is_dir():
        raise UserError("no_folder", path=str(args.content))

    def open_assistant() -> Assistant:
        from asistente.assistant.assistant import Assistant

        return Assistant(args.content, args.language)

    app = AsistenteApp(
        Look(args.language, args.theme, args.ascii, args.content is not None), open_assistant, Trainer
    )
    try:
        app.run()
    finally:
        app.runs.trainer.close()
    return app.return_code or 0


if __name__ == "__main__":
    raise SystemExit(main())
