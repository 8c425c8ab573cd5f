"""Standard input, output and error as the commands may count on them, whatever the shell gave."""

from __future__ import annotations

import contextlib
import errno
import io
import os
import sys
from pathlib import Path


def prepare_streams() -> None:
    """Make standard input and error usable where the shell closed them. Raises OSError: output is closed."""
    if sys.stdin is None:
        sys.stdin = Path(os.devnull).open(encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A terminal without Unicode gets question marks instead of a traceback.
            stream.reconfigure(errors="replace")
    if sys.stdout is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))


def complain(line: str) -> None:
    """Say on standard error what went wrong, as far as it can be written to."""
    with contextlib.suppress(OSError):
        sys.stderr.write(f"asistente: {line}\n")
        sys.stderr.flush()
