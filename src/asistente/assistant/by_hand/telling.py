"""The replies of the game while it goes on."""

from __future__ import annotations

import math
from dataclasses import replace

from asistente.assistant.by_hand.asks import Asked
from asistente.assistant.by_hand.ending import ended
from asistente.assistant.by_hand.figures import block, head, row, signed, written
from asistente.assistant.by_hand.moves import MOST, NAMES, Move
from asistente.assistant.by_hand.voice import Voice
from asistente.assistant.said import Said

SHOWN = (0, 1, 2, 3, 5, 10, 20, 50, 100, 200, 500)
"""Steps of gradient descent that its table shows, up to the goal."""
FLAT = 1e-3
"""Share of the largest slope below which one counts as nothing."""
LEVEL = 1e-6
"""Slopes that all lie below this are told as flat ground."""


def begun(voice: Voice) -> Said:
    """The rules, and the start."""
    net = voice.net
    target = f"{net.config.task.stop.target:g}"
    rules = voice.say("begin", sums=net.sums, goal=f"{net.goal:.6f}", target=target)
    start = voice.say("start", loss=voice.told(voice.loss), **voice.three())
    return voice.said(rules, f"{start} {voice.answers()}", voice.say("how"))


def stands(voice: Voice) -> Said:
    """Where the game stands."""
    text = voice.say("stands", loss=voice.told(voice.loss), **voice.three())
    return voice.said(f"{text} {voice.answers()}", voice.beside(), voice.table())


def moved(voice: Voice, move: Move) -> Said:
    """A move: the loss before and after it, and where gradient descent is after as many."""
    numbers = move.applied(voice.numbers)
    if not all(abs(value) <= MOST for value in numbers):
        return Said(voice.say("bad.huge"), kind="refusal", arguments=voice.game.arguments())
    if numbers == voice.numbers:
        return voice.said(voice.say("nothing", loss=voice.told(voice.loss), **voice.three()))
    after = Voice(voice.game.moved(numbers), voice.texts)
    text = after.say(
        f"moved.{_way(voice.loss, after.loss)}",
        number=after.game.moves,
        changes=_changes(voice, after),
        before=voice.told(voice.loss),
        after=after.told(after.loss),
        off=written(after.net.off_by(after.loss)),
    )
    if after.loss <= after.net.goal:
        return ended(after, "goal", text)
    return after.said(text, after.answers(), after.beside(), after.table())


def _way(before: float, after: float) -> str:
    if math.isinf(after):
        return "overflows"
    return "down" if after < before else "up" if after > before else "same"


def _changes(before: Voice, after: Voice) -> str:
    """What was changed: "w1 from 0.033 to 0.8"."""
    return ", ".join(
        after.say("change", name=name, old=written(old), new=written(new))
        for name, old, new in zip(NAMES, before.numbers, after.numbers, strict=True)
        if old != new
    )


def undone(voice: Voice) -> Said:
    """The last move taken back."""
    if not voice.game.path:
        return voice.said(voice.say("no_undo"))
    back = Voice(voice.game.back(), voice.texts)
    text = back.say("undone", loss=back.told(back.loss), **back.three())
    return back.said(text, back.table())


def answered(voice: Voice, asked: Asked) -> Said:
    """What the three numbers answer to a sum."""
    said = written(voice.net.answer(voice.numbers, asked.a, asked.b))
    one, two, truth = f"{asked.a:g}", f"{asked.b:g}", written(asked.a + asked.b)
    return voice.said(voice.say("asked", one=one, two=two, said=said, truth=truth, **voice.three()))


def hint(voice: Voice) -> Said:
    """The slope of the loss by each number, and what it asks for."""
    net = voice.net
    slopes = net.slopes(voice.numbers)
    sizes = [abs(value) for value in slopes]
    if math.isinf(voice.loss) or not all(map(math.isfinite, slopes)):
        return voice.said(voice.say("hint.overflows"))
    most, rate = max(sizes), net.config.learning_rate
    if most < LEVEL:
        return voice.said(voice.say("hint.flat"))
    slope_head, so, step_head = voice.say("hint.head").split("|")
    lines = [f"{slope_head:>13}   {so:<10}{step_head:>14}"]
    for name, slope, size in zip(NAMES, slopes, sizes, strict=True):
        way = voice.say(f"hint.{'leave' if size < FLAT * most else 'lower' if slope > 0 else 'raise'}")
        lines.append(f"{name:<4}{signed(slope):>9}   {way:<10}{signed(-rate * slope):>14}")
    # The slope by b, of the mean square, is twice the mean error.
    error = slopes[2] / 2 * net.config.task.output_scale
    mean = voice.say(f"hint.{'too_large' if error > 0 else 'too_small'}", error=written(abs(error)))
    why = voice.say("hint.why", most=NAMES[sizes.index(most)], rate=f"{rate:g}")
    return voice.said(block(lines), f"{why} {mean}")


def descent(voice: Voice) -> Said:
    """What gradient descent does from the same start, up to the goal."""
    net = voice.net
    goal = net.descent.steps_to(net.goal)
    last = net.descent.after(10**9).steps if goal is None else goal
    rows = [net.descent.after(step) for step in sorted({*(one for one in SHOWN if one < last), last})]
    lines = [row(one.steps, one.numbers, one.loss) for one in rows]
    text = voice.say("descent.told", rate=f"{net.config.learning_rate:g}", batch=net.config.batch_size)
    reach = voice.say("descent.goal", steps=voice.steps(last)) if goal is not None else ""
    said = voice.said(f"{text} {reach}", block([head(*voice.say("descent.head").split("|")), *lines]))
    return replace(said, suggestions=(said.suggestions[0], voice.watch()))
