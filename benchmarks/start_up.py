"""Seconds until one can type, beside a bare Textual app in the same run: `uv run python benchmarks/start_up.py`.

Both start in a pseudo-terminal, in turn; the time runs from the start of the process until the prompt echoes a typed
letter. The ratio of the medians is the figure to quote.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

import pexpect
import pyte

BARE = """
from textual.app import App
from textual.widgets import Input

class Bare(App):
    def compose(self):
        yield Input(placeholder="Ask")

Bare().run()
"""
ROUNDS = 9


def ready_after(arguments: list[str]) -> float:
    """Seconds from the start until a typed letter stands on the screen."""
    screen = pyte.Screen(120, 40)
    stream = pyte.ByteStream(screen)
    begun = time.perf_counter()
    process = pexpect.spawn(sys.executable, arguments, dimensions=(40, 120), timeout=20)
    try:
        typed = False
        while time.perf_counter() - begun < 20:
            try:
                stream.feed(process.read_nonblocking(1 << 16, timeout=0.002))
            except pexpect.TIMEOUT:
                pass
            text = "\n".join(screen.display)
            if not typed and "Ask" in text:
                process.send("Z")
                typed = True
            if typed and "Z" in text:
                return time.perf_counter() - begun
        raise SystemExit("never ready")
    finally:
        process.close(force=True)


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
