"""Fits the router's weights and thresholds on labelled lines and writes them to `routing/thresholds.toml`.

    python benchmarks/fit_router.py LABELLED_FOLDER [--head] [--write]

The folder holds JSON Lines as `asistente eval` reads them (questions, off-topic, commands, small talk, first
turns of conversations). Each line is used once: the figures that are printed and written come from two-fold
cross-validation, where no line is judged by weights that were fitted on it; the weights that are written are
fitted on all lines. `--head` first trains the networks that name a label from a vector
(`asistente/assistant/head.py`) on the examples anew; they never see a labelled line.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from asistente.assistant.assistant import Assistant
from asistente.assistant.evidence import BY_MEANING, FEATURES, Candidate, Memory
from asistente.assistant.examples import Label
from asistente.assistant.head import MEMBERS, save, train
from asistente.assistant.router import THRESHOLDS, decide, probabilities, torn
from asistente.assistant.slash import exact
from asistente.assistant.understanding import PASSAGES

Array = npt.NDArray[np.float64]
MODES = ("meaning", "words")
"""Weights are fitted for each: with the model or without. For somebody's own pages: `fit_own.py`."""
ALIKE = 0.6
"""Examples more like a line than this do not count for it: some were written after seeing where it failed."""
RIDGE = 0.01
MOST_FALSE_REFUSALS = 0.015
MOST_ASKED = 0.015
"""Share of the questions that may be answered with "which of the two do you mean?"."""
MOST_SURE = 0.405
"""Above this the best topic is likely enough: few labelled lines lie there."""


@dataclass(frozen=True, eq=False)
class Item:
    """A labelled turn with its evidence."""

    question: str
    sort: str
    features: Array
    allowed: npt.NDArray[np.bool_]
    right: npt.NDArray[np.bool_]
    """The labels that a fair judge accepts."""
    fold: int


def main() -> None:
    """Fit, report, and write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="write the weights and figures")
    parser.add_argument(
        "--head", action="store_true", help="train the head's networks on the examples, and write them"
    )
    parser.add_argument("--failures", action="store_true", help="print the lines decided wrong")
    args = parser.parse_args()
    lines = [
        json.loads(line)
        for file in sorted(args.folder.glob("*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.strip() and file.stem != "sections"  # those are about what is shown of a page
    ]
    if args.head:
        train_head()
    written: dict[str, dict[str, float]] = {}
    figures: list[str] = []
    for mode in MODES:
        assistant = Assistant(encoder="load" if mode == "meaning" else None)
        assistant.warm_up()
        items, memory = gather(lines, assistant)
        names = [name for name in FEATURES if mode == "meaning" or name not in BY_MEANING]
        halves = fitted_halves(items, memory, names)
        for line in cross_validated(halves, memory, args.failures):
            figures.append(f"{mode}: {line}")
            print(figures[-1])
        weights = fit(items, names)
        written[mode] = {name: round(float(value), 3) for name, value in zip(names, weights, strict=True)}
        refuse = threshold(items, memory, written[mode])
        written[mode]["refuse"] = round(refuse, 3)
        written[mode]["ask"] = asking(halves, memory)
    if args.write:
        write(written, figures)


def train_head() -> None:
    """Train the networks on the examples of the shipped pages, about five minutes, and write them."""
    assistant = Assistant(encoder="load")
    assistant.warm_up()
    memory = assistant.routing.memory
    vectors, owner = memory.learnable()
    memory.train_letters()
    save([train(vectors, owner, memory.labels, seed) for seed in range(MEMBERS)], memory.labels)


def gather(lines: Sequence[dict[str, Any]], assistant: Assistant) -> tuple[list[Item], Memory]:
    """The evidence of every labelled turn that the router decides on: exact commands are left out."""
    router = assistant.routing
    labels = router.memory.labels
    items: list[Item] = []
    for line in lines:
        topic: str | None = None
        for turn in line.get("turns") or [line]:
            question, language = turn["q"], line["lang"]
            sort, right = wanted(turn, labels, topic)
            if exact(question, language) is None and right.any():
                question, _ = router.speller.correct(question, language)
                vector = assistant.searcher.embed(question)
                passages = assistant.searcher.search(question, language, PASSAGES, vector)
                features = router.evidence(question, language, vector, passages, ALIKE, topic)
                allowed = router.memory.allowed(topic, bool(line.get("run")))
                # The turns of a conversation go to the same half.
                fold = hashlib.sha256((line.get("id") or question).encode()).digest()[0] % 2
                items.append(Item(question, sort, features.astype(np.float64), allowed, right, fold))
            topic = turn["topics"][0] if "topics" in turn else topic
    return items, router.memory


def wanted(
    turn: dict[str, Any], labels: Sequence[Label], topic: str | None
) -> tuple[str, npt.NDArray[np.bool_]]:
    """The sort of a labelled turn, and which labels are right for it; `topic` is that of the turn before."""
    if "about" in turn:
        return "about the run", np.array([label == Label("run", turn["about"]) for label in labels])
    if "topics" in turn:
        # A follow-up stays on its topic, whichever way it is understood.
        stays = topic in turn["topics"]
        right = [
            (label.kind == "topic" and label.name in turn["topics"])
            or (stays and label.kind == "followup" and label.name != "show")
            for label in labels
        ]
        return "question" if topic is None else "follow-up", np.array(right)
    if turn.get("refuse"):
        return "offtopic", np.array([lb.kind == "offtopic" or lb.name == "mood" for lb in labels])
    if turn.get("kind") == "smalltalk":
        return "smalltalk", np.array([lb.kind == "smalltalk" and lb.name != "mood" for lb in labels])
    intent = turn["intent"]
    value = turn.get("arguments", {}).get("value" if intent == "speed" else "lang", "")
    name = f"{intent}.{value}" if intent in ("speed", "language") else intent
    right = [
        (label.kind == "command" and label.name == name)
        or (topic is not None and intent == "train" and label == Label("followup", "show"))
        for label in labels
    ]
    return "command", np.array(right)


def fit(items: Sequence[Item], names: Sequence[str]) -> Array:
    """Weights (features,) of a conditional logit: the likelihood of the right labels, with a ridge."""
    columns = [FEATURES.index(name) for name in names]
    weights = np.zeros(len(columns))
    rows = [(item.features[item.allowed][:, columns], item.right[item.allowed]) for item in items]
    scale = np.sqrt(np.mean([row.var(axis=0) for row, _ in rows], axis=0)) + 0.25
    # Newton's method on the scaled features: a dozen rounds are plenty for a dozen weights.
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
        if np.abs(step).max() < 1e-5:
            break
    return np.asarray(weights / scale)


def threshold(items: Sequence[Item], memory: Memory, weights: dict[str, float]) -> float:
    """The share of off-topic above which a turn is refused: the middle of those that do about as well."""
    worth: dict[float, float] = {}
    for refuse in np.arange(0.2, 0.9, 0.01):
        judged = judge(items, memory, {**weights, "refuse": float(refuse)})
        false = judged["question refused"]
        value = judged["offtopic"] - 3 * max(0.0, false - MOST_FALSE_REFUSALS) - false
        worth[float(refuse)] = value + judged["question"] * 0.5 + judged["command"] * 0.5
    best = max(worth.values())
    return float(np.mean([refuse for refuse, value in worth.items() if value > best - 0.004]))


def judge(
    items: Iterable[Item], memory: Memory, weights: dict[str, float], failures: bool = False
) -> dict[str, float]:
    """The share of each sort that is decided right, and of questions that are refused."""
    counts: dict[str, list[float]] = {}
    for item in items:
        chances = probabilities(item.features.astype(np.float32), weights, item.allowed)
        route = decide(memory, chances, weights["refuse"])
        chosen = route.label
        good = bool(item.right[memory.labels.index(chosen)])
        counts.setdefault(item.sort, []).append(good)
        if failures and not good:
            wanted_labels = [memory.labels[at] for at in np.flatnonzero(item.right)][:3]
            told = ", ".join(
                f"{one.label.name or 'off'} {one.probability:.2f}" for one in route.candidates[:4]
            )
            print(f"   {item.sort} {item.question!r}: {[one.name for one in wanted_labels]} <- {told}")
        if item.sort == "question":
            counts.setdefault("question refused", []).append(route.label.kind == "offtopic")
    return {name: float(np.mean(values)) for name, values in sorted(counts.items())}


def fitted_halves(
    items: Sequence[Item], memory: Memory, names: Sequence[str]
) -> list[tuple[list[Item], dict[str, float]]]:
    """Each half of the lines with the weights that were fitted on the other."""
    found: list[tuple[list[Item], dict[str, float]]] = []
    for fold in (0, 1):
        train = [item for item in items if item.fold != fold]
        weights = dict(zip(names, map(float, fit(train, names)), strict=True))
        weights["refuse"] = threshold(train, memory, weights)
        found.append(([item for item in items if item.fold == fold], weights))
    return found


def asking(halves: Sequence[tuple[list[Item], dict[str, float]]], memory: Memory) -> float:
    """The probability of the best topic below which, with a close second, it is asked which was meant.

    The greatest for which at most `MOST_ASKED` of the questions are asked back, and the best topic would have
    been right in no more than half of those; 0 where there is none.
    """
    judged: list[tuple[Sequence[Candidate], bool]] = []
    count = 0
    for test, weights in halves:
        for item in test:
            if item.sort != "question":
                continue
            count += 1
            chances = probabilities(item.features.astype(np.float32), weights, item.allowed)
            route = decide(memory, chances, weights["refuse"])
            if route.label.kind == "topic":
                judged.append((route.topics, bool(item.right[memory.labels.index(route.label)])))
    best = 0.0
    for ask in np.arange(0.1, MOST_SURE, 0.01).round(2).tolist():
        right = [good for topics, good in judged if torn(topics, ask)]
        if right and len(right) <= MOST_ASKED * count and 2 * sum(right) <= len(right):
            best = ask
    return best


def cross_validated(
    halves: Sequence[tuple[list[Item], dict[str, float]]], memory: Memory, failures: bool = False
) -> list[str]:
    """Figures of each half by weights fitted on the other."""
    found: list[str] = []
    for fold, (test, weights) in enumerate(halves):
        judged = judge(test, memory, weights, failures)
        figures = "  ".join(f"{name} {share:.3f}" for name, share in judged.items())
        found.append(f"half {fold} ({len(test)} lines)  {figures}")
    return found


def write(written: dict[str, dict[str, float]], figures: Sequence[str]) -> None:
    """Write the weights with the figures that they reached."""
    lines = [
        "# Fitted by benchmarks/fit_router.py on labelled lines; do not edit by hand.",
        "# Shares decided right, each half by weights fitted on the other half:",
        *(f"#   {line}" for line in figures),
    ]
    for mode, weights in written.items():
        lines += ["", f"[{mode}]", *(f"{name} = {value}" for name, value in weights.items())]
    THRESHOLDS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
