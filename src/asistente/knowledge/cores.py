"""How many of the machine's cores nobody uses at this moment."""

from __future__ import annotations

import os
from pathlib import Path

_LOAD = Path("/proc/loadavg")


def free_cores() -> int:
    """The cores that this thread may have for itself, its own counted: 1 or more, and 1 where nothing tells.

    It counts the threads that run right now: an average would not know of a run that has just begun.
    """
    try:
        running = int(_LOAD.read_text(encoding="ascii").split()[3].partition("/")[0])
        return max(1, len(os.sched_getaffinity(0)) - (running - 1))
    except (OSError, ValueError, IndexError, AttributeError):
        return 1
