"""The pages of a folder as they were read last time, so that only what has changed is read again.

Reading 2,500 files takes a second, looking whether they have changed a fortieth.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from asistente.knowledge.files import stamps
from asistente.knowledge.library import Library, Read
from asistente.knowledge.page import Page, Problem, Section
from asistente.knowledge.shelf import Shelf

_PART = "pages"


def load_with(shelf: Shelf, folder: Path) -> Library:
    """The library of a folder, with the help of what the shelf keeps; what was read anew is put there.

    Raises UserError as `Library.load` does.
    """
    kept = _kept(shelf, folder)
    # What could not be read may have become readable without a sign of it in its stamp.
    if kept is not None and not kept.left_out and not kept.differs_from(stamps(folder)):
        return kept
    library = Library.load(folder, kept)
    put(shelf, library)
    return library


def put(shelf: Shelf, library: Library) -> None:
    """Put a library on the shelf."""
    shelf.put(_PART, json=_written(library))


def _kept(shelf: Shelf, folder: Path) -> Library | None:
    part = shelf.take(_PART)
    if part is None:
        return None
    found = json.loads(part["json"].tobytes().decode("utf-8", "surrogatepass"))
    read = {Path(path): _read_of(Path(path), *rest) for path, *rest in found["read"]}
    pages = [one.page for one in read.values() if one.page is not None]
    shown = set(map(tuple, found["shown"]))
    chosen = [page for page in pages if (page.file, page.slug) in shown]
    return Library(folder, chosen, _problems_of(found["problems"]), read) if chosen else None


def _written(library: Library) -> Any:
    value = {
        "read": [
            [str(path), one.stamps, _rows(one.problems), list(_fields(one.page)) if one.page else None]
            for path, one in library.read.items()
        ],
        "shown": [(page.file, page.slug) for page in library],
        "problems": _rows(library.problems),
    }
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return np.frombuffer(text.encode("utf-8", "surrogatepass"), np.uint8)


def _read_of(path: Path, seen: list[list[int]], problems: list[list[Any]], fields: list[Any] | None) -> Read:
    first, second = (tuple(one) for one in seen)
    page = _page_of(path, *fields) if fields else None
    return Read((first, second), page, tuple(_problems_of(problems)))  # type: ignore[arg-type]


def _fields(page: Page) -> Iterator[Any]:
    """What a page consists of, as JSON has it, in the order in which `_page_of` takes it."""
    yield from (page.slug, page.language, page.title, page.summary, page.part, page.order)
    yield from (page.prerequisites, page.related, page.questions, page.lead, page.body, page.file)
    yield page.anchors
    yield [(one.anchor, one.heading, one.role, one.text, one.line) for one in page.sections]


def _page_of(
    path: Path,
    slug: str,
    language: Any,
    title: str,
    summary: str,
    part: str,
    order: float,
    prerequisites: list[str],
    related: list[str],
    questions: list[str],
    lead: str,
    body: str,
    file: str,
    anchors: list[tuple[str, int]],
    sections: list[Any],
) -> Page:
    return Page(
        slug,
        language,
        title,
        summary,
        part,
        order,
        tuple(prerequisites),
        tuple(related),
        tuple(questions),
        lead,
        tuple(
            Section(slug, language, anchor, heading, role, text, line, file)
            for anchor, heading, role, text, line in sections
        ),
        body,
        path,
        file,
        tuple((anchor, place) for anchor, place in anchors),
    )


def _rows(problems: tuple[Problem, ...]) -> list[Any]:
    return [(str(one.file), one.line, one.code, one.values) for one in problems]


def _problems_of(rows: list[list[Any]]) -> list[Problem]:
    return [
        Problem(Path(file), line, code, tuple((name, value) for name, value in values))
        for file, line, code, values in rows
    ]
