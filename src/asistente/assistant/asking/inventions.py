"""Reads what a network is to make up: "invent five names", "one that begins with Ma"."""

from __future__ import annotations

from typing import Any

from asistente.assistant.asking.said import Said

LONGEST_START = 20


def invention(said: Said, beside: bool, follows: bool) -> dict[str, Any] | None:
    """`count` and `start`, those that are said; None where nothing is to be made up.

    `beside` a run of the demo; `follows`: something was made up just before.
    """
    given: dict[str, Any] = {}
    start = _start(said)
    count = _count(said)
    if count is not None:
        given["count"] = count
    if start:
        given["start"] = start
    spans = {name: said.find("invention", name) for name in ("nouns", "verbs", "more")}
    for found in spans.values():
        said.take(found)
    single = said.has("invention", "single")
    if count is None and single:
        given = {"count": 1, **given}
    if not beside:
        meant = bool(given and not (single and not start)) and bool(spans["verbs"] and spans["nouns"])
        return given if meant and said.fits("invention") else None
    makes = bool(spans["nouns"]) and bool(spans["verbs"] or spans["more"] or count is not None)
    goes_on = follows and bool(spans["more"]) and not said.left()
    meant = bool(start) or makes or goes_on
    return given if meant and said.fits("invention") else None


def _count(said: Said) -> int | None:
    """How many are wanted; None where no number says."""
    counts = said.find("count")
    said.take(counts)
    if counts:
        return int(counts[0].name)
    # "one" is a number here, and no pronoun.
    at = [
        one
        for one, token in enumerate(said.tokens)
        if token.value is not None and not token.article and one not in said.used
    ]
    whole = [one for one in at if said.value(one) == int(said.value(one)) and said.value(one) >= 0]
    if len(at) != 1 or not whole:
        return None
    said.used.add(at[0])
    return int(said.value(at[0]))


def _start(said: Said) -> str | None:
    """The letters that it is to begin with, as they were written."""
    begins = said.find("invention", "begins")
    if len(begins) != 1:
        return None
    at = said.skip(begins[0].stop, "invention", "fillers")
    if at >= len(said.tokens) or not said.tokens[at].text[0].isalpha():
        return None
    said.take(begins)
    said.used.update(range(begins[0].stop, at + 1))
    return said.written(at)[:LONGEST_START]
