"""What was made from pages and can be made again, kept in the cache: arrays in parts, one file for all.

A file that is damaged or of another version of the program counts as not there. It is written whole under
another name and then renamed, so that nobody reads half of it, whoever is killed and however many write.
"""

from __future__ import annotations

import hashlib
import io
import os
import sys
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from asistente.knowledge.files import Stamp, stamp
from asistente.knowledge.vectors import Flaw

Array: TypeAlias = npt.NDArray[Any]
Part: TypeAlias = Mapping[str, Array]

_PROGRAM, _OF = "program", "of"
_PACKAGE = Path(__file__).resolve().parents[1]


class _Keepable(Protocol):
    """What can be kept."""

    def part(self) -> dict[str, Array]:
        """All of it as arrays."""
        ...


Kept = TypeVar("Kept", bound=_Keepable)


class Parts:
    """Parts by name. This one keeps them as long as it lives."""

    def __init__(self) -> None:
        self._parts: dict[str, Part] = {}

    def take(self, name: str) -> Part | None:
        """A part; None where it has to be made."""
        return self._parts.get(name)

    def put(self, name: str, **arrays: Array) -> Part:
        """Keep a part that was made; returns it."""
        self._parts[name] = arrays
        return arrays

    def get(self, name: str, restore: Callable[[Part], Kept], make: Callable[[], Kept]) -> Kept:
        """A thing out of its part, or else made and put there."""
        part = self.take(name)
        if part is not None:
            return restore(part)
        made = make()
        self.put(name, **made.part())
        return made

    def section(self, name: str) -> Parts:
        """The same, for parts whose names begin with this one."""
        return _Section(self, name)


class _Section(Parts):
    def __init__(self, whole: Parts, name: str) -> None:
        super().__init__()
        self._whole, self._name = whole, name

    def take(self, name: str) -> Part | None:
        return self._whole.take(f"{self._name} {name}")

    def put(self, name: str, **arrays: Array) -> Part:
        return self._whole.put(f"{self._name} {name}", **arrays)


class Shelf(Parts):
    """Parts from a file, or made just now."""

    def __init__(self, path: Path | None, of: str = "") -> None:
        """`path`: the file, None where nothing can be kept. `of`: what the parts are made from, in short;
        parts that were made from anything else are of no use."""
        super().__init__()
        self.path, self._of = path, of
        self.flaw: Flaw | None = None
        """Why the file that was there was of no use; None where it was, or was made from other pages."""
        self._file: Any = None
        self._is_new = False
        """Whether there is a part that the file has not."""
        if path is not None:
            self._open(path)

    def take(self, name: str) -> Part | None:
        """A part; None where it has to be made."""
        if self._file is not None and name not in self._parts:
            try:
                of_part = [key for key in self._file.files if key.startswith(f"{name}/")]
                found = {key.removeprefix(f"{name}/"): self._file[key] for key in of_part}
            except Exception:  # what a file with a few bytes changed makes its readers raise has no end
                self._refuse("damaged")
                return None
            if found:
                self._parts[name] = found
        return super().take(name)

    def put(self, name: str, **arrays: Array) -> Part:
        """Keep a part that was made; returns it."""
        self._is_new = True
        return super().put(name, **arrays)

    def save(self) -> None:
        """Write the file where it lacks a part. Raises OSError where that is impossible."""
        if self.path is None or not self._is_new:
            return
        self._is_new = False
        parts = dict(self._parts)
        arrays: dict[str, Any] = {_PROGRAM: packed([program()]), _OF: packed([self._of])}
        arrays |= {f"{name}/{key}": array for name, part in parts.items() for key, array in part.items()}
        temporary = self.path.with_name(f".{self.path.name}.{os.getpid()}-{threading.get_native_id()}.part")
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with temporary.open("wb") as file:
                # No fsync: what a crash leaves behind is seen, and made again.
                np.savez(file, allow_pickle=False, **arrays)
            temporary.replace(self.path)
        finally:
            temporary.unlink(missing_ok=True)

    def _open(self, path: Path) -> None:
        try:
            if not path.is_file():
                return
            self._file = np.load(io.BytesIO(path.read_bytes()), allow_pickle=False)
            written_by, of = unpacked(self._file[_PROGRAM]), unpacked(self._file[_OF])
        except OSError:
            return
        except Exception:  # as above
            self._refuse("damaged")
            return
        if written_by != [program()]:
            self._refuse("other-version")
        elif of != [self._of]:
            self._file = None

    def _refuse(self, flaw: Flaw) -> None:
        self.flaw, self._file = flaw, None
        self._parts = {}


def packed(texts: Iterable[str]) -> Array:
    """Texts without NUL as one array of bytes."""
    return np.frombuffer("\0".join([*texts, ""]).encode("utf-8", "surrogatepass"), np.uint8)


def unpacked(array: Array) -> list[str]:
    """The texts again."""
    return array.tobytes().decode("utf-8", "surrogatepass").split("\0")[:-1]


def counted(counts: Mapping[str, int]) -> dict[str, Array]:
    """How often there is each word, as arrays."""
    return {"words": packed(counts), "counts": np.array(list(counts.values()), np.int64)}


def counts_of(part: Part) -> dict[str, int]:
    """The counts again."""
    return dict(zip(unpacked(part["words"]), part["counts"].tolist(), strict=True))


@cache
def program() -> str:
    """This version of the program: its own files, and Python. Whatever changes in it makes all anew."""
    found = [sys.version]
    for parent, folders, files in os.walk(_PACKAGE):
        folders[:] = sorted(name for name in folders if name not in ("__pycache__", "content"))
        found += [f"{name} {stamp(f'{parent}{os.sep}{name}')[::2]}" for name in sorted(files)]
    return digest(found)


def digest(texts: Sequence[str]) -> str:
    """Something short that differs where the texts differ."""
    return hashlib.blake2b("\0".join(texts).encode("utf-8", "replace"), digest_size=16).hexdigest()


def stamped(paths: Iterable[Path | str], stamps: Iterable[Stamp]) -> str:
    """The same for files with their stamps."""
    return digest([f"{path} {seen}" for path, seen in zip(paths, stamps, strict=True)])
