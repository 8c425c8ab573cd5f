"""`asistente topics`: the reading path, or a page."""

from __future__ import annotations

import argparse
import json
import math
import sys
from typing import TYPE_CHECKING, Any

from asistente.cli.problems import tell_left_out
from asistente.knowledge.library import Library
from asistente.knowledge.quiz import readable
from asistente.language.errors import UserError
from asistente.language.texts import Texts
from asistente.storage.folders import content_folder

if TYPE_CHECKING:
    from asistente.knowledge.page import Page
    from asistente.language.detect import Language

_WIDEST = 100  # longer lines are tiring to read


def add_parser(subparsers: Any, parent: argparse.ArgumentParser) -> None:
    """Add the command: `topics [SLUG] [--json]`."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "topics",
        parents=[parent],
        help="list the topics, or read one",
        description="The reading path; with a topic, its page: rendered on a terminal, Markdown in a pipe.",
    )
    parser.add_argument("slug", nargs="?", metavar="TOPIC", help="a topic of the list, or a page's title")
    parser.add_argument("--json", action="store_true", help="print one JSON value")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """List the topics or print a page. Raises UserError for an unknown topic, naming the nearest."""
    library = Library.load(args.content or content_folder())
    tell_left_out(library, Texts(args.language))
    if args.slug is None:
        return _list(library, args.language, args.json)
    page = library.find(args.slug, args.language)
    if page is None:
        nearest = library.nearest(args.slug, args.language, 3)
        code = "topics.unknown" if nearest else "topics.nothing-like-it"
        raise UserError(code, topic=args.slug, nearest=", ".join(nearest))
    if args.json:
        _print_json(_as_json(page, whole=True))
    elif sys.stdout.isatty():
        _render(page, Texts(args.language))
    else:
        sys.stdout.write(f"# {page.title}\n\n{page.body}")
    return 0


def _list(library: Library, language: Language, as_json: bool) -> int:
    pages = library.pages(language)
    if as_json:
        _print_json([_as_json(page, whole=False) for page in pages])
        return 0
    texts = Texts(language)
    if sys.stdout.isatty():
        _render_list(pages, texts)
    else:
        for part, of_part in _by_part(pages, texts):
            sys.stdout.write(f"{part}\n" if part else "")
            for page in of_part:
                title = f"{page.title} {_language_note(page, texts)}".rstrip()
                summary = f": {page.summary}" if page.summary else ""
                sys.stdout.write(f"  {page.slug}  {title}{summary}\n")
    return 0


def _by_part(pages: list[Page], texts: Texts) -> list[tuple[str, list[Page]]]:
    """The pages under their parts' names, both in reading order; no name where no page names a part."""
    parts: dict[str, list[Page]] = {}
    for page in pages:
        parts.setdefault(page.part, []).append(page)
    unnamed = texts("topics.other-part") if len(parts) > 1 else ""
    return [(part or unnamed, of_part) for part, of_part in parts.items()]


def _language_note(page: Page, texts: Texts) -> str:
    return "" if page.language == texts.language else texts("topics.other-language")


def _render_list(pages: list[Page], texts: Texts) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(highlight=False)
    for part, of_part in _by_part(pages, texts):
        console.print(Text(part, style="bold"))
        table = Table.grid(padding=(0, 2), pad_edge=True)
        table.add_column(style="cyan", no_wrap=True)
        table.add_column()
        for page in of_part:
            about = Text(page.title)
            about.append(f" {_language_note(page, texts)}".rstrip(), style="dim")
            about.append(f"\n{page.summary}" if page.summary else "", style="dim")
            table.add_row(Text(page.slug), about)
        console.print(table, width=min(console.width, _WIDEST))
        console.print()
    console.print(Text(texts("topics.read-one", slug=pages[0].slug), style="dim"))


def _render(page: Page, texts: Texts) -> None:
    """The page with headings, tables and code as a terminal shows them; links show their target."""
    from rich.console import Console
    from rich.markdown import Markdown
    from rich.text import Text

    console = Console(highlight=False)
    width = min(console.width, _WIDEST)
    console.print(Text(page.title, style="bold underline"), width=width)
    console.print()
    # As links of the terminal, the targets (`demo:…`, other pages) would open nothing.
    markdown = Markdown(readable(page.body, texts("topics.answer")), code_theme="ansi_dark", hyperlinks=False)
    console.print(markdown, width=width)


def _as_json(page: Page, whole: bool) -> dict[str, Any]:
    found: dict[str, Any] = {
        "slug": page.slug,
        "language": page.language,
        "title": page.title,
        "summary": page.summary,
        "part": page.part,
        "order": _number(page.order),
    }
    if whole:
        found |= {
            "source": page.file,
            "lead": page.lead,
            "prerequisites": page.prerequisites,
            "related": page.related,
            "questions": page.questions,
            "sections": [
                {
                    "heading": section.heading,
                    "anchor": section.anchor,
                    "role": section.role,
                    "source": section.source,
                    "line": section.line,
                    "text": section.text,
                }
                for section in page.sections
            ],
        }
    return found


def _number(order: float) -> float | None:
    """Whole numbers without a point; JSON has no infinity."""
    if not math.isfinite(order):
        return None
    return int(order) if order.is_integer() else order


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
