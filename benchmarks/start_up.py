"""Seconds until one can type, beside a bare Textual app: `uv run python benchmarks/start_up.py`.

Both start in a pseudo-terminal, in turn; the time runs from the start of the process until a letter that
was typed as soon as the prompt stood there is painted. The ratio of the medians is the figure to quote.

Python keeps what it has compiled in a folder of this benchmark's own, as it does after the first start of any
installed program; with `--uncompiled` it compiles every module at every start, as where it may keep nothing.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path

from terminal import BARE, Timed

OURS = ["-m", "asistente", "--language", "en"]


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
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--uncompiled", action="store_true", help="keep nothing of what Python compiles")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["PYTHONPYCACHEPREFIX"] = folder
        os.environ["PYTHONDONTWRITEBYTECODE"] = "1" if args.uncompiled else ""
        bare = Path(folder) / "bare.py"
        bare.write_text(BARE, encoding="utf-8")
        ours, theirs = [], []
        for number in range(args.rounds + 1):
            pair = ready_after([str(bare)]), ready_after(OURS)
            if number:  # the first start of each fills the caches
                theirs.append(pair[0])
                ours.append(pair[1])
    bare_median, our_median = statistics.median(theirs), statistics.median(ours)
    print(f"bare Textual   {bare_median:.3f} s (min {min(theirs):.3f}, max {max(theirs):.3f})")
    print(f"asistente      {our_median:.3f} s (min {min(ours):.3f}, max {max(ours):.3f})")
    print(f"ratio          {our_median / bare_median:.2f}")


if __name__ == "__main__":
    main()
