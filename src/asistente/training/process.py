"""The worker process as its parent sees it: started, spoken to, listened to, ended."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import BinaryIO, cast

from asistente.training.frames import FrameError, read_frame, write_frame

_log = logging.getLogger(__name__)
COMMAND = (sys.executable, "-P", "-m", "asistente.training.worker")
_PATIENCE = 1.0
"""Seconds that the process has to end by itself before it is killed."""
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")


class WorkerProcess:
    """One process and the thread that listens to it.

    Not `multiprocessing`: that fails inside a running Textual app, whose stderr has no file number.
    """

    def __init__(
        self,
        on_message: Callable[[WorkerProcess, object], None],
        on_end: Callable[[WorkerProcess, int | None], None],
        command: Sequence[str] = COMMAND,
    ) -> None:
        """Both are called on the listening thread; `on_end` last, with the exit status (-9: killed)."""
        self._on_message = on_message
        self._on_end = on_end
        self._writing = threading.Lock()
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # ctrl+C and the closing of the terminal are for the parent
            env={**os.environ, **dict.fromkeys(_THREADS, "1")},
        )
        self._input = cast(BinaryIO, self._process.stdin)
        self._output = cast(BinaryIO, self._process.stdout)
        self._thread = threading.Thread(target=self._listen, name="training-news", daemon=True)
        self._thread.start()

    @property
    def pid(self) -> int:
        """The process's number."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def send(self, message: object) -> bool:
        """Say something to the process; False where it has gone."""
        with self._writing:
            try:
                write_frame(self._input, message)
            except (OSError, ValueError):  # a broken pipe, or one closed already
                return False
        return True

    def close(self) -> None:
        """End the process, by force where it does not end by itself, and the thread."""
        self._close_input()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._thread is not threading.current_thread():
            self._thread.join(_PATIENCE)  # it may be telling something to the very thread that waits here

    def _listen(self) -> None:
        try:
            while True:
                message = read_frame(self._output)
                try:
                    self._on_message(self, message)
                except Exception:  # a fault of the listener must not deafen us to what follows
                    _log.exception("news of a run could not be told")
        except EOFError:
            pass
        except FrameError:
            _log.exception("the training process spoke nonsense")
            self._process.kill()
        self._close_input()
        status = self._process.wait()
        self._output.close()
        self._on_end(self, status)

    def _close_input(self) -> None:
        # What was still to be said may find nobody.
        with self._writing, suppress(OSError):
            self._input.close()
