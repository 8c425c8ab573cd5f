"""`asistente ask`: one question, or a file of them, without the app."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from asistente.cli.lines import Line, read_lines
from asistente.cli.problems import tell_flaws, tell_left_out
from asistente.language.errors import UserError
from asistente.language.texts import Texts

if TYPE_CHECKING:
    from asistente.assistant.assistant import Assistant
    from asistente.assistant.reply import Reply

REFUSED = 3
_OF_THE_APP = ("pause", "resume", "step", "reset", "stop", "speed", "save_model", "load_model", "export")
_WIDEST = 100  # longer lines are tiring to read


def add_parser(subparsers: Any, parent: argparse.ArgumentParser) -> None:
    """Add the command: `ask QUESTION [--plain | --json]`, `ask --batch FILE`."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "ask",
        parents=[parent],
        help="ask a question without the app",
        description="Print the reply: rendered on a terminal, plain text in a pipe. Status 3: refused.",
    )
    parser.add_argument("question", nargs="*", metavar="QUESTION", help="what you want to know")
    parser.add_argument("--plain", action="store_true", help="print plain text on a terminal too")
    parser.add_argument("--json", action="store_true", help="print the reply as one JSON object")
    parser.add_argument(
        "--batch",
        metavar="FILE",
        help='answer JSON Lines, {"id", "q"} or {"id", "turns": [{"q"}, …]}, with JSON Lines; -: stdin',
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Answer. Raises UserError: nothing asked, a file that cannot be read, a line of no known form."""
    question = " ".join(args.question)
    if args.batch is None and not args.question:
        raise UserError("ask.nothing")
    if args.batch is not None and args.question:
        raise UserError("ask.both")
    from asistente.assistant.assistant import Assistant

    assistant = Assistant(args.content, args.language)
    tell_left_out(assistant.library, Texts(args.language))
    tell_flaws(assistant.store, assistant.library.folder, Texts(args.language))
    if args.batch is not None:
        return _batch(args.batch, assistant)
    reply = assistant.reply(question)
    if args.json:
        sys.stdout.write(json.dumps(reply.as_json(), ensure_ascii=False) + "\n")
    elif args.plain or not sys.stdout.isatty():
        sys.stdout.write("\n".join(_plain(part, assistant) for part in reply.parts))
    else:
        for part in reply.parts:
            _render(part, assistant)
    sys.stdout.flush()
    with suppress(OSError):  # the next question is answered sooner
        assistant.keep()
    return REFUSED if reply.kind == "refusal" else 0


def _batch(name: str, assistant: Assistant) -> int:
    for line in read_lines(name):
        answered = _answered(line, assistant)
        sys.stdout.write(json.dumps(answered, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return 0


def _answered(line: Line, assistant: Assistant) -> dict[str, Any]:
    from asistente.assistant.conversation import Conversation

    ident = {"id": line.value["id"]} if "id" in line.value else {}
    if "turns" not in line.value:
        return {**ident, **assistant.reply(line.question(line.value)).as_json()}
    conversation = Conversation()
    replies = [assistant.reply(line.question(turn), conversation).as_json() for turn in line.turns()]
    return {**ident, "replies": replies}


def _hints(reply: Reply, texts: Texts) -> Iterator[str]:
    """What a reader without the app needs to know besides."""
    if reply.kind == "command" and reply.intent == "train":
        flags = [
            f"--{name.replace('_', '-')} {_flag(value)}"
            for name, value in reply.arguments.items()
            if name != "demo"
        ]
        demo = str(reply.arguments.get("demo", "addition"))
        yield texts("chat.ask.train", command=" ".join(["asistente train", demo, *flags]))
    elif reply.kind == "command" and reply.intent in _OF_THE_APP:
        yield texts("chat.ask.app")


def _flag(value: object) -> str:
    if isinstance(value, list):
        return ",".join(str(units) for units in value) or "none"
    return str(value)


def _source(reply: Reply, assistant: Assistant) -> str:
    page = assistant.library.page(reply.topic, reply.language) if reply.topic else None
    if reply.source is None or page is None:
        return ""
    heading = f" › {reply.heading}" if reply.heading and reply.heading != page.title else ""
    return f"↳ {page.title}{heading} ({reply.source})"


def _plain(reply: Reply, assistant: Assistant) -> str:
    from asistente.knowledge.markdown import plain

    texts = Texts(reply.language)
    parts = [plain(reply.text), *(plain(hint) for hint in _hints(reply, texts)), _source(reply, assistant)]
    chips = "\n".join(f"  · {one.label}{_shown(one.target)}" for one in reply.suggestions)
    return "\n\n".join(part for part in (*parts, chips) if part) + "\n"


def _shown(target: str) -> str:
    """A link behind a suggestion, which a question is not."""
    return f" ({target})" if target.startswith(("demo:", "topic:")) else ""


def _render(reply: Reply, assistant: Assistant) -> None:
    from rich.console import Console
    from rich.markdown import Markdown
    from rich.text import Text

    console = Console(highlight=False)
    width = min(console.width, _WIDEST)
    texts = Texts(reply.language)
    for text in (reply.text, *_hints(reply, texts)):
        console.print(Markdown(text, code_theme="ansi_dark", hyperlinks=False), width=width)
        console.print()
    source = _source(reply, assistant)
    if source:
        console.print(Text(source, style="cyan"), width=width)
    for one in reply.suggestions:
        line = Text("  · ", style="dim")
        line.append(one.label, style="bold")
        line.append(_shown(one.target), style="dim")
        console.print(line, width=width)
