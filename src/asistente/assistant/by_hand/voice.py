"""What every reply of the game may hold: the numbers, the table, gradient descent beside them, the keys."""

from __future__ import annotations

import math

from asistente.assistant.by_hand.figures import block, head, row, written
from asistente.assistant.by_hand.game import Game
from asistente.assistant.by_hand.moves import NAMES, Numbers
from asistente.assistant.commands import BY_NAME
from asistente.assistant.reply import Suggestion
from asistente.assistant.said import Said
from asistente.language.texts import Texts
from asistente.training.by_hand import by_hand

ROWS = 6
"""Moves that the table shows, the last ones."""
SUMS = ((1.0, 2.0), (7.0, 5.0))
"""What the network is asked after every move."""
_CHIPS = ("hint", "undo", "descent", "end")
"""The keys, in the order of the command's choices."""


class Voice:
    """Says what there is to say of one game."""

    def __init__(self, game: Game, texts: Texts) -> None:
        """ConfigError: the game's seed is none."""
        self.game, self.texts = game, texts
        self.net = by_hand(game.seed)
        self.numbers: Numbers = game.path[-1] if game.path else self.net.start
        """The three numbers now."""
        self.loss = self.net.loss(self.numbers)

    def say(self, key: str, **values: object) -> str:
        """A sentence of the game."""
        return self.texts(f"chat.by_hand.{key}", **values)

    def said(self, *parts: str) -> Said:
        """Paragraphs, with the keys of a game that goes on."""
        command, spanish = BY_NAME["by_hand"], self.texts.language == "es"
        chips = tuple(
            Suggestion(self.say(f"chip.{name}"), f"/{command.slashes[spanish]} {choice[spanish]}")
            for name, choice in zip(_CHIPS, command.choices, strict=True)
            if name != "undo" or self.game.path
        )
        return Said("\n\n".join(filter(None, parts)), chips, arguments=self.game.arguments())

    def told(self, loss: float) -> str:
        """A loss within a sentence."""
        return written(loss) if math.isfinite(loss) else self.say("too_large")

    def three(self) -> dict[str, str]:
        """The three numbers by name."""
        return {name: written(value) for name, value in zip(NAMES, self.numbers, strict=True)}

    def answers(self) -> str:
        """What the numbers answer to two sums, and what would be right."""
        (a, b), (c, d) = SUMS
        return self.say(
            "answers",
            one=f"{a:g} + {b:g}",
            first=written(self.net.answer(self.numbers, a, b)),
            right=f"{a + b:g}",
            two=f"{c:g} + {d:g}",
            second=written(self.net.answer(self.numbers, c, d)),
            correct=f"{c + d:g}",
        )

    def beside(self) -> str:
        """Gradient descent after as many steps as there were moves; empty before the first."""
        if not self.game.moves:
            return ""
        theirs = self.net.descent.after(self.game.moves).loss
        way = "ahead" if self.loss < theirs else "behind" if self.loss > theirs else "level"
        return self.say(f"beside.{way}", loss=written(theirs), steps=self.steps(self.game.moves))

    def table(self) -> str:
        """The start and the last moves, beside gradient descent after as many steps; empty before any."""
        moves = list(zip(self.game.standing, self.game.path, strict=True))
        if not moves:
            return ""
        earlier = ["   :"] if len(moves) > ROWS else []
        rows = [
            row(number, numbers, self.net.loss(numbers), self.net.descent.after(number).loss)
            for number, numbers in ((0, self.net.start), *moves[-ROWS:])
        ]
        return block([head(*self.say("head").split("|")), rows[0], *earlier, *rows[1:]])

    def watch(self) -> Suggestion:
        """The very run that the game is played against; asked for in the chat, so that the game ends."""
        word = BY_NAME["train"].slashes[self.texts.language == "es"]
        return Suggestion(self.say("watch"), f"/{word} addition hidden=none seed={self.game.seed}")

    def moves(self, count: int) -> str:
        """`3 moves`."""
        return self.say("one_move" if count == 1 else "moves", n=self.texts.number(count))

    def steps(self, count: int) -> str:
        """`232 steps`."""
        return self.say("one_step" if count == 1 else "steps", n=self.texts.number(count))
