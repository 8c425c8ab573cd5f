"""The end of the game: what was reached, and how gradient descent did from the same start."""

from __future__ import annotations

from dataclasses import replace

from asistente.assistant.by_hand.game import End
from asistente.assistant.by_hand.voice import Voice
from asistente.assistant.commands import BY_NAME
from asistente.assistant.reply import Suggestion
from asistente.assistant.said import Said
from asistente.training.config import RunConfig
from asistente.training.model import weight_count

PAGE = "gradient-descent"


def ended(voice: Voice, how: End, last: str = "") -> Said:
    """The score. `last`: what is said of the move that reached the goal."""
    over = Voice(replace(voice.game, ended=how), voice.texts)
    key = how if over.game.moves else "unmoved"
    head = over.say(f"end.{key}", moves=over.moves(over.game.moves), loss=over.told(over.loss))
    page = over.say("end.page", link=f"{PAGE}.md")
    text = "\n\n".join(filter(None, (last, " ".join([head, *_score(over)]), over.table(), page)))
    word = BY_NAME["by_hand"].slashes[over.texts.language == "es"]
    return Said(
        text, (over.watch(), Suggestion(over.say("again"), f"/{word}")), arguments=over.game.arguments()
    )


def _score(voice: Voice) -> list[str]:
    """Where gradient descent stood after as many steps, and how many it needs for the same loss."""
    descent, moves = voice.net.descent, voice.game.moves
    goal = descent.steps_to(voice.net.goal)
    parts = [voice.beside()] if moves else []
    same = descent.steps_to(voice.loss)
    if moves and same is None:
        parts.append(voice.say("end.never", steps=voice.steps(descent.after(10**9).steps)))
    elif moves:
        parts.append(voice.say("end.same" if same else "end.no_lower", steps=voice.steps(same or 0)))
    if voice.loss > voice.net.goal and goal is not None:
        parts.append(voice.say("end.goal_in", steps=voice.steps(goal)))
    elif goal is not None and moves < goal:
        # Who knows what adding is finds the numbers at once; the lesson is why that does not carry over.
        parts.append(voice.say("end.won", weights=weight_count(RunConfig.of("addition"))))
    return parts
