"""Fits the weights for somebody's own pages on folders of several kinds: `routing/own.toml`.

    uv run --group benchmark python benchmarks/fit_own.py tests/labelled/building [--write] [--failures]

Nobody's own pages are known beforehand, so the folders differ: the shipped pages without their example
questions, all of them, half, in one language, a dozen in a heap; paragraphs of Wikipedia with titles and without
(BoolQ and Disfl-QA, as `search_quality.py` loads them). Asked are questions on them, questions on the other
folders (off topic here), the labelled off-topic lines, commands, small talk and follow-ups. The figures are
honest ones: each family of folders is judged by weights that were fitted on the two others.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from fit_router import ALIKE, wanted
from search_quality import load

from asistente.assistant.assistant import Assistant
from asistente.assistant.own_router import BY_MEANING, FEATURES, WEIGHTS, OwnRouter
from asistente.assistant.router import Choices, decide, logit, torn
from asistente.assistant.slash import exact
from asistente.assistant.understanding import PASSAGES
from asistente.knowledge.index import needed, refresh
from asistente.knowledge.library import Library
from asistente.knowledge.vectors import Encoder, FloatArray, Kind, load_encoder
from asistente.storage.folders import cache_folder, content_folder
from asistente.training import one_thread  # noqa: F401 - before NumPy

Line = dict[str, Any]
RIDGE = 0.01
MANY, SOME = 120, 60
"""Lines of a sort that a folder is asked: the large one, the others."""
MOST_ASKED = 0.03


@dataclass(frozen=True, eq=False)
class Folder:
    """Pages and what is asked of them."""

    family: str
    path: Path
    lines: list[Line]


@dataclass(frozen=True, eq=False)
class Item:
    """A turn with its evidence."""

    family: str
    question: str
    sort: str
    choices: Choices
    features: npt.NDArray[np.float64]
    allowed: npt.NDArray[np.bool_]
    right: npt.NDArray[np.bool_]


class Remembering:
    """An encoder that computes no question twice: the same lines are asked of many folders."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder, self.name = encoder, encoder.name
        self._known: dict[str, FloatArray] = {}

    def encode(self, texts: Sequence[str], kind: Kind = "query") -> FloatArray:
        """As the encoder does."""
        for text in texts:
            if text not in self._known:
                self._known[text] = self._encoder.encode([text], kind)[0]
        return np.stack([self._known[text] for text in texts])


def main() -> None:
    """Gather, fit, report, write where asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("labelled", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--failures", action="store_true")
    args = parser.parse_args()
    real = load_encoder()
    assert real is not None, "the model is needed"
    encoder = Remembering(real)
    written: dict[str, dict[str, float]] = {}
    figures: list[str] = []
    with tempfile.TemporaryDirectory() as base:
        folders = list(made(Path(base), read(args.labelled)))
        for mode in ("meaning", "words"):
            names = [name for name in FEATURES if mode == "meaning" or name not in BY_MEANING]
            items = [
                item for folder in folders for item in gather(folder, encoder if mode == "meaning" else None)
            ]
            judged: list[tuple[Item, dict[str, float]]] = []
            for family in sorted({item.family for item in items}):
                weights = fitted([item for item in items if item.family != family], names)
                mine = [item for item in items if item.family == family]
                judged += [(item, weights) for item in mine]
                figures.append(
                    f"{mode}: {family} ({len(mine)} lines)  {shares(mine, weights, args.failures)}"
                )
                print(figures[-1], flush=True)
            written[mode] = fitted(items, names)
            written[mode]["ask"] = asking(judged)
    if args.write:
        write(written, figures)


def read(labelled: Path) -> dict[str, list[Line]]:
    """The labelled lines by file, in a fixed mixed order."""
    found: dict[str, list[Line]] = {}
    for file in sorted(labelled.glob("*.jsonl")):
        lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
        random.Random(1).shuffle(lines)
        found[file.stem] = lines
    return found


def made(base: Path, lines: dict[str, list[Line]]) -> Iterator[Folder]:
    """The folders, each with what it is asked."""
    commands, talk = lines["commands"], lines["smalltalk"]
    wiki = {name: load(name, 400) for name in ("BoolQ", "Disfl-QA")}
    foreign = [{"q": q, "lang": "en", "refuse": True} for data in wiki.values() for q in data.questions[::4]]
    chance = random.Random(2)

    def some(listed: Sequence[Line], count: int) -> list[Line]:
        return chance.sample(list(listed), min(count, len(listed)))

    pages = list(Library.load(content_folder()))
    slugs = sorted({page.slug for page in pages})
    chance.shuffle(slugs)
    heap = slugs[:12]
    kinds: dict[str, tuple[list[str], tuple[str, ...]]] = {
        "all": (slugs, ("en", "es")),
        "half": (slugs[::2], ("en", "es")),
        "english": (slugs[1::2], ("en",)),
        "spanish": (slugs[::3], ("es",)),
        "heap": (heap, ("en", "es")),
        "few": (slugs[-5:], ("en", "es")),
    }
    for name, (chosen, languages) in kinds.items():
        path = base / name
        for page in pages:
            if page.slug in chosen and page.language in languages:
                # In a heap a page has one language only, and no folder that tells it.
                if name == "heap" and (heap.index(page.slug) % 2 == 0) == (page.language == "en"):
                    continue
                file = path / (f"{page.slug}.md" if name == "heap" else page.file)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(without_questions(page.path), encoding="utf-8")
        mine = [one for one in lines["questions"] if set(one["topics"]) <= set(chosen)]
        count = MANY if name == "all" else SOME
        asked = [*some(mine, 2 * count), *some(lines["offtopic"], 2 * count), *some(foreign, count // 2)]
        if name == "all":
            asked += some(lines["conversations"], 2 * MANY)
        yield Folder("shipped", path, [*asked, *some(commands, count), *some(talk, SOME // 2)])
    for name, data in wiki.items():
        for part in range(3):
            path = base / f"{name}-{part}"
            path.mkdir()
            places = range(part, len(data.documents), 6)
            for at in places:
                (path / f"{at}.md").write_text(as_page(data.documents[at]), encoding="utf-8")
            on = [
                {"q": q, "lang": "en", "topics": [str(at)]}
                for q, at in zip(data.questions, data.answers, strict=True)
                if at in places
            ]
            strange = [one for one in foreign if one["q"] not in {each["q"] for each in on}]
            if name == "Disfl-QA":  # other paragraphs of the same articles would answer too
                strange = [one for one in strange if one["q"] not in set(data.questions)]
            off = [*some(lines["offtopic"], SOME), *some(strange, SOME)]
            yield Folder(
                name, path, [*some(on, 2 * SOME), *off, *some(commands, SOME), *some(talk, SOME // 2)]
            )


def as_page(document: str) -> str:
    """A paragraph of Wikipedia; what stands before its dash is its title."""
    title, dash, text = document.partition(" -- ")
    return f"# {title}\n\n{text}\n" if dash and len(title) < 80 else f"{document}\n"


def without_questions(path: Path) -> str:
    """A shipped page without the questions of its front matter."""
    return re.sub(
        r"^questions:\n(?:  ?-.*\n|    .*\n)+", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE
    )


def gather(folder: Folder, encoder: Encoder | None) -> Iterator[Item]:
    """The evidence of every turn that is weighed."""
    assistant = Assistant(folder.path, "en", encoder=encoder)
    if encoder is not None:
        kept = (cache_folder() or folder.path) / f"benchmark-own-{folder.path.name}.npz"
        refresh(kept, [key for key in needed(assistant.library) if key not in assistant.store], encoder)
        assistant.store.read(kept)
    assistant.warm_up()
    router = assistant.routing
    assert isinstance(router, OwnRouter)
    for line in folder.lines:
        topic: str | None = None
        for turn in line.get("turns") or [line]:
            question, language = turn["q"], line["lang"]
            if exact(question, language) is None:
                question, _ = router.speller.correct(question, language)
                vector = assistant.searcher.embed(question)
                passages = assistant.searcher.search(question, language, PASSAGES, vector)
                choices, features, _ = router.weighed(question, language, vector, passages, ALIKE, topic)
                sort, right = wanted(turn, choices.labels, topic)
                allowed = router.allowed(choices, question, language, topic, False)
                yield Item(
                    folder.family, question, sort, choices, features.astype(np.float64), allowed, right
                )
            topic = turn["topics"][0] if "topics" in turn else topic


def fitted(items: Sequence[Item], names: Sequence[str]) -> dict[str, float]:
    """Weights by name, with the threshold above which a turn is refused."""
    weights = {name: round(float(one), 3) for name, one in zip(names, fit(items, names), strict=True)}
    worth: dict[float, float] = {}
    chances = [
        (item, logit(item.features.astype(np.float32), weights, FEATURES, item.allowed)) for item in items
    ]
    for refuse in np.arange(0.2, 0.9, 0.02).tolist():
        counts: dict[str, list[bool]] = {}
        for item, chance in chances:
            counts.setdefault(item.sort, []).append(good(item, decide(item.choices, chance, refuse).label))
        worth[refuse] = sum(float(np.mean(counts[sort])) for sort in ("question", "offtopic"))
    best = max(worth.values())
    weights["refuse"] = round(
        float(np.mean([one for one, value in worth.items() if value > best - 0.004])), 3
    )
    return weights


def fit(items: Sequence[Item], names: Sequence[str]) -> npt.NDArray[np.float64]:
    """Weights (names,) of a conditional logit with a ridge, by Newton's method."""
    columns = [FEATURES.index(name) for name in names]
    rows = [
        (item.features[item.allowed][:, columns], item.right[item.allowed])
        for item in items
        if (item.right & item.allowed).any()
    ]
    scale = np.sqrt(np.mean([row.var(axis=0) for row, _ in rows], axis=0)) + 0.25
    weights = np.zeros(len(columns))
    for _ in range(60):
        gradient = -RIDGE * weights * len(rows)
        curvature = RIDGE * np.eye(len(columns)) * len(rows)
        for row, right in rows:
            scaled = row / scale
            logits = scaled @ weights
            chance = np.exp(logits - logits.max())
            chance /= chance.sum()
            of_right = chance * right
            of_right /= max(of_right.sum(), 1e-300)
            mean = chance @ scaled
            gradient += of_right @ scaled - mean
            curvature += (scaled * chance[:, None]).T @ scaled - np.outer(mean, mean)
        step = np.linalg.solve(curvature, gradient)
        weights += 0.5 * step
        if np.abs(step).max() < 1e-4:
            break
    return np.asarray(weights / scale)


def good(item: Item, label: object) -> bool:
    """Whether a fair judge accepts the label."""
    return any(one == label for one, right in zip(item.choices.labels, item.right, strict=True) if right)


def shares(items: Sequence[Item], weights: dict[str, float], failures: bool) -> str:
    """The share of each sort that is decided right, and of questions refused."""
    counts: dict[str, list[bool]] = {}
    for item in items:
        chance = logit(item.features.astype(np.float32), weights, FEATURES, item.allowed)
        route = decide(item.choices, chance, weights["refuse"])
        counts.setdefault(item.sort, []).append(good(item, route.label))
        if item.sort == "question":
            counts.setdefault("question refused", []).append(route.label.kind == "offtopic")
        if failures and not counts[item.sort][-1]:
            print(f"   {item.sort} {item.question!r} <- {route.label.kind} {route.label.name}")
    return "  ".join(f"{sort} {np.mean(listed):.3f}" for sort, listed in sorted(counts.items()))


def asking(judged: Sequence[tuple[Item, dict[str, float]]]) -> float:
    """The probability of the best topic below which it is asked which was meant (see `fit_router.asking`)."""
    found = []
    for item, weights in judged:
        if item.sort != "question":
            continue
        chance = logit(item.features.astype(np.float32), weights, FEATURES, item.allowed)
        route = decide(item.choices, chance, weights["refuse"])
        if route.label.kind == "topic":
            found.append((route.topics, good(item, route.label)))
    best = 0.0
    for ask in np.arange(0.1, 0.6, 0.02).round(2).tolist():
        right = [one for topics, one in found if torn(topics, ask)]
        if right and len(right) <= MOST_ASKED * len(found) and 2 * sum(right) <= len(right):
            best = ask
    return best


def write(written: dict[str, dict[str, float]], figures: Sequence[str]) -> None:
    """Write the weights with the figures that they reached."""
    lines = [
        "# Fitted by benchmarks/fit_own.py on folders of three kinds; do not edit by hand.",
        "# Shares decided right, each kind of folder by weights fitted on the two others:",
        *(f"#   {line}" for line in figures),
    ]
    for mode, weights in written.items():
        lines += ["", f"[{mode}]", *(f"{name} = {value}" for name, value in weights.items())]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
