"""Answers questions about the run on the screen from its own numbers: "is it stuck?", "how long still?".

Each answer says that it speaks from the run, and at which step, and ends with the page that explains it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from asistente.assistant.explain_step import figure, found_weight
from asistente.assistant.reply import Reply
from asistente.assistant.run_view import RunView
from asistente.assistant.step_words import named_weight
from asistente.assistant.turn import Turn
from asistente.knowledge.library import Library
from asistente.language.detect import Language
from asistente.language.normalise import literal
from asistente.language.texts import Texts
from asistente.training.activity import dead_units
from asistente.training.config import written
from asistente.training.demo import Sample
from asistente.training.model import Answer, answers, sizes, weight_count, weight_names
from asistente.training.run import Run
from asistente.training.signs import AlikeUnits, FirstRight, Oscillation, Plateau, Sign

PAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "now": ("reading-a-training-run", "how"),
        "loss_up": ("reading-a-training-run", "oscillation"),
        "stuck": ("reading-a-training-run", "plateau"),
        "left": ("reading-a-training-run", "typical-error"),
        "weights": ("weights-and-biases", "how"),
        "count": ("weights-and-biases", "parameters"),
        "learnt": ("reading-a-training-run", "groups"),
        "settings": ("hyperparameters", ""),
        "ended": ("what-is-training", ""),
        "memorising": ("overfitting", "gap"),
        "start": ("how-a-network-learns", ""),
        "speed": ("reading-a-training-run", "speed"),
    }
)
"""What can be asked, and the page and heading that explain each."""
RISEN = 1.5
"""A loss this many times its lowest has risen; less is the noise of mini-batches."""
FLAT = 0.02
"""A loss that has fallen by a smaller share since half of the steps does hardly move."""
EARLY = 50
"""Steps before which nobody can tell whether it is stuck."""
GAP = 2.0
"""Losses so many times apart are a gap."""
SLOW = 0.2
"""A learning rate below this part of the usual one is called small."""
WRONG = 3
"""Wrong answers that are named."""


def about_run(what: str, turn: Turn, run: RunView, score: float, library: Library) -> Reply:
    """The reply to a question about the run on the screen; `what` is one of `PAGES`."""
    text = told(what, turn.question, run, turn.language, library)
    reply = turn.made(text, "answer", "about_run", score=score)
    return replace(reply, topic=PAGES[what][0], arguments={"about": what})


def told(what: str, question: str, run: RunView, language: Language, library: Library) -> str:
    """The answer in words. `question`: those of the turn, for a weight that it names."""
    texts = Texts(language)
    lines = _ANSWERS[what](_Looked(run, texts, question))
    step = texts("chat.run.from", step=texts.number(run.snapshot.step))
    parts = [f"{step} {' '.join(lines)}"]
    slug, anchor = PAGES[what]
    page = library.page(slug, language)
    if page is not None:
        section = page.section(anchor) if anchor else None
        title = section.heading if section is not None and section.heading else page.title
        link = f"{slug}.md#{anchor}" if section is not None and anchor else f"{slug}.md"
        parts.append(texts("chat.run.page", title=title, link=link))
    return "\n\n".join(parts)


class _Looked:
    """A run that is being looked at, with what several answers need."""

    def __init__(self, run: RunView, texts: Texts, question: str) -> None:
        self.run, self.texts, self.question = run, texts, question
        self.config, self.snapshot, self.demo = run.config, run.snapshot, run.config.task
        history = run.history
        if history is None or not len(history):
            history = np.array([[self.snapshot.step, self.snapshot.train_loss, self.snapshot.test_loss]])
        self.steps, self.train, self.test = history.astype(np.float64).T
        self.usual = float(self.demo.defaults["learning_rate"])  # type: ignore[arg-type]

    def say(self, key: str, **values: object) -> str:
        """A sentence of the catalogue."""
        return self.texts(f"chat.run.{key}", **values)

    def count(self, number: float) -> str:
        return self.texts.number(round(number))

    @property
    def state(self) -> str:
        return self.say(f"state.{'back' if self.run.back else self.run.state}")

    def sign(self, kind: type[Sign]) -> Sign | None:
        """The newest sign of a kind that was noticed in the run."""
        return next((sign for sign in reversed(self.run.signs) if isinstance(sign, kind)), None)

    def lowest(self, losses: np.ndarray) -> tuple[float, int]:
        """The lowest of these losses, and its step."""
        at = int(np.argmin(np.nan_to_num(losses, nan=np.inf)))
        return float(losses[at]), int(self.steps[at])

    def since_half(self) -> tuple[float, int]:
        """The training loss when half of the steps were done, the middle one of its neighbours; the step."""
        at = int(np.searchsorted(self.steps, self.snapshot.step / 2))
        near = slice(max(0, at - 2), at + 3)
        return float(np.median(self.train[near])), int(self.steps[min(at, len(self.steps) - 1)])

    def latest(self) -> float:
        """The training loss now: the middle one of the last few, as mini-batches make each of them noisy."""
        return float(np.median(self.train[-3:]))

    def answered(self, samples: tuple[Sample, ...]) -> list[Answer]:
        return answers(self.config, self.snapshot.weights, samples)

    def reason(self) -> str:
        values = {"patience": self.demo.stop.patience, "steps": self.count(self.snapshot.step)}
        return self.say(f"ended.{self.run.reason}", **values)


def _now(run: _Looked) -> list[str]:
    snapshot = run.snapshot
    losses = {"train": figure(snapshot.train_loss), "test": figure(snapshot.test_loss)}
    if not snapshot.step:
        return [run.say("now.start", state=run.state, **losses)]
    percent = math.floor(100 * snapshot.progress)
    return [
        run.say("now.losses", state=run.state, percent=percent, **losses),
        run.say("now.right", **_right(run, run.demo.held_out)),
    ]


def _right(run: _Looked, samples: tuple[Sample, ...]) -> dict[str, object]:
    found = run.answered(samples)
    return {"right": run.count(sum(one.correct for one in found)), "count": run.count(len(found))}


def _loss_up(run: _Looked) -> list[str]:
    rate = f"{run.run.rate:g}"
    lowest, lowest_step = run.lowest(run.train)
    now = run.latest()
    fell_to = {"lowest": figure(lowest), "lowest_step": run.count(lowest_step)}
    too_long = run.say("loss_up.rate", rate=rate, usual=f"{run.usual:g}")
    if run.run.reason == "diverged":
        end = {"now": figure(float(run.train[-1])), "step": run.count(run.snapshot.step)}
        return [run.say("loss_up.diverged", **end, **fell_to), too_long]
    batches = {"batch": run.config.batch_size, "examples": run.count(len(run.demo.train))}
    swings = run.sign(Oscillation)
    if isinstance(swings, Oscillation):
        between = {"lowest": figure(swings.lowest), "highest": figure(swings.highest)}
        return [run.say("loss_up.swings", rate=rate, checks=swings.checks, **between)]
    if now > RISEN * lowest and lowest_step < run.snapshot.step:
        because = too_long if run.run.rate > 2 * run.usual else run.say("loss_up.by_batches", **batches)
        return [run.say("loss_up.risen", now=figure(now), **fell_to), because]
    best, best_step = run.lowest(run.test)
    unseen = float(np.median(run.test[-3:]))
    if unseen > RISEN * best and best_step < run.snapshot.step:
        values = {"train": figure(now), "lowest": figure(best), "lowest_step": run.count(best_step)}
        return [run.say("loss_up.unseen", now=figure(unseen), **values)]
    then, step = run.since_half()
    return [
        run.say("loss_up.no", then=figure(then), then_step=run.count(step), now=figure(now)),
        run.say("loss_up.no_small", **batches),
    ]


def _stuck(run: _Looked) -> list[str]:
    if run.run.state == "finished":
        return [run.say("stuck.over", reason=run.reason())]
    if run.snapshot.step < EARLY:
        return [run.say("stuck.early", step=run.count(run.snapshot.step))]
    then, step = run.since_half()
    now = run.latest()
    values = {"then": figure(then), "then_step": run.count(step), "now": figure(now)}
    fallen = 1 - now / then if then > 0 else 0.0
    if fallen < -0.5:
        return [run.say("stuck.up", **values), *_loss_up(run)[1:]]
    if fallen >= FLAT and not (fallen < 2 * FLAT and isinstance(run.sign(Plateau), Plateau)):
        return [run.say("stuck.no", percent=f"{100 * fallen:.0f}", **values)]
    return [run.say("stuck.yes", **values), _reason_to_stand(run)]


def _reason_to_stand(run: _Looked) -> str:
    """Why the loss does not move, as far as the numbers tell."""
    alike = run.sign(AlikeUnits)
    if isinstance(alike, AlikeUnits):
        return run.say("stuck.alike", of=alike.of)
    dead, units = dead_units(run.config, run.snapshot.weights)
    if len(dead) * 2 >= units > 0:
        return run.say("stuck.dead", count=len(dead), of=units)
    if not run.config.hidden and run.demo.defaults["hidden"] and run.config.demo != "addition":
        return run.say("stuck.small")
    if run.run.rate < SLOW * run.usual:
        return run.say("stuck.slow", rate=f"{run.run.rate:g}", usual=f"{run.usual:g}")
    return run.say("stuck.maybe")


def _left(run: _Looked) -> list[str]:
    snapshot = run.snapshot
    if run.run.state == "finished":
        return [run.say("left.over", reason=run.say("ended.sentence", **_end(run)))]
    left = snapshot.seconds_left
    most = run.config.steps
    if left is None or not snapshot.steps_per_second:
        return [run.say("left.unknown", left=run.count(most - snapshot.step))]
    time = run.texts.duration(left)
    if run.run.state == "paused":
        return [run.say("left.paused", time=time)]
    steps = left * snapshot.steps_per_second
    if snapshot.step + 1.02 * steps >= most:
        return [run.say("left.used_up", time=time, most=run.count(most))]
    steps = round(steps, -2 if steps > 1e3 else 0)
    return [run.say("left.time", time=time, steps=run.count(steps), most=run.count(most))]


def _end(run: _Looked) -> dict[str, object]:
    return {"step": run.count(run.snapshot.step), "reason": run.reason()}


def _weights(run: _Looked) -> list[str]:
    names, values = weight_names(run.config), run.snapshot.weights.astype(np.float64)
    wanted = named_weight(run.question)
    index = None if wanted is None else found_weight(wanted, names)
    if index is not None:
        change = figure(float(run.snapshot.change[index]))
        return [
            run.say("weights.named", name=names[index], value=figure(float(values[index])), change=change)
        ]
    size = np.abs(values)
    most, least = int(np.argmax(size)), int(np.argmin(size))
    lines = [
        run.say(
            "weights.biggest",
            name=names[most],
            value=figure(float(values[most])),
            least=names[least],
            small=figure(float(values[least])),
            mean=figure(float(size.mean())),
        )
    ]
    dead, units = dead_units(run.config, run.snapshot.weights)
    if dead:
        lines.append(run.say("weights.dead", count=len(dead), names=", ".join(dead[:8])))
    elif units:
        lines.append(run.say("weights.no_dead", count=units))
    return lines


def _count(run: _Looked) -> list[str]:
    config, demo = run.config, run.demo
    total = weight_count(config)
    biases = sum(sizes(config)[1:])
    if len(config.hidden) == 1:
        hidden = run.say("count.layer", units=config.hidden[0])
    elif config.hidden:
        hidden = run.say("count.layers", units=sum(config.hidden), count=len(config.hidden))
    else:
        hidden = run.say("count.no_layer")
    inputs, outputs = (
        run.say(f"count.{name}", count=count) if count > 1 else run.say(f"count.{name}_one")
        for name, count in (("inputs", len(demo.input_names)), ("outputs", len(demo.output_names)))
    )
    shape = f"{inputs}, {hidden}, {outputs}"
    numbers = {"total": run.count(total), "weights": run.count(total - biases), "biases": run.count(biases)}
    data = {"train": run.count(len(demo.train)), "held_out": run.count(len(demo.held_out))}
    return [run.say("count.text", shape=shape, **numbers), run.say("count.data", **data)]


def _learnt(run: _Looked) -> list[str]:
    unseen, seen = _right(run, run.demo.held_out), _right(run, run.demo.train)
    key = "all" if unseen["right"] == unseen["count"] else "none" if unseen["right"] == "0" else "some"
    values = {**unseen, "seen": seen["right"], "examples": seen["count"]}
    lines = [run.say(f"learnt.{key}", **values)]
    wrong = [one for one in run.answered((*run.demo.held_out, *run.demo.train)) if not one.correct]
    if wrong:
        told = [
            run.say(
                "learnt.one",
                label=literal(one.sample.label),
                said=_written(one.said),
                should=_written(one.should),
            )
            for one in wrong[:WRONG]
        ]
        lines.append(run.say("learnt.wrong", list="; ".join(told)))
    first = run.sign(FirstRight)
    if isinstance(first, FirstRight):
        lines.append(run.say("learnt.first", label=literal(first.label), step=run.count(first.step)))
    return lines


def _written(answer: str) -> str:
    return literal(answer).replace("-", "−")


def _settings(run: _Looked) -> list[str]:
    config, texts = run.config, run.texts
    name = f"chat.train.demos.{config.demo}"
    extras = [f"{key} {getattr(config, key):g}" for key in ("l2", "noise") if getattr(config, key)]
    lines = [
        run.say(
            "settings.text",
            shape="-".join(map(str, sizes(config))),
            activation=config.activation,
            demo=texts(name) if name in texts else config.demo,
            optimizer=run.say(f"settings.{config.optimizer}"),
            rate=f"{run.run.rate:g}",
            batch=config.batch_size,
            examples=run.count(len(run.demo.train)),
            seed=config.seed,
        ),
        run.say("settings.init", init=written(config.init)),
    ]
    if extras:
        lines.append(run.say("settings.extras", extras=", ".join(extras)))
    if run.run.rate != config.learning_rate:
        lines.append(run.say("settings.changed", rate=f"{config.learning_rate:g}"))
    return [*lines, run.say("settings.again", line=config.link())]


def _ended(run: _Looked) -> list[str]:
    if run.run.state != "finished":
        return [run.say("ended.running"), *_now(run)]
    return [run.say("ended.sentence", **_end(run)), *(_loss_up(run) if run.run.reason == "diverged" else [])]


def _memorising(run: _Looked) -> list[str]:
    train, test = run.latest(), float(np.median(run.test[-3:]))
    best, best_step = run.lowest(run.test)
    times = test / train if train > 0 else math.inf
    values = {"train": figure(train), "test": figure(test), "times": f"{times:.2g}"}
    if times < GAP:
        return [run.say("memorising.no", train=values["train"], test=values["test"])]
    if test > RISEN * best and best_step < run.snapshot.step:
        return [run.say("memorising.yes", lowest=figure(best), lowest_step=run.count(best_step), **values)]
    return [run.say("memorising.gap", **values)]


def _start(run: _Looked) -> list[str]:
    first = Run(run.config).snapshot()  # the same seed gives the same first weights
    now = run.snapshot.train_loss
    values = {"first": figure(first.train_loss), "now": figure(now)}
    better = now < first.train_loss
    times = run.texts.number(float(f"{first.train_loss / now:.2g}")) if better and now else ""
    key = "start.losses" if better else "start.worse"
    sample = (run.demo.shown or run.demo.train)[:1]
    then, later = answers(run.config, first.weights, sample)[0], run.answered(sample)[0]
    told = run.say(
        "start.answers",
        label=literal(then.sample.label),
        then=_written(then.said),
        now=_written(later.said),
        should=_written(then.should),
    )
    return [run.say(key, times=times, **values), told]


def _speed(run: _Looked) -> list[str]:
    snapshot = run.snapshot
    line = run.say(
        "speed.text",
        rate=run.count(snapshot.steps_per_second),
        steps=run.count(snapshot.step),
        time=run.texts.duration(snapshot.seconds),
    )
    return [line, *([run.say("speed.slow")] if run.run.state == "running" else [])]


_ANSWERS: Mapping[str, Callable[[_Looked], list[str]]] = MappingProxyType(
    {
        "now": _now,
        "loss_up": _loss_up,
        "stuck": _stuck,
        "left": _left,
        "weights": _weights,
        "count": _count,
        "learnt": _learnt,
        "settings": _settings,
        "ended": _ended,
        "memorising": _memorising,
        "start": _start,
        "speed": _speed,
    }
)
