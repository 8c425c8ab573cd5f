"""Where the game stands. It is kept in the arguments of its replies: so a conversation holds it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from asistente.assistant.by_hand.moves import Numbers
from asistente.assistant.conversation import Conversation
from asistente.assistant.reply import Reply

INTENT = "by_hand"
MOST_MOVES = 500
"""Moves of one game; nobody makes so many."""
End = Literal["goal", "given_up"]


@dataclass(frozen=True, slots=True)
class Game:
    """The start, by its seed, and the moves from there."""

    seed: int = 1
    path: tuple[Numbers, ...] = ()
    """The three numbers after each move that still stands."""
    undone: tuple[int, ...] = ()
    """Numbers of the moves taken back; they count all the same, as their loss was seen."""
    ended: End | None = None

    @property
    def moves(self) -> int:
        """How many moves were made."""
        return len(self.path) + len(self.undone)

    @property
    def standing(self) -> tuple[int, ...]:
        """The number of each move that still stands, from 1."""
        return tuple(number for number in range(1, self.moves + 1) if number not in self.undone)

    def moved(self, numbers: Numbers) -> Game:
        """The game after a move."""
        return replace(self, path=(*self.path, numbers))

    def back(self) -> Game:
        """The game without its last move."""
        return replace(self, path=self.path[:-1], undone=(*self.undone, self.standing[-1]))

    def arguments(self) -> dict[str, Any]:
        """As plain values."""
        values: dict[str, Any] = {"seed": self.seed, "path": [list(numbers) for numbers in self.path]}
        if self.undone:
            values["undone"] = list(self.undone)
        if self.ended:
            values["ended"] = self.ended
        return values


def game_of(arguments: Mapping[str, Any]) -> Game | None:
    """The game that a reply's arguments hold; None where they hold none."""
    if "path" not in arguments:
        return None
    path = tuple((float(one[0]), float(one[1]), float(one[2])) for one in arguments["path"])
    return Game(arguments["seed"], path, tuple(arguments.get("undone", ())), arguments.get("ended"))


def last_game(conversation: Conversation) -> Game | None:
    """The game that goes on in a conversation; None where there is none, or it has ended."""
    for turn in reversed(conversation.turns):
        if turn.intent == INTENT and (game := game_of(turn.arguments)) is not None:
            return None if game.ended else game
        if ends(turn):
            return None
    return None


def next_seed(conversation: Conversation) -> int:
    """Another start than that of the games before."""
    games = (game_of(turn.arguments) for turn in conversation.turns if turn.intent == INTENT)
    return max((game.seed for game in games if game is not None), default=0) % 2**32 + 1


def ends(reply: Reply) -> bool:
    """Whether a reply begins a run, brings one back, or clears all: then the game is over."""
    if reply.kind != "command":
        return False
    match reply.intent:
        case "train" | "reset" | "load_model" | "clear":
            return True
        case "compare":
            return bool(reply.arguments)
        case "guess":
            return "guess" in reply.arguments
        case _:
            return False
