"""How reliably the demos learn: `uv run python benchmarks/seeds.py [--markdown] [DEMO ...]`.

Every demo as it stands, with seeds 1 to 20, in this process on one core: how many reach the stop rule, and
the steps and seconds of the median seed and of the worst.
"""

from __future__ import annotations

import argparse
import statistics

from asistente.training.api import Trained, train
from asistente.training.demos import DEMOS

SEEDS = range(1, 21)
HEADINGS = ("demo", "learnt", "steps: median", "worst seed", "seconds: median", "worst")


def row(name: str) -> tuple[str, ...]:
    """The line of a demo; the worst seed is the one that takes the most steps."""
    runs: dict[int, Trained] = {seed: train(name, seed=seed) for seed in SEEDS}
    worst = max(runs, key=lambda seed: (runs[seed].reason != "learnt", runs[seed].steps))
    return (
        name,
        f"{sum(run.reason == 'learnt' for run in runs.values())} of {len(runs)}",
        f"{statistics.median(run.steps for run in runs.values()):,.0f}",
        f"{runs[worst].steps:,} (seed {worst})",
        f"{statistics.median(run.seconds for run in runs.values()):.2f}",
        f"{runs[worst].seconds:.2f}",
    )


def main() -> None:
    """Measure the demos that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("demos", nargs="*", metavar="DEMO")
    parser.add_argument("--markdown", action="store_true", help="a table as the README has it")
    args = parser.parse_args()
    start, between, end = ("| ", " | ", " |") if args.markdown else ("", "  ", "")
    print(start + between.join(HEADINGS) + end)
    if args.markdown:
        print("|---" * len(HEADINGS) + "|")
    for name in args.demos or [name for name in DEMOS if name != "csv"]:
        print(start + between.join(row(name)) + end, flush=True)


if __name__ == "__main__":
    main()
