"""What differs between the two languages of a folder: pages that one of them lacks, and anchors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from asistente.knowledge.check.source import Source
from asistente.knowledge.page import Problem
from asistente.language.detect import LANGUAGES, other


def pairs(sources: Iterable[Source]) -> Iterator[Problem]:
    """Compare the pages of the two language folders, where a library has both."""
    folders = tuple(f"{name}/" for name in LANGUAGES)
    named = {
        (source.page.slug, source.page.language): source
        for source in sources
        if source.page.file.startswith(folders)
    }
    if len({language for _, language in named}) < len(LANGUAGES):
        return
    for (slug, language), source in named.items():
        twin = named.get((slug, other(language)))
        if twin is None:
            wanted = f"{other(language)}/{source.page.file.partition('/')[2]}"
            yield source.problem(1, "pair-missing", file=wanted)
        else:
            yield from _anchors(source, twin)


def _anchors(source: Source, twin: Source) -> Iterator[Problem]:
    ours, theirs = source.anchors, twin.anchors
    for anchor, line in ours.items():
        if anchor not in theirs:
            yield source.problem(line, "anchor-differs", anchor=anchor, file=twin.page.file)
    if source.page.language != LANGUAGES[0]:  # an order is told once, not on both pages
        return
    shared = [anchor for anchor in theirs if anchor in ours]
    for mine, wanted in zip((anchor for anchor in ours if anchor in theirs), shared, strict=True):
        if mine != wanted:
            yield source.problem(ours[mine], "anchor-order", anchor=mine, file=twin.page.file, there=wanted)
            return
