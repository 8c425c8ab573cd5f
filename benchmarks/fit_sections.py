"""Fits what chooses the section of a page, and writes the weights to `assistant/routing/sections.toml`.

    python benchmarks/fit_sections.py tests/labelled/building/sections.jsonl [--write] [--failures]

Each line is a question with its topic and the anchors that answer it, the best first (README.md beside the
lines). The figures come from ten-fold cross-validation: no line is judged by weights that were fitted on it,
nor by an example question in nearly its own words. The weights that are written are fitted on all lines.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from asistente.assistant.assistant import Assistant
from asistente.assistant.sections import BY_WORDS, FEATURES, WEIGHTS, Asked, Sections

Array = npt.NDArray[np.float64]
FOLDS = 10
RIDGE = 0.01
ALIKE = 0.6
"""Example questions more like a line than this do not count for it: a line is to be new."""
FROM_PAGES = ("example_", "heading_meaning", "entry_meaning")
"""Features that only pages with example questions have."""
MODES = {
    "meaning": FEATURES,
    "words": BY_WORDS,
    "own_meaning": tuple(name for name in FEATURES if not name.startswith(FROM_PAGES)),
    "own_words": tuple(name for name in BY_WORDS if not name.startswith(FROM_PAGES)),
}
"""Weights are fitted for each: with the model or without, for the shipped pages or for somebody's own."""


@dataclass(frozen=True, eq=False)
class Item:
    """A labelled question with the evidence for each section of its page."""

    question: str
    language: str
    features: Array
    """(sections, features)"""
    right: npt.NDArray[np.bool_]
    anchors: tuple[str, ...]
    fold: int


def main() -> None:
    """Fit, report, and write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--write", action="store_true", help="write the weights and figures")
    parser.add_argument("--failures", action="store_true", help="print the lines decided wrong")
    args = parser.parse_args()
    items = gather(args.file)
    figures: list[str] = []
    written: dict[str, dict[str, float]] = {}
    for mode, names in MODES.items():
        figures.append(f"{mode}: {cross_validated(items, names, args.failures and mode == 'meaning')}")
        print(figures[-1])
        weights = fit(items, names)
        written[mode] = {name: round(float(value), 3) for name, value in zip(names, weights, strict=True)}
    if args.write:
        write(written, figures)


def gather(file: Path) -> list[Item]:
    """The evidence for every labelled question, with the meaning model."""
    assistant = Assistant()
    assistant.warm_up()
    sections = Sections(assistant.library, assistant.store)
    items: list[Item] = []
    for row in file.read_text(encoding="utf-8").splitlines():
        line = json.loads(row)
        page = assistant.library.page(line["topic"], line["lang"])
        if page is None:
            raise SystemExit(f"{line['id']}: there is no page {line['topic']}")
        read, _ = assistant.routing.speller.correct(line["q"], line["lang"])
        view = sections.view(page)
        asked = Asked(line["q"], read, line["lang"], assistant.searcher.embed(read))
        anchors = tuple(section.anchor for section in view.sections)
        right = np.array([anchor in line["anchors"] for anchor in anchors])
        if not right.any():
            raise SystemExit(f"{line['id']}: no section of {page.file} is among {line['anchors']}")
        fold = hashlib.sha256(line["id"].encode()).digest()[0] % FOLDS
        features = view.evidence(asked, ALIKE).astype(np.float64)
        items.append(Item(line["q"], line["lang"], features, right, anchors, fold))
    return items


def fit(items: Sequence[Item], names: Sequence[str]) -> Array:
    """Weights (features,) of a conditional logit: the likelihood of the right sections, with a ridge."""
    columns = [FEATURES.index(name) for name in names]
    most = max(len(item.right) for item in items)
    rows = np.zeros((len(items), most, len(columns)))
    right = np.zeros((len(items), most), np.bool_)
    there = np.zeros((len(items), most), np.bool_)
    for at, item in enumerate(items):
        count = len(item.right)
        rows[at, :count], right[at, :count] = item.features[:, columns], item.right
        there[at, :count] = True
    scale = np.sqrt(np.mean([item.features[:, columns].var(axis=0) for item in items], axis=0)) + 0.1
    rows /= scale
    weights = np.zeros(len(columns))
    for _ in range(40):  # Newton's method
        logits = np.where(there, rows @ weights, -np.inf)
        chance = np.exp(logits - logits.max(axis=1, keepdims=True))
        chance /= chance.sum(axis=1, keepdims=True)
        of_right = chance * right
        of_right /= np.maximum(of_right.sum(axis=1, keepdims=True), 1e-300)
        mean = np.einsum("ns,nsf->nf", chance, rows)
        gradient = np.einsum("ns,nsf->f", of_right - chance, rows) - RIDGE * len(items) * weights
        spread = (rows * np.sqrt(chance)[:, :, None]).reshape(-1, len(columns))
        curvature = spread.T @ spread - mean.T @ mean + RIDGE * len(items) * np.eye(len(columns))
        step = np.linalg.solve(curvature, gradient)
        weights += 0.7 * step
        if np.abs(step).max() < 1e-4:
            break
    return np.asarray(weights / scale)


def cross_validated(items: Sequence[Item], names: Sequence[str], failures: bool = False) -> str:
    """The share of lines whose section is chosen right by weights fitted on the other folds."""
    columns = [FEATURES.index(name) for name in names]
    good: dict[str, list[bool]] = {"all": [], "en": [], "es": []}
    for fold in range(FOLDS):
        weights = fit([item for item in items if item.fold != fold], names)
        for item in items:
            if item.fold != fold:
                continue
            chosen = int((item.features[:, columns] @ weights).argmax())
            is_right = bool(item.right[chosen])
            good["all"].append(is_right)
            good[item.language].append(is_right)
            if failures and not is_right:
                wanted = [anchor for anchor, one in zip(item.anchors, item.right, strict=True) if one]
                print(f"   {item.language} {item.question!r}: {wanted} <- {item.anchors[chosen]!r}")
    return "  ".join(f"{name} {np.mean(values):.3f} ({len(values)})" for name, values in good.items())


def write(written: dict[str, dict[str, float]], figures: Sequence[str]) -> None:
    """Write the weights with the figures that they reached."""
    lines = [
        "# Fitted by benchmarks/fit_sections.py on labelled lines; do not edit by hand.",
        "# Shares of questions, the topic given, whose section was chosen right (ten-fold cross-validation;",
        "# example questions in nearly the same words did not count):",
        *(f"#   {line}" for line in figures),
    ]
    for mode, weights in written.items():
        lines += ["", f"[{mode}]", *(f"{name} = {value}" for name, value in weights.items())]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
