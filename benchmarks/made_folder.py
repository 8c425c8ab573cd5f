"""A large folder of Markdown as people have them: nested, in English and Spanish, tidy pages and bare ones.

Its sentences are those of the shipped pages with the words of several hundred made-up subjects put in, so
that each page has words of its own and the whole has the long tail of rare words that a real folder has.
The same numbers give the same files, byte for byte.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from asistente.knowledge.library import Library
from asistente.knowledge.markdown import plain
from asistente.language.detect import Language
from asistente.storage.folders import content_folder

SUBJECTS = 400
OWN_WORDS = 14
"""Words of a subject that hardly any other has."""
SENTENCES = (3, 4, 5, 6, 7)
"""Of a section: about 70 words, as the shipped pages have."""
_SYLLABLES: dict[Language, tuple[str, ...]] = {
    "en": ("ster", "wick", "low", "thorn", "ber", "mill", "hash", "ford", "kel", "brack", "dun", "gard"),
    "es": ("cal", "mo", "rri", "ta", "ven", "dor", "gui", "sal", "ma", "tre", "ño", "ble", "qui", "pa"),
}
_ASKS: dict[Language, tuple[str, ...]] = {
    "en": ("what is the {a} {b} for", "how do I set up a {a} {b}", "why does the {a} need a {b}", "{a} {b}"),
    "es": ("para qué sirve {a} {b}", "cómo se prepara {a} {b}", "por qué {a} necesita {b}", "{a} {b}"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """Something to ask the folder, and the file that answers it."""

    text: str
    language: Language
    file: str


@dataclass(frozen=True, slots=True)
class Made:
    """What was written."""

    sections: int
    pages: int
    megabytes: float
    questions: list[Question]


def make(folder: Path, sections: int, per_page: int = 4, seed: int = 1) -> Made:
    """Write so many sections below a folder: half English, a third Spanish, the rest in no language's folder.

    `per_page` is how many sections a page has on average.
    """
    chance = random.Random(seed)
    sentences = {language: _sentences(language) for language in _SYLLABLES}
    subjects = {language: [_words(language, chance) for _ in range(SUBJECTS)] for language in _SYLLABLES}
    questions: list[Question] = []
    written = size = pages = 0
    while written < sections:
        place = chance.choices(("en", "es", ""), (3, 2, 1))[0]
        language: Language = "es" if place == "es" or (not place and chance.random() < 0.4) else "en"
        number = chance.randrange(SUBJECTS)
        own = subjects[language][number]
        name = f"{own[0]}-{own[1]}-{pages}.md"
        parts = [part for part in (place, f"area-{number % 20}", f"subject-{number}") if part]
        count = min(chance.randint(1, 2 * per_page - 1), sections - written)
        text, asked = _page(own, sentences[language], count, language, chance, tidy=chance.random() < 0.3)
        path = folder.joinpath(*parts, name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        if len(questions) < 400 and pages % 5 == 0:
            questions.append(Question(asked, language, "/".join((*parts, name))))
        written, size, pages = written + count, size + len(text), pages + 1
    return Made(written, pages, size / 1e6, questions)


def _sentences(language: Language) -> list[str]:
    """Sentences of the shipped pages."""
    pages = [page for page in Library.load(content_folder()) if page.language == language]
    text = " ".join(
        plain(section.text) for page in pages for section in page.sections if section.role != "code"
    )
    found = re.split(r"(?<=[.!?])\s+", re.sub(r"\s+", " ", text))
    return [sentence for sentence in found if 30 < len(sentence) < 220]


def _words(language: Language, chance: random.Random) -> list[str]:
    return ["".join(chance.choices(_SYLLABLES[language], k=chance.choice((2, 3)))) for _ in range(OWN_WORDS)]


def _page(
    own: Sequence[str],
    sentences: Sequence[str],
    count: int,
    language: Language,
    chance: random.Random,
    *,
    tidy: bool,
) -> tuple[str, str]:
    """The text of a page, and a question on it."""
    first, second = chance.sample(own, 2)
    title = f"{first} {second}".capitalize()
    asks = [ask.format(a=first, b=second) for ask in _ASKS[language]]
    lines: list[str] = []
    if tidy:
        listed = "".join(f"  - {ask}\n" for ask in asks[:2])
        order = chance.randrange(900)
        lines.append(f"---\ntitle: {title}\nsummary: {title}.\norder: {order}\nquestions:\n{listed}---\n")
    else:
        lines.append(f"# {title}\n")
    for number in range(count):
        if number:
            lines.append(f"## {' '.join(chance.sample(own, 2)).capitalize()}\n")
        said = [
            _about(sentence, own, chance) for sentence in chance.sample(sentences, chance.choice(SENTENCES))
        ]
        lines.append(" ".join(said) + "\n")
    return "\n".join(lines), chance.choice(asks[1:])


def _about(sentence: str, own: Sequence[str], chance: random.Random) -> str:
    """The sentence with one in eight of its long words replaced by a word of the subject."""
    return " ".join(
        chance.choice(own) if len(word) > 5 and word.isalpha() and chance.random() < 0.125 else word
        for word in sentence.split(" ")
    )
