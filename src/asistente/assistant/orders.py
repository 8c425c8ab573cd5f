"""From a command to its reply: which arguments it has, and what is said to it."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import replace

from asistente.assistant import actions, guessing, keeping, looking, suggest
from asistente.assistant.asking.answer import answered
from asistente.assistant.asking.asks import asked, meant
from asistente.assistant.assigning import assigns
from asistente.assistant.by_hand import said as by_hand
from asistente.assistant.commands import help_lines
from asistente.assistant.cues import ordered_pages
from asistente.assistant.echo import echoed
from asistente.assistant.mending import absent
from asistente.assistant.order import Order, Unknown
from asistente.assistant.parameters import demo, parameters, varies
from asistente.assistant.reply import Reply
from asistente.assistant.router import Route
from asistente.assistant.routing import LANGUAGES, table
from asistente.assistant.said import Said
from asistente.assistant.slash import exact
from asistente.assistant.steering import live, loose_step, rate_order, settled, steerable
from asistente.assistant.step_words import explain_arguments
from asistente.assistant.strangers import stranger
from asistente.assistant.turn import Turn
from asistente.knowledge.library import Library
from asistente.language.detect import Language
from asistente.language.normalise import fold, words
from asistente.training.demos import DEMOS

NEAR = 0.6
"""Likeness above which a command may have been meant."""
SURE = 0.4
"""Probability of a topic above which "open …" opens it."""
Look = Callable[[str, Turn], Route]
"""Routes some words of a turn, to find the topic that they name."""


def order_of(name: str, turn: Turn) -> Order:
    """The order that a command's label stands for, with the arguments that the turn names."""
    intent, _, value = name.partition(".")
    if intent == "speed":
        return Order(intent, {"value": value})
    if intent == "quiet":
        return Order(intent, {"value": value} if value == "off" else {})
    if intent == "step":
        return Order(intent, loose_step(turn.question, turn.language))
    if intent == "rate":
        return _rate(turn)
    if intent == "explain":
        return Order(intent, explain_arguments(turn.question, turn.language))
    if intent == "language":
        return Order(intent, {"lang": value})
    if intent == "train":
        arguments = parameters(turn.question, turn.language)
        missing = absent(turn.question, turn.language)
        named = demo(turn.question, turn.language) or missing.pop("demo", None)
        missing.pop("demo", None)
        arguments |= missing
        again = varies(turn.question, turn.language)
        if named is None and not again:
            named = (None if arguments else stranger(turn.question)) or _demo_meant(turn)
        return Order(intent, {"demo": named, **arguments} if named else arguments, turn.question)
    if intent == "compare":
        return Order(intent, parameters(turn.question, turn.language))
    if intent == "predict":
        return Order(intent, meant(turn), turn.question)
    if intent in keeping.INTENTS:
        return Order(intent, keeping.named(intent, turn.question, turn.language, turn.saved or ()))
    return Order(intent, {}, turn.question if intent == "open_topic" else "")


def assigned(turn: Turn) -> Order | None:
    """The order for a run that is told by its values alone, or for a network that is wanted back."""
    return order_of("train", turn) if assigns(turn) else keeping.back_order(turn)


def _demo_meant(turn: Turn) -> str | None:
    """The demo where none is named: that of the run for "train it", else addition; None for a table's run."""
    said = f" {' '.join(words(turn.question))} "
    it = any(f" {cue} " in said for one in LANGUAGES for cue in table(one, "parameters")["vary"]["it"])
    if turn.run is None or not it:
        return "addition"
    return turn.run.config.demo if turn.run.config.demo in DEMOS else None


def _rate(turn: Turn) -> Order:
    """Another rate for the run as it goes; where there is none to go on, a run with that rate."""
    order = rate_order(turn, sure=True)
    if order is None:
        return order_of("train", turn) if parameters(turn.question, turn.language) else Order("rate")
    goes_on = steerable(turn) or live(turn.question, turn.language) or "times" in order.arguments
    return order if goes_on else order_of("train", turn)


def opens_page(turn: Turn, library: Library) -> Order | None:
    """The order to open a page that is named exactly: "open what is training". None for anything else."""
    for name in ordered_pages(turn.question, turn.language):
        page = library.find(name, turn.language)
        if page is not None:
            return Order("open_topic", {"slug": page.slug}, name)
    return None


def carried_out(order: Order, turn: Turn, library: Library, look: Look, score: float) -> Reply:
    """The reply to an order."""
    order = _saved_for_page(settled(order, turn), turn, library)
    if order.intent == "predict":
        if turn.question.startswith("/"):
            order = asked(replace(turn, question=order.rest)) or order
        return answered(order, turn, library, score)
    if order.intent == "open_topic":
        made = _open(order, turn, library, look)
    elif order.intent == "guess":
        made = guessing.said(order.arguments, turn.run, turn.language)
    elif order.intent in looking.INTENTS:
        made = looking.said(order.intent, order.arguments, turn.run, turn.language)
    elif order.intent == "by_hand":
        made = by_hand.said(order, turn)
    elif order.intent in keeping.INTENTS:
        made = keeping.said(order, turn.run, turn.saved, turn.language)
    else:
        made = actions.command(order.intent, order.arguments, turn.run, library, turn.language)
    if order.intent == "train" and made.kind == "command":
        made = replace(made, text=made.text + actions.not_read(order.rest, turn.language))
    line = echoed(order.intent, made.arguments, turn.language) if made.kind == "command" else ""
    text = f"{made.text}\n\n`{line}`" if line and turn.run is not None else made.text
    reply = turn.made(text, made.kind, order.intent, made.suggestions, score)
    reply = replace(reply, arguments=dict(made.arguments or order.arguments))
    if order.intent == "train" and reply.kind == "command" and not reply.suggestions:
        return replace(reply, suggestions=guessing.offer(reply, turn))
    if order.intent == "open_topic" and made.kind == "command":
        return replace(reply, topic=str(reply.arguments["slug"]))
    if order.intent == "language" and made.kind == "command":
        return replace(reply, language=order.arguments["lang"])
    return reply


def _saved_for_page(order: Order, turn: Turn, library: Library) -> Order:
    """ "Open adder" loads the saved network of that name, where no page is called so."""
    if order.intent != "open_topic" or not turn.saved or turn.question.startswith("/"):
        return order
    for wanted in ordered_pages(turn.question, turn.language):
        name = next((one for one in turn.saved if fold(one) == fold(wanted)), None)
        if name is not None and library.find(wanted, turn.language) is None:
            return Order("load_model", {"name": name}, name)
    return order


def unknown(order: Unknown, turn: Turn) -> Reply:
    """The reply to a slash command that does not exist: the nearest that does."""
    names = [line.written for line in help_lines(turn.language)]
    near = next(iter(difflib.get_close_matches(order.written, names, n=1, cutoff=NEAR)), None)
    if near is None:
        return turn.refused(turn.texts("chat.refuse.no_command", written=order.written))
    return turn.refused(turn.texts("chat.refuse.unknown_command", written=order.written, nearest=near))


def _open(order: Order, turn: Turn, library: Library, look: Look) -> Said:
    slug = order.arguments.get("slug")
    wanted = next(reversed(ordered_pages(order.rest, turn.language)), order.rest)
    if slug is None and wanted:
        page = library.find(wanted, turn.language)
        slug = page.slug if page else None
    near: list[str] = library.slugs()[:3]
    if slug is None and wanted:
        topics = look(wanted, turn).topics
        near = [one.label.name for one in topics if one.label.kind == "topic"]
        slug = topics[0].label.name if topics and topics[0].probability > SURE else wanted
    return actions.open_topic(slug, near, library, turn.language)


def demo_of(slug: str | None, library: Library, language: Language) -> Order:
    """The run that a topic's page suggests, else that of addition."""
    page = library.page(slug, language) if slug else None
    link = suggest.demo_of(page) if page else None
    order = exact(link.target, language) if link else None
    return order if isinstance(order, Order) else Order("train", {"demo": "addition"})
