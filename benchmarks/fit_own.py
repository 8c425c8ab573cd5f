"""Fits the weights for somebody's own pages on folders of several kinds: `routing/own.toml`.

    uv run --group benchmark python benchmarks/fit_own.py tests/labelled/building [--write] [--failures]

Nobody's own pages are known beforehand, so the folders differ: the shipped pages without their example
questions, all of them, half, in one language, a dozen in a heap; paragraphs of Wikipedia with titles and
without (BoolQ and Disfl-QA, as `search_quality.py` loads them). Asked are questions on them, questions on the
other folders (off topic here), the labelled off-topic lines, commands, small talk and follow-ups. Each kind
of folder is judged by weights fitted on the two others; the threshold alone was chosen on these figures.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from fit_router import ALIKE, wanted
from own_folders import Folder, made, read

from asistente.assistant.assistant import Assistant
from asistente.assistant.own_router import BY_MEANING, FEATURES, WEIGHTS, OwnRouter
from asistente.assistant.router import Choices, decide, logit, torn
from asistente.assistant.slash import exact
from asistente.assistant.understanding import PASSAGES
from asistente.knowledge.index import needed, refresh
from asistente.knowledge.vectors import Encoder, FloatArray, Kind, load_encoder
from asistente.storage.folders import cache_folder
from asistente.training import one_thread  # noqa: F401 - before NumPy

RIDGE = {"meaning": 0.1, "words": 0.01}
"""By mode. The folders to come are none of these: on a kind of folder not fitted on, with meaning, 0.01
refuses twice as many questions as 0.1 does at the same share of off-topic ones. By words alone 0.1 loses the
commands."""
MOST_ASKED = 0.03
DEARER = 1.0
"""What a question that is refused costs more than one that is answered wrong, in questions."""
UNUSED = ("passage", "passage_words", "passage_meaning", "is_run")
"""Of the shipped pages' features: nothing has them here."""


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
            left_out = UNUSED if mode == "meaning" else (*UNUSED, *BY_MEANING)
            names = [name for name in FEATURES if name not in left_out]
            items = [
                item for folder in folders for item in gather(folder, encoder if mode == "meaning" else None)
            ]
            families = sorted({item.family for item in items})
            held = {
                one: fit([item for item in items if item.family != one], names, RIDGE[mode])
                for one in families
            }
            refuse = threshold(items, held)
            judged: list[tuple[Item, dict[str, float]]] = []
            for family in families:
                weights = {**held[family], "refuse": refuse}
                mine = [item for item in items if item.family == family]
                judged += [(item, weights) for item in mine]
                figures.append(
                    f"{mode}: {family} ({len(mine)} lines)  {shares(mine, weights, args.failures)}"
                )
                print(figures[-1], flush=True)
            written[mode] = {**fit(items, names, RIDGE[mode]), "refuse": refuse, "ask": asking(judged)}
    if args.write:
        write(written, figures)


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


def threshold(items: Sequence[Item], held: dict[str, dict[str, float]]) -> float:
    """The share of off-topic above which a turn is refused, best on kinds of folders that were held out.

    On those that the weights were fitted on it would be far too low: they are told apart too well.
    """
    chances = [(item, chance_of(item, held[item.family])) for item in items]
    worth: dict[float, float] = {}
    for refuse in np.arange(0.3, 0.98, 0.01).tolist():
        counts: dict[tuple[str, str], list[float]] = {}
        for item, chance in chances:
            if item.sort in ("question", "offtopic"):
                label = decide(item.choices, chance, refuse).label
                value = float(good(item, label))
                if item.sort == "question":
                    value -= DEARER * (label.kind == "offtopic")
                counts.setdefault((item.family, item.sort), []).append(value)
        worth[refuse] = float(np.mean([np.mean(values) for values in counts.values()]))
    best = max(worth.values())
    return round(float(np.mean([one for one, value in worth.items() if value > best - 0.002])), 3)


def chance_of(item: Item, weights: dict[str, float]) -> npt.NDArray[np.float64]:
    """The probability of every choice."""
    return logit(item.features.astype(np.float32), weights, FEATURES, item.allowed)


def fit(items: Sequence[Item], names: Sequence[str], ridge: float) -> dict[str, float]:
    """Weights by name of a conditional logit with a ridge, by Newton's method."""
    columns = [FEATURES.index(name) for name in names]
    rows = [
        (item.features[item.allowed][:, columns], item.right[item.allowed])
        for item in items
        if (item.right & item.allowed).any()
    ]
    scale = np.sqrt(np.mean([row.var(axis=0) for row, _ in rows], axis=0)) + 0.25
    weights = np.zeros(len(columns))
    for _ in range(60):
        gradient = -ridge * weights * len(rows)
        curvature = ridge * np.eye(len(columns)) * len(rows)
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
    return {name: round(float(one), 3) for name, one in zip(names, weights / scale, strict=True)}


def good(item: Item, label: object) -> bool:
    """Whether a fair judge accepts the label."""
    return any(one == label for one, right in zip(item.choices.labels, item.right, strict=True) if right)


def shares(items: Sequence[Item], weights: dict[str, float], failures: bool) -> str:
    """The share of each sort that is decided right, and of questions refused."""
    counts: dict[str, list[bool]] = {}
    for item in items:
        chance = chance_of(item, weights)
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
        chance = chance_of(item, weights)
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
