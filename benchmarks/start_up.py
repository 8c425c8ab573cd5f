"""Seconds until one can type, beside a bare Textual app: `uv run python benchmarks/start_up.py`.

Both start in a pseudo-terminal, in turn; the time runs from the start of the process until a letter that
was typed as soon as the prompt stood there is painted. The ratio of the medians is the figure to quote.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from terminal import BARE, Timed

ROUNDS = 9


def ready_after(arguments: list[str]) -> float:
    """Seconds from the start until a typed letter stands on the screen."""
    program = Timed(arguments)
    try:
        program.wait_for("Ask")
        program.echo("Z")
        return time.perf_counter() - program.begun
    finally:
        program.close()


def main() -> None:
    """Measure both in turn and print medians and ratio."""
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE, encoding="utf-8")
        ours, theirs = [], []
        for _ in range(ROUNDS):
            theirs.append(ready_after([str(bare)]))
            ours.append(ready_after(["-m", "asistente", "--language", "en"]))
    bare_median, our_median = statistics.median(theirs), statistics.median(ours)
    print(f"bare Textual   {bare_median:.3f} s (min {min(theirs):.3f}, max {max(theirs):.3f})")
    print(f"asistente      {our_median:.3f} s (min {min(ours):.3f}, max {max(ours):.3f})")
    print(f"ratio          {our_median / bare_median:.2f}")


if __name__ == "__main__":
    main()
