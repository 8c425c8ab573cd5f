"""`asistente search`: the passages for some words, with their scores."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Any

from asistente.cli.problems import tell_flaws, tell_left_out
from asistente.knowledge.library import Library
from asistente.knowledge.markdown import first_paragraph, plain
from asistente.language.detect import detect
from asistente.language.normalise import one_line
from asistente.language.texts import Texts
from asistente.storage.folders import content_folder

if TYPE_CHECKING:
    from asistente.knowledge.search import Passage

NOTHING_FOUND = 1
_SHOWN = 160  # characters of a passage: enough to know whether to read it


def add_parser(subparsers: Any, parent: argparse.ArgumentParser) -> None:
    """Add the command: `search WORDS [--limit N] [--json]`."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "search",
        parents=[parent],
        help="find passages in the pages",
        description="The passages for some words, best first; exit status 1 where there is none.",
    )
    parser.add_argument("words", nargs="+", metavar="WORDS", help="words or a question")
    parser.add_argument("--limit", type=_count, default=5, metavar="N", help="how many passages (5)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the passages. A notice, corrections and "nothing found" go to standard error."""
    from asistente.knowledge.index import open_store
    from asistente.knowledge.search import Searcher
    from asistente.knowledge.vectors import load_encoder

    texts = Texts(args.language)
    query = " ".join(args.words)
    language = detect(query, args.language)
    library = Library.load(args.content or content_folder())
    tell_left_out(library, Texts(args.language))
    store = open_store(args.content)
    tell_flaws(store, library.folder, texts)
    searcher = Searcher(library, load_encoder(), store)
    passages = searcher.search(query, language, args.limit)
    notice = searcher.notice(language)
    corrections = searcher.corrections(query, language)
    if args.json:
        found = {
            "query": query,
            "language": language,
            "notice": notice,
            "corrections": corrections,
            "passages": [_as_json(passage) for passage in passages],
        }
        sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
        return 0 if passages else NOTHING_FOUND
    for typed, meant in corrections.items():
        sys.stderr.write(texts("search.corrected", typed=typed, meant=meant) + "\n")
    if notice:
        sys.stderr.write(texts(f"notices.{notice}") + "\n")
    if not passages:
        sys.stderr.write(texts("search.nothing", query=one_line(query)) + "\n")
        return NOTHING_FOUND
    _print(passages)
    return 0


def _print(passages: list[Passage]) -> None:
    for passage in passages:
        section = passage.section
        beginning = one_line(plain(first_paragraph(section.text) or section.text), _SHOWN)
        sys.stdout.write(f"{passage.score:.2f}  {section.source}  {section.heading}\n")
        sys.stdout.write(f"      {beginning}\n")


def _as_json(passage: Passage) -> dict[str, Any]:
    section = passage.section
    return {
        "topic": section.slug,
        "heading": section.heading,
        "source": section.source,
        "line": section.line,
        "score": round(passage.score, 4),
        "word_score": round(passage.word_score, 4),
        "meaning_score": round(passage.meaning_score, 4),
        "text": section.text,
    }


def _count(text: str) -> int:
    """A number of passages, at least 1."""
    number = int(text)
    if not 1 <= number <= 1000:
        raise argparse.ArgumentTypeError("give a number from 1 to 1000")
    return number
