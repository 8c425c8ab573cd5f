"""Reads a picture that somebody types or pastes after "draw": eight lines of eight signs."""

from __future__ import annotations

import re
from typing import Any

from asistente.assistant.asking.said import FILE
from asistente.assistant.routing import LANGUAGES, table
from asistente.language.normalise import fold, words

SIDE = 8
INK = {".": 0.0, "+": 0.5, "#": 1.0}
"""What a sign stands for: paper, half, ink."""
_ROWS = re.compile(r"[.+#/|\s]*[.#][.+#/|\s]*")
_BETWEEN = re.compile(r"[\s/|]+")
FEW = 3
"""Signs that a line has at least to be one of a picture; three dots may end a sentence."""


def drawing(text: str, beside: bool) -> dict[str, Any] | None:
    """`drawn`: the lines of a picture, [] where only the wish is said; None for any other turn.

    `beside`: whether a run of the digits is on the screen; only then is a wish alone enough.
    """
    start = re.search(r"[.+#/|]{3}", text)
    said = words(text[: start.start()] if start else text)
    lists = [table(language, FILE)["drawing"] for language in LANGUAGES]
    if not said or not any(fold(word) in each["verbs"] for each in lists for word in said):
        return None
    known = {word for each in lists for word in (*each["verbs"], *each["around"])}
    if any(word not in known for word in said):
        return None
    if start is None:
        padded = f" {' '.join(said)} "
        wishes = beside and not any(f" {cue} " in padded for each in lists for cue in each["others"])
        return {"drawn": []} if wishes else None
    rest = text[start.start() :]
    if not _ROWS.fullmatch(rest):
        return None
    rows = [row for row in _BETWEEN.split(rest) if row]
    if len(rows) == 1 and len(rows[0]) == SIDE * SIDE:
        rows = [rows[0][at : at + SIDE] for at in range(0, SIDE * SIDE, SIDE)]
    return {"drawn": rows} if max(map(len, rows)) > FEW or "#" in rest else None


def flaw(rows: list[str]) -> tuple[str, dict[str, int]] | None:
    """What is wrong with the lines: the key of its sentence, and the numbers in it; None: nothing is."""
    if len(rows) != SIDE:
        return "lines", {"count": len(rows), "side": SIDE}
    for number, row in enumerate(rows, 1):
        if len(row) != SIDE:
            return "signs", {"line": number, "count": len(row), "side": SIDE}
    return None


def dots(rows: list[str], ink: float) -> tuple[float, ...]:
    """The picture as the network's inputs."""
    return tuple(ink * INK[sign] for row in rows for sign in row)
