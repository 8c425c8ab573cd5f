"""Ends that come from outside: a kill, or a terminal that was closed under the app."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Callable
from contextlib import suppress

PATIENCE = 1.5
"""Seconds that an orderly end may take. With its terminal gone, Textual may never come to it: its writer
dies, and the event loop waits for ever to hand it the next picture."""


def end_on_signals(leave: Callable[[], None], close: Callable[[], None]) -> None:
    """On SIGTERM and SIGHUP: `leave` on the event loop; if that takes too long, `close` and be gone."""
    loop = asyncio.get_running_loop()

    def give_up(number: int) -> None:
        close()
        os._exit(128 + number)

    def end(number: int, _frame: object) -> None:
        watch = threading.Timer(PATIENCE, give_up, (number,))
        watch.daemon = True
        watch.start()
        with suppress(RuntimeError):  # the loop has ended by itself
            loop.call_soon_threadsafe(leave)

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None:
            # Not the loop's own handlers: a loop that waits for a dead terminal would never run them.
            with suppress(ValueError):  # not in the main thread
                signal.signal(number, end)
