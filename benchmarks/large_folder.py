"""A folder of 10,000 sections: `uv run python benchmarks/large_folder.py [--app] [--per-page N]`.

Everything lies in a temporary folder with cache, settings and data of its own. Each figure comes from a
process of its own, started cold (the machine's file cache aside):

- until words are searchable: from opening the folder to the first passages of a search, model not loaded;
- until a question is answered by words: the same to the first whole reply;
- a question before and after its vectors are there, whole replies, warm, beside the shipped pages;
- vectors a second, on a sample: all of them take minutes. The rest of the cache is filled with random
  vectors, which cost the same to load and to compare;
- `--app`: the real app in a pseudo-terminal, from its start until a typed letter is painted and until a
  question that was sent at that moment is answered: with no cache, with what an earlier start has kept, and
  beside the shipped pages and a bare Textual app in the same run.

"Kept" is what an earlier start left in the cache. What Python compiles lies in a folder of this benchmark's
own, as it does after the first start of any installed program.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from made_folder import Made, make
from terminal import BARE

SHIPPED = "what is a learning rate"
BARS = {"words": 5.0, "p95": 50.0}
"""Seconds until words are searchable; milliseconds of a question."""


def opened(folder: Path | None) -> dict[str, float]:
    """Open the folder without the model, search once, reply once."""
    begun = time.perf_counter()
    from asistente.assistant.assistant import Assistant

    imported = time.perf_counter()
    assistant = Assistant(folder, "en", encoder=None)
    loaded = time.perf_counter()
    assistant.searcher.search("how do I set up a mill", "en")
    searched = time.perf_counter()
    assistant.reply("how do I set up a mill")
    replied = time.perf_counter()
    assistant.keep()
    return {
        "imports": imported - begun,
        "pages read": loaded - imported,
        "words searchable": searched - begun,
        "first reply": replied - begun,
        "keeping": time.perf_counter() - replied,
        "MB": resident(),
    }


def asked(folder: Path | None, questions: list[str]) -> dict[str, float]:
    """Ask every question of an assistant that is warm, with the model and whatever vectors there are."""
    from asistente.assistant.assistant import Assistant

    begun = time.perf_counter()
    assistant = Assistant(folder, "en")
    assistant.warm_up()
    warm = time.perf_counter() - begun
    for question in questions[:10]:
        assistant.reply(question)
    times = sorted(assistant.reply(question).took_ms for question in questions[10:])
    places = {"p50": 0.5, "p95": 0.95, "max": 0.9999}
    found = {name: times[int(place * len(times))] for name, place in places.items()}
    assistant.keep()
    return {"warm after": warm, **found, "vectors": float(len(assistant.store)), "MB": resident()}


def computed(folder: Path, sample: int) -> dict[str, float]:
    """Compute the vectors of some sections as the app does; the rest of the cache gets random ones."""
    import numpy as np

    from asistente.knowledge.encoding import EncodingProcess
    from asistente.knowledge.index import needed, target_file
    from asistente.knowledge.keeper import BATCH
    from asistente.knowledge.library import Library
    from asistente.knowledge.vectors import DIMENSIONS, VectorStore

    keys = needed(Library.load(folder))
    passages = [text for kind, text in keys if kind == "passage"]
    store, computer = VectorStore(), EncodingProcess()
    computer.encode(["warm"], "passage")
    begun = time.perf_counter()
    for start in range(0, min(sample, len(passages)), BATCH):
        store.add(
            "passage",
            passages[start : start + BATCH],
            computer.encode(passages[start : start + BATCH], "passage"),
        )
    rate = len(store) / (time.perf_counter() - begun)
    computer.close()
    random = np.random.default_rng(1)
    for kind, text in keys:
        if (kind, text) not in store:
            store.add(kind, [text], random.standard_normal((1, DIMENSIONS), np.float32))
    path = target_file(folder)
    assert path is not None
    store.save(path, keys)
    return {"vectors a second": rate, "texts": float(len(keys)), "file MB": path.stat().st_size / 1e6}


def resident() -> float:
    """Megabytes of memory that this process has used at most."""
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s*(\d+)", status.read_text()) if status.exists() else None
    return int(found[1]) / 1024 if found else 0.0


def in_process(name: str, folder: Path | None, *more: object) -> dict[str, float]:
    """The figures of one of the functions above, run in a process of its own."""
    call = [sys.executable, __file__, "--measure", name, str(folder or ""), json.dumps(more)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def in_app(content: Path | None, question: str, *, keeps: bool = False) -> dict[str, float]:
    """Seconds until a typed letter is painted, and until a question sent at once is answered.

    `keeps`: stay until what was made of the pages is in the cache.
    """
    from terminal import Timed

    options = ["--content", str(content)] if content else []
    before = kept()
    program = Timed(["-m", "asistente", "--language", "en", *options])
    try:
        program.wait_for("Ask")
        program.echo("Z")
        ready = time.perf_counter() - program.begun
        program.process.send("\x7f")
        program.read_for(0.1)
        program.process.send(question + "\r")
        program.wait_for("↳", 120)
        answered = time.perf_counter() - program.begun
        end = time.perf_counter() + (30 if keeps else 0)
        while time.perf_counter() < end and kept() == before:
            program.read_for(0.1)
        return {"ready": ready, "answered": answered, "after ready": answered - ready}
    finally:
        program.close()


def kept() -> dict[str, int]:
    """What is kept in the cache, besides vectors."""
    files = Path(os.environ["XDG_CACHE_HOME"], "asistente").glob("made-*.npz")
    return {file.name: file.stat().st_mtime_ns for file in files}


def show(title: str, figures: dict[str, float], *bars: tuple[str, float]) -> None:
    """A line of figures, and what misses its bar."""
    written = "   ".join(
        f"{name} {value:,.2f}" if value < 100 else f"{name} {value:,.0f}" for name, value in figures.items()
    )
    missed = [f"{name} misses {bar:g}" for name, bar in bars if figures[name] > bar]
    print(f"{title:<34}{written}   {'; '.join(missed)}".rstrip(), flush=True)


def main() -> None:
    """Make the folder, measure, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sections", type=int, default=10_000)
    parser.add_argument("--per-page", type=int, default=4, help="sections of a page, on average")
    parser.add_argument("--vectors", type=int, default=200, help="sections whose vectors are computed")
    parser.add_argument("--app", action="store_true", help="start the real app too")
    parser.add_argument("--rounds", type=int, default=3, help="starts of which the median counts")
    parser.add_argument("--measure", nargs=3, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.measure:
        from asistente.training import one_thread  # noqa: F401 - as the program does, before NumPy

        name, folder, more = args.measure
        measured: dict[str, Callable[..., dict[str, float]]] = {
            "opened": opened,
            "asked": asked,
            "computed": computed,
        }
        json.dump(measured[name](Path(folder) if folder else None, *json.loads(more)), sys.stdout)
        return
    with tempfile.TemporaryDirectory() as base:
        for variable in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "HOME"):
            os.environ[variable] = base
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(base) / "compiled")
        os.environ["PYTHONDONTWRITEBYTECODE"] = ""
        folder = Path(base) / "pages"
        made = make(folder, args.sections, args.per_page)
        print(f"{made.sections:,} sections in {made.pages:,} files, {made.megabytes:.1f} MB\n")
        question = next(one.text for one in made.questions if "set up" in one.text)
        if args.app:
            from start_up import ready_after

            show("app, shipped pages, first start", in_app(None, SHIPPED, keeps=True))  # it compiles, too
            show("app, first start", in_app(folder, question, keeps=True))
            show("app, kept, no vectors", in_app(folder, question))
            forget()
        measure(folder, made, args.vectors, args.rounds)
        if args.app:
            bare = Path(base) / "bare.py"
            bare.write_text(BARE, encoding="utf-8")
            in_the_app(folder, question, args.rounds, lambda: ready_after([str(bare)]))


def forget() -> None:
    """Throw away what is kept."""
    shutil.rmtree(Path(os.environ["XDG_CACHE_HOME"], "asistente"))


def measure(folder: Path, made: Made, sample: int, rounds: int) -> None:
    """Everything without the screen."""
    questions = [one.text for one in made.questions]
    in_process("opened", None)  # fills the caches of what is compiled
    cold = []
    for _ in range(rounds):
        cold.append(in_process("opened", folder))
        forget()
    show("opened, nothing kept", median(cold), ("words searchable", BARS["words"]))
    in_process("opened", folder)
    show(
        "opened again",
        median([in_process("opened", folder) for _ in range(rounds)]),
        ("words searchable", BARS["words"]),
    )
    show("questions, no vectors yet", in_process("asked", folder, questions), ("p95", BARS["p95"]))
    show("the same, shipped pages", in_process("asked", None, questions))
    show("computing vectors", in_process("computed", folder, sample))
    show("questions, all vectors", in_process("asked", folder, questions), ("p95", BARS["p95"]))
    show("the same again", in_process("asked", folder, questions), ("p95", BARS["p95"]))


def in_the_app(folder: Path, question: str, rounds: int, bare: Callable[[], float]) -> None:
    """The start of the real app, with the caches that are there by now, beside others."""
    in_app(None, SHIPPED, keeps=True)
    ours, theirs, least = [], [], []
    for _ in range(rounds):
        least.append({"ready": bare()})
        theirs.append(in_app(None, SHIPPED))
        ours.append(in_app(folder, question))
    show("bare Textual app", median(least))
    show("app, shipped pages, second start", median(theirs))
    show("app, second start, all vectors", median(ours))


def median(found: list[dict[str, float]]) -> dict[str, float]:
    """The median of each figure."""
    return {name: statistics.median(one[name] for one in found) for name in found[0]}


if __name__ == "__main__":
    main()
