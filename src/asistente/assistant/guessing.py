"""The game "predict first": before a run a person says how it will go; at its end that is scored.

A guess is stateless: it stands with its run in one line, `/guess learnt 1000 addition learning_rate=5`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from asistente.assistant.actions import config_of
from asistente.assistant.echo import line_of
from asistente.assistant.numbers import tokens
from asistente.assistant.order import Order
from asistente.assistant.parameters import demo, parameters
from asistente.assistant.reply import Reply, Suggestion
from asistente.assistant.routing import table
from asistente.assistant.run_view import RunView
from asistente.assistant.said import Said
from asistente.assistant.turn import Turn
from asistente.language.detect import Language
from asistente.language.normalise import fold, words
from asistente.language.texts import Texts
from asistente.training.config import RunConfig
from asistente.training.events import Reason
from asistente.training.parameters import ConfigError

FILE = "guess"
OUTCOMES: tuple[Reason, ...] = ("learnt", "max_steps", "diverged")
MOST_POINTS = 3
CLOSE, NEAR = 1.5, 3.0
"""How many times too many or too few the steps of a guess may be for three points, and for two."""
LONGEST = 12
"""Words of a turn that begins the game: in a longer story, "I want to predict" is about something else."""
_OWN = ("guess", "guess_steps")
"""Arguments of the game; the others are those of the run."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a person foretold of a run."""

    outcome: Reason
    steps: int | None = None
    """Until it has learnt; None where none were said."""


def guess_order(turn: Turn) -> Order | None:
    """The order of a turn that wants to guess, or that guesses after it was asked to; None for any other."""
    before = turn.conversation.turns[-1:]
    if before and before[0].intent == "guess" and "guess" not in before[0].arguments:
        guessed = _said(turn.question, turn.language)
        if guessed is not None:
            return Order("guess", {**before[0].arguments, **guessed})
    found = table(turn.language, FILE)
    said = f" {fold(turn.question)} "
    first = next(iter(words(turn.question)), "")
    if first in found["questions"]:
        return None
    run = _run_of(turn.question, turn.language)
    begins = first in found["first"] and (bool(run) or len(words(turn.question)) == 1)
    asks = len(words(turn.question)) <= LONGEST and any(cue in said for cue in found["asks"])
    return Order("guess", run) if begins or asks else None


def written_guess(rest: str, language: Language) -> dict[str, Any]:
    """The arguments of `/guess …`: an outcome, steps, and the run, each of which may be missing."""
    parts = rest.split()
    outcome = parts.pop(0) if parts and parts[0] in OUTCOMES else None
    steps = int(parts.pop(0)) if outcome == "learnt" and parts and parts[0].isdecimal() else None
    guessed: dict[str, Any] = {} if outcome is None else {"guess": outcome}
    if steps:
        guessed["guess_steps"] = steps
    return {**guessed, **_run_of(" ".join(parts), language)}


def _run_of(text: str, language: Language) -> dict[str, Any]:
    named = demo(text, language)
    return {**({"demo": named} if named else {}), **parameters(text, language)}


def _said(text: str, language: Language) -> dict[str, Any] | None:
    """An outcome in words: "it will diverge", "in about 2000 steps"."""
    padded = f" {' '.join(words(text))} "
    counts = [token.count for token in tokens(text, language) if token.count and token.count >= 1]
    cues = table(language, FILE)["said"]
    for outcome in ("diverged", "max_steps", "learnt"):
        if not any(f" {' '.join(words(cue))} " in padded for cue in cues[outcome]):
            continue
        steps = int(counts[0]) if outcome == "learnt" and len(counts) == 1 else None
        return {"guess": outcome, **({"guess_steps": steps} if steps else {})}
    alone = len(counts) == 1 and len(words(text)) <= 2
    return {"guess": "learnt", "guess_steps": int(counts[0])} if alone else None


def run_arguments(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """What of the arguments describes the run."""
    return {name: value for name, value in arguments.items() if name not in _OWN}


def guess_of(arguments: Mapping[str, Any]) -> Guess | None:
    """The guess of a reply's arguments; None where none was made yet."""
    outcome = arguments.get("guess")
    if outcome not in OUTCOMES:
        return None
    steps = arguments.get("guess_steps")
    return Guess(outcome, steps if isinstance(steps, int) else None)


def said(arguments: Mapping[str, Any], run: RunView | None, language: Language) -> Said:
    """The question what will happen, with answers to choose; or, once one is chosen, that the run begins."""
    texts = Texts(language)
    try:
        config = config_of(run_arguments(arguments), run.config if run is not None else None)
    except ConfigError as error:
        return Said(texts.error(error), kind="refusal", arguments=arguments)
    guess = guess_of(arguments)
    if guess is not None:
        return Said(texts("chat.guess.begun", guess=told(guess, texts)), arguments=arguments)
    line = line_of(config.given(), config.demo)
    text = texts("chat.guess.ask", most=texts.number(config.steps))
    return Said(f"{text}\n\n`{line}`", _choices(config, texts), arguments=arguments)


def offer(reply: Reply, turn: Turn) -> tuple[Suggestion, ...]:
    """To guess how the first run of a conversation will go, once; nothing where it was offered already."""
    if turn.run is not None or any(chip.target.startswith("/guess") for chip in turn.conversation.chips):
        return ()
    line = line_of(reply.arguments, str(reply.arguments.get("demo", "addition"))).removeprefix("/train ")
    return (Suggestion(turn.texts("chat.guess.offer"), f"/guess {line}"),)


def _choices(config: RunConfig, texts: Texts) -> tuple[Suggestion, ...]:
    """Three numbers of steps that lie well apart, and the two ways to fail."""
    run = line_of(config.given(), config.demo).removeprefix("/train ")
    top = max(config.steps, 30)
    counts = sorted({_round(top / 100), _round(top / 10), _round(top / 2)})
    guesses = [*(Guess("learnt", count) for count in counts), Guess("max_steps"), Guess("diverged")]
    return tuple(Suggestion(_capital(told(one, texts)), f"/guess {_written(one)} {run}") for one in guesses)


def _round(value: float) -> int:
    """To one figure: 20226 is 20000."""
    size = int(10 ** math.floor(math.log10(max(value, 1))))
    return max(1, round(value / size) * size)


def _written(guess: Guess) -> str:
    return guess.outcome if guess.steps is None else f"{guess.outcome} {guess.steps}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def told(guess: Guess, texts: Texts) -> str:
    """A guess in words: "it learns in about 1,000 steps"."""
    key = f"{guess.outcome}_in" if guess.steps is not None else guess.outcome
    return texts(f"chat.guess.is.{key}", steps=texts.number(guess.steps or 0))


def scored(guess: Guess, reason: Reason, steps: int, run: RunView, texts: Texts) -> str:
    """What the guess was worth, and why it went so, from the run's own numbers."""
    from asistente.assistant.explain_step import figure  # NumPy: not before there is a run

    if reason == "stopped":
        return texts("chat.guess.stopped")
    points = _points(guess, reason, steps)
    verdict = texts(f"chat.guess.points_{points}", guess=told(guess, texts), points=points, most=MOST_POINTS)
    first = (
        float(run.history[0][1]) if run.history is not None and len(run.history) else run.snapshot.train_loss
    )
    target = run.config.task.stop.target
    why = texts(
        f"chat.guess.why.{reason}",
        steps=texts.number(steps),
        first=figure(first),
        last=figure(run.snapshot.train_loss),
        error=figure(run.snapshot.typical_error),
        target=f"{target:g}",
    )
    return f"{verdict} {why}"


def _points(guess: Guess, reason: Reason, steps: int) -> int:
    """3 for the outcome and, where it learns, the steps nearly; fewer the farther they are; 0 for another."""
    if guess.outcome != reason:
        return 0
    if reason != "learnt":
        return MOST_POINTS
    if guess.steps is None:
        return 2
    times = max(guess.steps, steps) / max(1, min(guess.steps, steps))
    return 3 if times <= CLOSE else 2 if times <= NEAR else 1
