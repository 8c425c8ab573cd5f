"""From a turn of the game to its reply, and the line under replies to other things in between."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from asistente.assistant import suggest
from asistente.assistant.by_hand.asks import Asked, Says, meant
from asistente.assistant.by_hand.game import INTENT, MOST_MOVES, Game, ends, last_game, next_seed
from asistente.assistant.by_hand.moves import Bad, Move
from asistente.assistant.order import Order
from asistente.assistant.parameters import assignments
from asistente.assistant.reply import Reply, Suggestion
from asistente.assistant.said import Said
from asistente.assistant.turn import Turn
from asistente.language.errors import UserError
from asistente.language.normalise import literal

if TYPE_CHECKING:  # NumPy: not before it is needed
    from asistente.assistant.by_hand.voice import Voice

OFFERED_AFTER = ("gradient-descent", "weights-and-biases")
"""Topics after which the game is offered."""


def said(order: Order, turn: Turn) -> Said:
    """What a turn of the game does, and how it stands then."""
    from asistente.assistant.by_hand import telling  # NumPy: not before it is needed
    from asistente.assistant.by_hand.voice import Voice

    game = last_game(turn.conversation)
    seed = assignments(order.rest)[0].get("seed")
    meaning = meant(replace(turn, question=order.rest), sure=True) if order.rest else "state"
    begins = game is None or meaning == "new" or seed is not None
    if game is None or begins:
        game = Game(next_seed(turn.conversation) if seed is None else seed)
    try:
        voice = Voice(game, turn.texts)
    except UserError as error:  # a seed that is none
        return Said(turn.texts.error(error), kind="refusal")
    if begins and not isinstance(meaning, Move):
        return telling.begun(voice)
    if isinstance(meaning, Bad) or meaning is None:
        bad = meaning or Bad("what")
        text = voice.say(f"bad.{bad.why}", what=literal(bad.what[:20]))
        return Said(text, kind="refusal", arguments=game.arguments())
    return _played(meaning, voice)


def _played(meaning: Move | Says | Asked, voice: Voice) -> Said:
    from asistente.assistant.by_hand import ending, telling

    match meaning:
        case Move() if voice.game.moves < MOST_MOVES:
            return telling.moved(voice, meaning)
        case Asked():
            return telling.answered(voice, meaning)
        case "hint":
            return telling.hint(voice)
        case "undo":
            return telling.undone(voice)
        case "descent":
            return telling.descent(voice)
        case Move() | "end":
            return ending.ended(voice, "given_up")
        case _:
            return telling.stands(voice)


def remarked(reply: Reply, turn: Turn) -> Reply:
    """A reply to something else in the middle of a game, with a line that it goes on, or that it is over."""
    game = last_game(turn.conversation)
    if game is None or reply.intent in (INTENT, "clear", "quit"):
        return reply
    from asistente.assistant.by_hand.voice import Voice

    voice = Voice(game, turn.texts)
    key = "over" if any(ends(part) for part in reply.parts) else "on"
    line = voice.say(f"aside.{key}", moves=voice.moves(game.moves), loss=voice.told(voice.loss))
    return replace(reply, text=f"{reply.text}\n\n*{line}*")


def offered(reply: Reply, turn: Turn) -> Reply:
    """An answer on what the game teaches, with the game among its keys; once in a conversation."""
    if reply.topic not in OFFERED_AFTER or reply.kind != "answer":
        return reply
    chip = Suggestion(turn.texts("chat.by_hand.offer"), turn.texts("chat.by_hand.command"))
    known = any(one.target == chip.target for one in turn.conversation.chips)
    if known or any(one.intent == INTENT for one in turn.conversation.turns):
        return reply
    return replace(reply, suggestions=(*reply.suggestions[: suggest.MOST - 1], chip))
