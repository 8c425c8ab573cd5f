"""Where networks are kept: a folder of files, each by its name."""

from __future__ import annotations

import re
from pathlib import Path

from asistente.language.normalise import fold
from asistente.storage.files import newest_first, write_new
from asistente.training.parameters import unknown
from asistente.training.saved import MOST_BYTES, SUFFIX, SavedError, SavedNetwork, decoded, encoded

LONGEST = 40
"""Characters of a name."""
_NUMBERED = 10_000


class Shelf:
    """The networks of a person, below a folder of their own."""

    def __init__(self, folder: Path | None) -> None:
        """`folder`: where they stand; None where this machine gives us none."""
        self.folder = folder

    def names(self) -> list[str]:
        """The networks that there are, the one saved last first."""
        return [] if self.folder is None else [path.stem for path in newest_first(self.folder, SUFFIX)]

    def find(self, name: str) -> str | None:
        """The network of this name, whatever its capitals and accents; None where there is none."""
        wanted = fold(clean_name(name))
        return next((one for one in self.names() if fold(one) == wanted), None)

    def save(self, network: SavedNetwork, name: str | None = None) -> Path:
        """Keep a network under a name, or under its demo's with the next number; returns its file.

        Raises SavedError: the name is taken, it holds nothing that a name can be made of, the file cannot
        be written.
        """
        data = encoded(network)
        if name is None:
            return self._save_numbered(network.config.demo, data)
        chosen = clean_name(name)
        if not chosen:
            raise SavedError("no_name", name=name)
        if self.find(chosen) is not None:
            raise SavedError("taken", name=chosen, free=self.free(chosen))
        try:
            self._write(chosen, data)
        except FileExistsError:
            raise SavedError("taken", name=chosen, free=self.free(chosen)) from None
        return self._path(chosen)

    def load(self, name: str) -> SavedNetwork:
        """The network of a name. Raises SavedError: there is none, it is damaged or cannot be read."""
        found = self.find(name)
        if found is None:
            names = self.names()
            if not names:
                raise SavedError("none")
            raise unknown("unknown_saved", name, names, 8, name=name[:LONGEST])
        path = self._path(found)
        try:
            if path.stat().st_size > MOST_BYTES:
                raise SavedError("damaged", name=found)
            data = path.read_bytes()
        except OSError as error:
            raise SavedError("unreadable", path=str(path), why=error.strerror or str(error)) from None
        return decoded(data, found)

    def free(self, stem: str) -> str:
        """A name that nothing has yet: `adder-2` after `adder`."""
        there = {fold(name) for name in self.names()}
        plain = re.sub(r"-\d+$", "", stem)[: LONGEST - 6]
        return next(name for number in range(2, _NUMBERED) if fold(name := f"{plain}-{number}") not in there)

    def _save_numbered(self, demo: str, data: bytes) -> Path:
        there = {fold(name) for name in self.names()}
        for number in range(1, _NUMBERED):
            name = f"{demo}-{number}"
            if name in there:
                continue
            try:
                self._write(name, data)
            except FileExistsError:  # another program was quicker
                continue
            return self._path(name)
        raise SavedError("full", folder=str(self.folder))

    def _path(self, name: str) -> Path:
        if self.folder is None:
            raise SavedError("no_folder")
        return self.folder / f"{name}{SUFFIX}"

    def _write(self, name: str, data: bytes) -> None:
        _write(self._path(name), data)


def write_text(folder: Path | None, name: str, text: str) -> Path:
    """Write what is exported; where a file of that name is there, under the next number.

    Raises SavedError where it cannot be written.
    """
    if folder is None:
        raise SavedError("no_folder")
    stem, suffix = Path(name).stem, Path(name).suffix
    for number in range(1, _NUMBERED):
        path = folder / (name if number == 1 else f"{stem}-{number}{suffix}")
        try:
            _write(path, text.encode())
        except FileExistsError:
            continue
        return path
    raise SavedError("full", folder=str(folder))


def _write(path: Path, data: bytes) -> None:
    """As `write_new`, and what the person can see to is a SavedError."""
    try:
        write_new(path, data)
    except FileExistsError:
        raise
    except OSError as error:
        raise SavedError("unwritten", path=str(path), why=error.strerror or str(error)) from None


def clean_name(text: str) -> str:
    """What a network may be called, made of what was said: letters, figures, `-` and `_`."""
    return re.sub(r"[^\w]+", "-", text.strip().removesuffix(SUFFIX)).strip("-_")[:LONGEST]
