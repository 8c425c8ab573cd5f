"""What the screen costs a run, and a run the keys: `uv run python benchmarks/live_run.py`.

A run at full speed that never ends by itself, once in the app with its pane open and once in the same
worker with nobody looking, in turn: steps a second, and their ratio. While the app trains, letters are
typed: from key to paint, beside the same letters in a bare Textual app with nothing else to do.
"""

from __future__ import annotations

import re
import statistics
import tempfile
import time
from pathlib import Path

from terminal import BARE, Timed

from asistente.training.config import RunConfig
from asistente.training.events import Event, Snapshot
from asistente.training.pace import FULL
from asistente.training.trainer import Trainer

# The noise in its answers keeps it from ever reaching the stop rule.
LINK = "addition?noise=5&steps=100000000"
SECONDS = 6.0
ROUNDS = 3
LOADED = 10.0
"""Seconds until the pages and the model are loaded behind the screen: that is no cost of the pane."""
LETTERS = "ZQXJWK" * 10


def rate_without_screen() -> float:
    """Steps a second of the worker alone."""
    steps = 0

    def look(event: Event) -> None:
        nonlocal steps
        if isinstance(event, Snapshot):
            steps = event.step

    trainer = Trainer(look)
    try:
        trainer.start(RunConfig.of("addition", noise=5, steps=100_000_000), FULL)
        time.sleep(2)
        first, begun = steps, time.perf_counter()
        time.sleep(SECONDS)
        return (steps - first) / (time.perf_counter() - begun)
    finally:
        trainer.close()


def step_on(program: Timed) -> int:
    """The step that the pane shows."""
    found = re.search(r"step ([\d,]+)", program.text)
    return int(found[1].replace(",", "")) if found else 0


def rate_and_keys_with_screen() -> tuple[float, list[float]]:
    """Steps a second with the pane open, and seconds from key to paint."""
    program = Timed(["-m", "asistente", "--language", "en"])
    try:
        program.wait_for("Ask, or")
        program.process.send(f"/train {LINK}\r")
        program.wait_for("never seen")
        program.process.send("/max\r")
        program.read_for(LOADED)
        first, begun = step_on(program), time.perf_counter()
        program.read_for(SECONDS)
        rate = (step_on(program) - first) / (time.perf_counter() - begun)
        return rate, [program.echo(letter) for letter in LETTERS]
    finally:
        program.close()


def keys_in_bare_app(folder: Path) -> list[float]:
    """Seconds from key to paint in an app that does nothing else."""
    bare = folder / "bare.py"
    bare.write_text(BARE, encoding="utf-8")
    program = Timed([str(bare)])
    try:
        program.wait_for("Ask")
        program.read_for(0.5)
        return [program.echo(letter) for letter in LETTERS]
    finally:
        program.close()


def main() -> None:
    """Measure in turn and print medians, ratio and percentiles."""
    alone, shown, keys = [], [], []
    for _ in range(ROUNDS):
        alone.append(rate_without_screen())
        rate, echoes = rate_and_keys_with_screen()
        shown.append(rate)
        keys += echoes
    with tempfile.TemporaryDirectory() as folder:
        bare = keys_in_bare_app(Path(folder))
    print(f"without a screen     {statistics.median(alone):>9,.0f} steps/s")
    print(f"with the pane open   {statistics.median(shown):>9,.0f} steps/s")
    print(f"ratio                {statistics.median(shown) / statistics.median(alone):>9.3f}")
    for name, times in (("while it trains", keys), ("bare Textual app", bare)):
        ordered = sorted(1000 * seconds for seconds in times)
        middle, late = ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.95)]
        print(f"key to paint, {name:<17} median {middle:.1f} ms, p95 {late:.1f} ms")


if __name__ == "__main__":
    main()
