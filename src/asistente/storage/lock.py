"""A lock between processes that nobody can hold after their death: the system lets go of it."""

from __future__ import annotations

import os
from pathlib import Path


class FileLock:
    """At most one process holds it. The file stays where it is: what is locked is not its being there."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    @property
    def held(self) -> bool:
        """Whether it is ours."""
        return self._file is not None

    def acquire(self) -> bool:
        """Take it if nobody has it; False, at once, where somebody does.

        Raises OSError where the file cannot be made. Where the system knows no locks it counts as taken:
        two programs at once then do the same work twice, and nothing worse.
        """
        if self._file is not None:
            return True
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        if _lock(file):
            self._file = file
            return True
        os.close(file)
        return False

    def release(self) -> None:
        """Let go of it; nothing where it is not ours."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _lock(file: int) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # some network drives have none
        return True
    return True
