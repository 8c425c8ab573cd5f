"""The reply to a turn that asks the network, whichever demo it is of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from asistente.assistant.asking import told_names, told_pictures, told_values
from asistente.assistant.asking.figures import number, unbroken
from asistente.assistant.asking.network import Network, Told, untrained
from asistente.assistant.order import Order
from asistente.assistant.reply import Reply, Suggestion
from asistente.assistant.sums import find_sum
from asistente.assistant.turn import Turn
from asistente.knowledge.library import Library
from asistente.language.texts import Texts
from asistente.training.demos import ALL, DEMOS

SIGNS = {"+": "+", "*": "×", "-": "−", "/": "÷"}
SUMS = {one.asking.sign: one.name for one in DEMOS.values() if one.asking and one.asking.form == "operation"}
"""The demo that learns each sign."""


def answered(order: Order, turn: Turn, library: Library, score: float) -> Reply:
    """What the network says; what it is asked is remembered with the conversation."""
    arguments = order.arguments
    if not arguments or arguments.get("demo", "addition") not in ALL:
        return turn.made(_which(turn), "refusal", "predict")
    found = _told(order, turn, library)
    turn.conversation.asked.extend(found.asked)
    reply = turn.made("\n\n".join(found.lines), found.kind, "predict", found.suggestions, score)
    return replace(reply, arguments=dict(arguments))


def _which(turn: Turn) -> str:
    """What may be asked, by an example of the run's own."""
    demo = turn.run.config.demo if turn.run is not None else "addition"
    key = f"ask.which.{demo}"
    return turn.texts(key if key in turn.texts else "ask.which.any")


def _told(order: Order, turn: Turn, library: Library) -> Told:
    arguments, texts = dict(order.arguments), turn.texts
    own = turn.run.config.demo if turn.run is not None else None
    wanted = arguments.get("demo") or SUMS.get(str(arguments.get("op")))
    lines: list[str] = []
    chips: tuple[Suggestion, ...] = ()
    if own is not None and own != wanted:
        if "op" not in arguments or own not in SUMS.values() or own == "xor":
            return _other(wanted, own, texts)
        # Another sign between the same two numbers: it answers by the one that it has learnt.
        lines.append(texts(f"ask.wrong_sign.{own}", sum=_written(arguments, texts)))
        chips = _start(wanted, texts)
        wanted = own
    if wanted is None:
        text = texts("ask.only", sum=_written(arguments, texts), other=unbroken("7 + 5"))
        return Told([text], _start("addition", texts))
    found = find_sum(order.rest, turn.language)
    if "op" in arguments and found is not None and found.more:
        lines.append(texts("ask.more"))
    if turn.run is not None:
        view = turn.run
        network = Network(view.config, view.snapshot.weights, view, turn.conversation, texts, library)
        return _with(_answer(arguments, network), lines, chips)
    if wanted not in DEMOS:
        return Told([texts("ask.no_table")], kind="refusal")
    network = untrained(wanted, turn.conversation, texts, library, turn.language)
    first = texts("ask.none", demo=texts(f"chat.train.demos.{wanted}"))
    said = _answer(arguments, network)
    if said.kind == "refusal":
        return said
    return replace(_with(said, [first], ()), suggestions=_start(wanted, texts, "ask.train"))


def _with(said: Told, lines: list[str], chips: tuple[Suggestion, ...]) -> Told:
    return replace(said, lines=[*lines, *said.lines], suggestions=(*chips, *said.suggestions))


def _answer(arguments: Mapping[str, Any], network: Network) -> Told:
    asking = network.demo.asking
    match asking.form if asking is not None else None:
        case "picture":
            return told_pictures.told(arguments, network)
        case "invention":
            return told_names.told(arguments, network)
        case _:
            return told_values.told(arguments, network)


def _other(wanted: str | None, own: str, texts: Texts) -> Told:
    """That the network on the screen learns something else, and the demo that would answer."""
    learnt = texts(f"chat.train.demos.{own}")
    if wanted is None or wanted not in DEMOS:
        return Told([texts("ask.wrong_demo", demo=learnt)])
    other = texts(f"chat.train.demos.{wanted}")
    return Told([texts("ask.other_demo", demo=learnt, other=other)], _start(wanted, texts))


def _start(demo: str | None, texts: Texts, key: str = "ask.start") -> tuple[Suggestion, ...]:
    if demo not in DEMOS:
        return ()
    return (Suggestion(texts(key, demo=texts(f"chat.train.demos.{demo}")), f"demo:{demo}"),)


def _written(arguments: Mapping[str, Any], texts: Texts) -> str:
    """`7 + 5`, with numbers as the language writes them."""
    a, b = (number(float(arguments[name]), texts) for name in ("a", "b"))
    return unbroken(f"{a} {SIGNS[str(arguments['op'])]} {b}")
