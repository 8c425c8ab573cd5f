"""Every sentence that the program says, in the person's language: `texts("run.finished", steps="1,240")`."""

from __future__ import annotations

import threading
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from asistente.language.detect import Language
from asistente.language.errors import UserError
from asistente.language.normalise import one_line

_FOLDER = Path(__file__).parent / "texts"  # importlib.resources takes 6 ms to load
# A no-break space keeps a count on one line; it is one cell wide everywhere, which the thin one is not.
_GROUPING: dict[Language, str] = {"en": ",", "es": "\N{NO-BREAK SPACE}"}


class Texts:
    """The catalogue of one language. Calling it looks a sentence up and fills its placeholders."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._sentences = catalogue(language)

    def __call__(self, key: str, /, **values: object) -> str:
        """The sentence of `key` with `{name}` placeholders filled. KeyError: no such key or value missing."""
        return self._sentences[key].format_map(values)

    def __contains__(self, key: str) -> bool:
        return key in self._sentences

    def keys(self, prefix: str = "") -> list[str]:
        """The keys that begin with `prefix`, in the order of the files."""
        return [key for key in self._sentences if key.startswith(prefix)]

    def number(self, value: float, decimals: int | None = None) -> str:
        """A count or a measure: groups of three set off (en `1,240`, es `1 240`), decimals with a point.

        `decimals` fixes how many; by default whole numbers have none and others up to six digits.
        """
        if isinstance(value, int) and decimals is None:
            written = f"{value:,}"
        elif decimals is not None:
            written = f"{value:,.{decimals}f}"
        else:
            written = f"{value:,.6g}"
        return written.replace(",", _GROUPING[self.language])

    def duration(self, seconds: float) -> str:
        """`4 s`, `2 min`, `3 h`: as exact as a guess deserves."""
        if seconds < 90:
            return self("ui.time.seconds", n=max(1, round(seconds)))
        if seconds < 90 * 60:
            return self("ui.time.minutes", n=round(seconds / 60))
        return self("ui.time.hours", n=self.number(round(seconds / 3600)))

    def error(self, error: UserError) -> str:
        """What went wrong and what helps, on one line; a generic line where the code has no sentence."""
        values = {name: self._shown(value) for name, value in error.values.items()}
        try:
            return self(f"errors.{error.code}", **values)
        except KeyError:
            details = ", ".join(f"{name} {value}" for name, value in values.items())
            return self("errors.generic", code=error.code, details=details or "–")

    def _shown(self, value: object) -> str:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self.number(value)
        if isinstance(value, list | tuple):  # the program's own names to choose from: all of them
            return ", ".join(one_line(str(name)) for name in value)
        return one_line(str(value))


@cache
def catalogue(language: Language) -> Catalogue:
    """All sentences of a language."""
    return Catalogue(_FOLDER / language)


class Catalogue(Mapping[str, str]):
    """`table.key` to text, merged from the `*.toml` files of a folder.

    A file is read when it is first needed: the first screen needs three of fourteen, and a key is looked
    for in the file of its table's name before all others are read. Raises ValueError where two files define
    the same key: each key has one owner.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._unread: list[str] | None = None
        """The names of the files not read yet; None until the folder is looked at."""
        self._sentences: dict[str, str] = {}
        self._lock = threading.Lock()

    def __getitem__(self, key: str) -> str:
        if key not in self._sentences:
            with self._lock:
                self._read(key.partition(".")[0])
            if key not in self._sentences:
                self._read_all()
        return self._sentences[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read_all())

    def __len__(self) -> int:
        return len(self._read_all())

    def _read_all(self) -> dict[str, str]:
        with self._lock:
            for name in list(self._left()):
                self._read(name)
        return self._sentences

    def _left(self) -> list[str]:
        if self._unread is None:
            self._unread = sorted(path.stem for path in self._folder.glob("*.toml"))
        return self._unread

    def _read(self, name: str) -> None:
        """Read a file, where there is one that is not read yet."""
        if name not in self._left():
            return
        text = (self._folder / f"{name}.toml").read_text(encoding="utf-8")
        more = dict(_flatten(tomllib.loads(text)))
        if twice := more.keys() & self._sentences.keys():
            raise ValueError(f"{self._folder.name}/{name}.toml: {sorted(twice)} are defined twice")
        self._sentences = self._sentences | more  # another thread may go through those that were there
        self._left().remove(name)


def _flatten(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield f"{prefix}{key}", str(value)
