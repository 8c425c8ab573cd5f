"""What a network invents: names by its weights at this step, those that are real marked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from asistente.assistant.asking.network import Network, Told
from asistente.assistant.reply import Suggestion
from asistente.training.demos.names import END
from asistente.training.invent import LONGEST, invent, practised_start

USUAL, MOST = 5, 30
SHORTEST_LEFT = 1
"""Letters that must still fit behind a beginning."""


def told(arguments: Mapping[str, Any], network: Network) -> Told:
    """So many names, with such a beginning."""
    texts = network.texts
    start = str(arguments.get("start", "")).lower()
    wanted = int(arguments.get("count", USUAL))
    if wanted < 1:
        return Told([texts("ask.names.count")], kind="refusal")
    strange = [letter for letter in start if letter not in network.demo.classes or letter == END]
    if strange:
        return Told([texts("ask.names.letter", letter=strange[0].upper())], kind="refusal")
    if len(start) > LONGEST - SHORTEST_LEFT:
        return Told([texts("ask.names.long", most=LONGEST)], kind="refusal")
    lines = []
    if start and network.run is not None and not practised_start(network.config, start):
        lines.append(network.beyond(start.capitalize()))
    if wanted > MOST:
        lines.append(texts("ask.names.most", most=MOST))
    count = min(wanted, MOST)
    what = f"names {start}"
    found = invent(network.config, network.weights, count, network.times(what) + 1, start)
    earlier = network.before(what)
    if not found:
        return Told([*lines, network.sentence(texts("ask.names.nothing")), *earlier], _next(network))
    marks = {kind: f" ({texts(f'ask.names.{kind}')})" for kind in ("seen", "unseen")}
    names = ", ".join(f"**{one.name.capitalize()}**{marks.get(one.kind or '', '')}" for one in found)
    text = texts("ask.names.one" if len(found) == 1 else "ask.names.says", names=names)
    remarks = [text]
    if len(found) < count:
        remarks.append(texts("ask.names.fewer", count=len(found)))
    if all(one.kind is None for one in found):
        remarks.append(texts("ask.names.new_one" if len(found) == 1 else "ask.names.new"))
    lines.append(network.sentence(*remarks))
    said = ", ".join(one.name.capitalize() for one in found[:USUAL])
    return Told([*lines, *earlier], _next(network), (network.remembered(what, said),))


def _next(network: Network) -> tuple[Suggestion, ...]:
    texts = network.texts
    return tuple(
        Suggestion(texts(f"ask.names.{key}"), texts(f"ask.names.{key}")) for key in ("more", "with_start")
    )
