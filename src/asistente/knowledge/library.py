"""All pages of a folder: in reading order, by slug, in the language asked for or the other one."""

from __future__ import annotations

import difflib
import math
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from asistente.knowledge.files import NOTHING, QUESTIONS, Stamp, markdown_files, stamp
from asistente.knowledge.markdown import anchor_of
from asistente.knowledge.page import Page, Problem, Section
from asistente.knowledge.parse import Place, parse
from asistente.knowledge.reading import read_text, why_left_out
from asistente.language.detect import LANGUAGES, Language, other
from asistente.language.errors import UserError
from asistente.language.normalise import fold

_LEFT_OUT = ("denied", "denied-folder", "unreadable", "not-a-file", "binary")


@dataclass(frozen=True, slots=True)
class Read:
    """What reading one file gave, and the stamps of what was read."""

    stamps: tuple[Stamp, Stamp]
    """Of the page and of the file with more questions."""
    page: Page | None
    """None where the file could not be read."""
    problems: tuple[Problem, ...]


class Library:
    """The pages of a folder. Load it with `Library.load`; it does not change afterwards."""

    def __init__(
        self,
        folder: Path,
        pages: Iterable[Page],
        problems: Iterable[Problem] = (),
        read: Mapping[Path, Read] | None = None,
    ) -> None:
        self.folder = folder
        self.problems = tuple(problems)
        self._read = read or {}
        self._pages: dict[tuple[str, Language], Page] = {}
        for page in sorted(pages, key=_reading_order):
            self._pages[page.slug, page.language] = page
        self._files = {page.file: page for page in self._pages.values()}
        self._seen: dict[Language, list[Page]] = {}
        self._building: dict[Language, dict[str, list[Page]]] = {}

    @classmethod
    def load(cls, folder: Path, before: Library | None = None) -> Library:
        """Read every Markdown file below a folder. A broken page is a problem, never the end of the others.

        `before`: the same folder as it was read before; what has not changed since is taken from there.
        Raises UserError: `content.missing`, `content.not-a-folder`, `content.empty` (no page in it),
        `content.denied` (what is in it may not be read), `content.no-text` (what is in it is no text).
        """
        _require_folder(folder)
        pages: dict[tuple[str, Language], Page] = {}
        problems: list[Problem] = []
        read: dict[Path, Read] = {}
        for path in markdown_files(folder, _noting(folder, problems)):
            one = read[path] = _read(path, folder, before._read.get(path) if before else None)
            problems += one.problems
            if one.page is None:
                continue
            twin = pages.setdefault((one.page.slug, one.page.language), one.page)
            if twin is not one.page:
                values = (("other", twin.file), ("slug", twin.slug))
                problems.append(Problem(path, 1, "slug-twice", values))
        if not pages:
            raise _nothing(folder, problems)
        return cls(folder, pages.values(), dict.fromkeys(problems), read)

    @classmethod
    def require(cls, folder: Path) -> None:
        """Raise what `load` would raise, after one page: whether a large folder is any good at all."""
        _require_folder(folder)
        problems: list[Problem] = []
        for path in markdown_files(folder, _noting(folder, problems)):
            try:
                read_text(path)
            except OSError as error:
                problems.append(why_left_out(path, error))
            else:
                return
        raise _nothing(folder, problems)

    def differs_from(self, now: Mapping[str, Stamp]) -> bool:
        """Whether the files of the folder, as `stamps` finds them, are no longer those that were read."""
        read = {str(path): one.stamps[0] for path, one in self._read.items()}
        asked = {str(self.questions_file(page)): self._read[page.path].stamps[1] for page in self}
        pages = {path: one for path, one in now.items() if not path.endswith(".txt")}
        return pages != read or any(now.get(path, seen) != seen for path, seen in asked.items())

    @property
    def read(self) -> Mapping[Path, Read]:
        """What reading each file gave."""
        return self._read

    @property
    def left_out(self) -> list[Problem]:
        """The problems for which a file or a whole folder is missing here."""
        return [problem for problem in self.problems if problem.code in _LEFT_OUT]

    def pages(self, language: Language) -> list[Page]:
        """Every topic once in reading order; in the other language where it has no page in this one."""
        if language not in self._seen:  # each reply asks for it, and looking at 10,000 pages takes 3 ms
            self._seen[language] = [
                page
                for page in self._pages.values()
                if page.language == language or (page.slug, language) not in self._pages
            ]
        return self._seen[language].copy()

    def building_on(self, slug: str, language: Language) -> list[Page]:
        """The pages that have a topic among their prerequisites, in reading order."""
        if language not in self._building:
            found: dict[str, list[Page]] = {}
            for page in self.pages(language):
                for earlier in page.prerequisites:
                    found.setdefault(earlier, []).append(page)
            self._building[language] = found
        return self._building[language].get(slug, [])

    def page(self, slug: str, language: Language) -> Page | None:
        """The page of a topic in this language, else in the other; None for no topic."""
        return self._pages.get((slug, language)) or self._pages.get((slug, other(language)))

    def sections(self, language: Language) -> list[Section]:
        """The sections of `pages(language)`, in reading order."""
        return [section for page in self.pages(language) for section in page.sections]

    def slugs(self) -> list[str]:
        """Every topic's slug, in reading order."""
        return list(dict.fromkeys(slug for slug, _ in self._pages))

    def languages(self) -> list[Language]:
        """The languages that have a page."""
        return [language for language in LANGUAGES if any(page.language == language for page in self)]

    def questions_file(self, page: Page) -> Path:
        """Where more questions of a page stand, whether the file exists or not."""
        place = Place(page.path, PurePosixPath(page.file))
        return _questions_file(self.folder, page.slug, place.language)

    def __iter__(self) -> Iterator[Page]:
        return iter(self._pages.values())

    def __len__(self) -> int:
        return len(self._pages)

    def find(self, name: str, language: Language) -> Page | None:
        """The page whose slug or title is meant, whatever its case, accents and blanks; None for none."""
        wanted = anchor_of(name)
        for page in self.pages(language):
            if wanted in (page.slug, anchor_of(page.title), anchor_of(page.slug)):
                return page
        return self.page(name, language)

    def nearest(self, name: str, language: Language, count: int = 1) -> list[str]:
        """The slugs most like a name that is none, best first; empty where nothing is like it."""
        names = {anchor_of(page.title): page.slug for page in self.pages(language)}
        names |= {slug: slug for slug in self.slugs()}
        wanted = anchor_of(name[:100])
        near = [known for known in names if len(wanted) > 2 and wanted in known]
        near += difflib.get_close_matches(wanted, names, 3 * count, cutoff=0.6)
        return list(dict.fromkeys(names[match] for match in near))[:count]

    def resolve(self, target: str, page: Page) -> tuple[Page, str] | None:
        """Where a link of a page leads: a page and an anchor (maybe empty, maybe of no heading).

        None: not a link to a topic (a web address, a demo) or to none that exists.
        """
        if re.match(r"[a-zA-Z][\w+.-]*:", target) or target.startswith("//"):
            return None
        path, _, anchor = target.partition("#")
        if not path:
            return page, anchor
        file = posixpath.normpath(posixpath.join(posixpath.dirname(page.file), path))
        found = self._files.get(file) or self.page(PurePosixPath(file).stem, page.language)
        return (found, anchor) if found else None


def _require_folder(folder: Path) -> None:
    try:
        is_folder, exists = folder.is_dir(), folder.exists()
    except PermissionError:  # a folder above may not be entered
        raise UserError("content.denied", path=str(folder)) from None
    except OSError:  # a name too long
        is_folder = exists = False
    if not is_folder:
        raise UserError("content.not-a-folder" if exists else "content.missing", folder=str(folder))


def _nothing(folder: Path, problems: list[Problem]) -> UserError:
    """Why a folder has no page at all."""
    denied = [one.file for one in problems if one.code.startswith("denied")]
    if denied:
        return UserError("content.denied", path=str(denied[0]))
    if problems:
        return UserError("content.no-text", folder=str(folder), file=problems[0].file.name)
    return UserError("content.empty", folder=str(folder))


def _noting(folder: Path, problems: list[Problem]) -> Callable[[OSError], None]:
    """What adds a folder that cannot be read to the problems."""
    return lambda error: problems.append(why_left_out(Path(error.filename or folder), error))


def _read(path: Path, folder: Path, before: Read | None) -> Read:
    """Read one file, unless it was read before and has not changed."""
    place = Place(path, PurePosixPath(path.relative_to(folder).as_posix()))
    asked_in = _questions_file(folder, place.slug, place.language)
    # Stamps come first: what changes while it is read is read once more.
    seen = stamp(path), stamp(asked_in)
    if before is not None and before.stamps == seen and before.page is not None:
        return before
    try:
        text, found = read_text(path)
    except OSError as error:
        return Read(seen, None, (why_left_out(path, error),))
    asked, odd = question_lines(asked_in) if seen[1] != NOTHING else ([], [])
    page, more = parse(text, place, (question for _, question in asked))
    return Read(seen, page, (*found, *more, *odd))


def question_lines(path: Path) -> tuple[list[tuple[int, str]], list[Problem]]:
    """The questions of a file with their lines, without blank lines and `#` comments; none if missing."""
    try:
        text, problems = read_text(path)
    except (FileNotFoundError, NotADirectoryError):
        return [], []
    except OSError as error:
        return [], [why_left_out(path, error)]
    lines = ((number, " ".join(line.split())) for number, line in enumerate(text.split("\n"), start=1))
    return [(number, line) for number, line in lines if line and not line.startswith("#")], problems


def _questions_file(folder: Path, slug: str, language: Language | None) -> Path:
    return folder / (language or "") / QUESTIONS / f"{slug}.txt"


def _reading_order(page: Page) -> tuple[object, ...]:
    """By `order`, then the way people count: `2-loss` before `10-tuning`; an index page first."""
    numbers = tuple(
        (0, int(piece), "") if piece.isdecimal() else (1, 0, piece)
        for piece in re.split(r"(\d{1,9})", fold(page.file.removeprefix(f"{page.language}/")))
    )
    is_index = page.path.stem.lower() in ("readme", "index") and math.isinf(page.order)
    return page.order, not is_index, numbers
