"""Folders of several kinds to fit the routing of somebody's own pages on, and what is asked of them."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from search_quality import load

from asistente.knowledge.library import Library
from asistente.storage.folders import content_folder

Line = dict[str, Any]
MANY, SOME = 120, 60
"""Lines of a sort that a folder is asked: the large one, the others."""


@dataclass(frozen=True, eq=False)
class Folder:
    """Pages and what is asked of them."""

    family: str
    path: Path
    lines: list[Line]


def read(labelled: Path) -> dict[str, list[Line]]:
    """The labelled lines by file, in a fixed mixed order."""
    found: dict[str, list[Line]] = {}
    for file in sorted(labelled.glob("*.jsonl")):
        lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        random.Random(1).shuffle(lines)
        found[file.stem] = lines
    return found


def made(base: Path, lines: dict[str, list[Line]]) -> Iterator[Folder]:
    """The folders, each with what it is asked."""
    commands, talk = lines["commands"], lines["smalltalk"]
    wiki = {name: load(name, 400) for name in ("BoolQ", "Disfl-QA")}
    foreign = [{"q": q, "lang": "en", "refuse": True} for data in wiki.values() for q in data.questions[::4]]
    chance = random.Random(2)

    def some(listed: Sequence[Line], count: int) -> list[Line]:
        return chance.sample(list(listed), min(count, len(listed)))

    pages = list(Library.load(content_folder()))
    slugs = sorted({page.slug for page in pages})
    chance.shuffle(slugs)
    kinds: dict[str, tuple[list[str], tuple[str, ...]]] = {
        "all": (slugs, ("en", "es")),
        "half": (slugs[::2], ("en", "es")),
        "english": (slugs[1::2], ("en",)),
        "spanish": (slugs[::3], ("es",)),
        "heap": (slugs[:12], ("en", "es")),
        "heap two": (slugs[12:24], ("en", "es")),
        "heap three": (slugs[24:], ("en", "es")),
        "few": (slugs[-5:], ("en", "es")),
    }
    for name, (chosen, languages) in kinds.items():
        path = base / name
        for page in pages:
            if page.slug in chosen and page.language in languages:
                # In a heap a page has one language only, and no folder that tells it.
                in_heap = name.startswith("heap")
                if in_heap and (chosen.index(page.slug) % 2 == 0) == (page.language == "en"):
                    continue
                file = path / (f"{page.slug}.md" if in_heap else page.file)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(without_questions(page.path), encoding="utf-8")
        mine = [one for one in lines["questions"] if set(one["topics"]) <= set(chosen)]
        count = MANY if name == "all" else SOME
        asked = [*some(mine, 2 * count), *some(lines["offtopic"], 2 * count), *some(foreign, count // 2)]
        if name == "all":
            asked += some(lines["conversations"], 2 * MANY)
        yield Folder("shipped", path, [*asked, *some(commands, count), *some(talk, SOME // 2)])
    for name, data in wiki.items():
        for part in range(3):
            path = base / f"{name}-{part}"
            path.mkdir()
            places = range(part, len(data.documents), 6)
            for at in places:
                (path / f"{at}.md").write_text(as_page(data.documents[at]), encoding="utf-8")
            on = [
                {"q": q, "lang": "en", "topics": [str(at)]}
                for q, at in zip(data.questions, data.answers, strict=True)
                if at in places
            ]
            strange = [one for one in foreign if one["q"] not in {each["q"] for each in on}]
            if name == "Disfl-QA":  # other paragraphs of the same articles would answer too
                strange = [one for one in strange if one["q"] not in set(data.questions)]
            off = [*some(lines["offtopic"], SOME), *some(strange, SOME)]
            yield Folder(
                name, path, [*some(on, 2 * SOME), *off, *some(commands, SOME), *some(talk, SOME // 2)]
            )


def as_page(document: str) -> str:
    """A paragraph of Wikipedia; what stands before its dash is its title."""
    title, dash, text = document.partition(" -- ")
    return f"# {title}\n\n{text}\n" if dash and len(title) < 80 else f"{document}\n"


def without_questions(path: Path) -> str:
    """A shipped page without the questions of its front matter."""
    return re.sub(
        r"^questions:\n(?:  ?-.*\n|    .*\n)+", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE
    )
