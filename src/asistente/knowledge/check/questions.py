"""What is wrong with example questions: asked twice, or of no page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from asistente.knowledge.check.links import nearest
from asistente.knowledge.check.shown import unseen
from asistente.knowledge.check.source import Source
from asistente.knowledge.library import Library
from asistente.knowledge.page import Problem
from asistente.language.normalise import one_line, words


def questions(sources: Sequence[Source], library: Library) -> Iterator[Problem]:
    """Questions asked twice in a language, whatever their accents and signs, and files of no topic."""
    first: dict[tuple[str, str], str] = {}
    for source in sources:
        for asked in source.asked(library):
            key = asked.page.language, " ".join(words(asked.question)) or asked.question
            before = first.setdefault(key, asked.where)
            if before != asked.where:
                values = (("question", one_line(asked.question)), ("where", before))
                yield Problem(asked.path, asked.line, "question-twice", values)
            if asked.path != source.page.path and (signs := unseen(asked.question)):
                yield Problem(asked.path, asked.line, "signs-unseen", (("signs", signs),))
    expected = {library.questions_file(source.page) for source in sources}
    for folder in {path.parent for path in expected}:
        for stray in sorted(set(folder.glob("*.txt")) - expected):
            slugs = [path.stem for path in expected if path.parent == folder]
            yield Problem(stray, 1, "questions-stray", (("nearest", nearest(stray.stem, slugs)),))
