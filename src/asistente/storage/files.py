"""Files of the person's own: written whole or not at all, and never over one that is there."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def write_new(path: Path, data: bytes) -> None:
    """Write a file that is not there yet; whoever reads it finds all of it.

    Raises FileExistsError where it is there, other OSErrors where it cannot be written: the folder is made
    if need be, and nothing half-written is left behind.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except FileExistsError as error:  # not to be taken for the file itself
        raise NotADirectoryError(*error.args) from None
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _put(part, path)
    finally:
        with suppress(OSError):
            part.unlink()


def _put(part: Path, path: Path) -> None:
    """Give the finished file its name, unless another has it: a link fails then, in one step."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links: reserve the name first
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        part.replace(path)


def newest_first(folder: Path, suffix: str) -> list[Path]:
    """The files of a folder with this suffix, the one written last first; none where it cannot be read."""
    try:
        found = [(path.stat().st_mtime_ns, path) for path in folder.iterdir() if path.suffix == suffix]
    except OSError:
        return []
    return [path for _, path in sorted(found, key=lambda one: (-one[0], one[1].name))]
