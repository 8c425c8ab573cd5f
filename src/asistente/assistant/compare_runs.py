"""Sets two runs side by side: what differs between them, how each ended, and what made the difference."""

from __future__ import annotations

from asistente.assistant.explain_step import figure
from asistente.assistant.reply import Suggestion
from asistente.assistant.run_view import RunView
from asistente.assistant.said import Said
from asistente.language.detect import Language
from asistente.language.texts import Texts
from asistente.training.config import RunConfig, written
from asistente.training.model import weight_count

SAME_START = frozenset(("seed", "init", "hidden"))
"""What the first weights are made of: where these are equal, two runs begin with the same numbers."""


def offer(language: Language) -> Said:
    """What is said where there is only one run: how to get a second one."""
    texts = Texts(language)
    example = Suggestion(texts("chat.compare.example"), texts("chat.compare.example_said"))
    return Said(texts("chat.compare.only_one"), (example,))


def begun(config: RunConfig, before: RunConfig, language: Language) -> str:
    """The words when the second run begins beside the first."""
    texts = Texts(language)
    changed = ", ".join(
        f"{name} {written(new)} ({written(old)})" for name, (old, new) in differences(before, config).items()
    )
    return texts("chat.compare.begun", changed=changed) if changed else texts("chat.compare.begun_same")


def compared(before: RunView, now: RunView, language: Language) -> str:
    """Two runs in a table, and a sentence on what made the difference."""
    texts = Texts(language)
    different = differences(before.config, now.config)
    rows = [texts("chat.compare.table"), "|---|--:|--:|"]
    rows += [f"| {name} | {written(old)} | {written(new)} |" for name, (old, new) in different.items()]
    measures = {
        "ended": [texts(f"chat.compare.state.{_state(run)}") for run in (before, now)],
        "steps": [texts.number(run.snapshot.step) for run in (before, now)],
        "weights": [texts.number(weight_count(run.config)) for run in (before, now)],
        "train": [figure(run.snapshot.train_loss) for run in (before, now)],
        "test": [figure(run.snapshot.test_loss) for run in (before, now)],
        now.config.task.stop.measure: [figure(run.snapshot.typical_error) for run in (before, now)],
    }
    if measures["weights"][0] == measures["weights"][1]:
        del measures["weights"]
    rows += [f"| {texts(f'chat.compare.row.{name}')} | {a} | {b} |" for name, (a, b) in measures.items()]
    return "\n".join(rows) + "\n\n" + " ".join(_sentences(before, now, different, texts))


def differences(before: RunConfig, now: RunConfig) -> dict[str, tuple[object, object]]:
    """What the two were asked to do differently, by name: the value before and the value now."""
    old, new = ({"demo": one.demo, **one.values(), **one.chosen()} for one in (before, now))
    names = dict.fromkeys([*old, *new])
    if before.demo != now.demo:  # then nearly everything differs, and the demo is what counts
        return {"demo": (before.demo, now.demo)}
    return {
        name: (old.get(name, "–"), new.get(name, "–")) for name in names if old.get(name) != new.get(name)
    }


def _sentences(
    before: RunView, now: RunView, different: dict[str, tuple[object, object]], texts: Texts
) -> list[str]:
    by_hand = [run for run in (before, now) if run.learning_rate not in (None, run.config.learning_rate)]
    if before.config.demo != now.config.demo:
        return [texts("chat.compare.other_demo")]
    if by_hand:
        return [texts("chat.compare.by_hand"), _outcome(before, now, texts)]
    if not different:
        return [texts("chat.compare.same"), _outcome(before, now, texts)]
    if len(different) > 1:
        names = ", ".join(different)
        return [
            texts("chat.compare.several", count=len(different), names=names),
            _outcome(before, now, texts),
        ]
    ((name, (old, new)),) = different.items()
    key = "seed" if name == "seed" else "one_other_start" if name in SAME_START else "one"
    sentence = texts(f"chat.compare.{key}", name=name, old=written(old), new=written(new))
    return [sentence, _outcome(before, now, texts)]


def _outcome(before: RunView, now: RunView, texts: Texts) -> str:
    """What came of it: both learnt, one of them, none."""
    learnt = [run.reason == "learnt" for run in (before, now)]
    steps = [run.snapshot.step for run in (before, now)]
    values = {"old_steps": texts.number(steps[0]), "new_steps": texts.number(steps[1])}
    if all(learnt):
        fewer = min(steps) / max(1, max(steps))
        if fewer > 0.9:
            return texts("chat.compare.both_alike", **values)
        share = f"{max(steps) / max(1, min(steps)):.2g}"
        return texts(
            f"chat.compare.{'now' if steps[1] < steps[0] else 'before'}_faster", times=share, **values
        )
    if any(learnt):
        won, lost = (now, before) if learnt[1] else (before, now)
        key = "now_learnt" if learnt[1] else "before_learnt"
        return texts(
            f"chat.compare.{key}",
            steps=texts.number(won.snapshot.step),
            other=texts(f"chat.compare.state.{_state(lost)}"),
            other_steps=texts.number(lost.snapshot.step),
        )
    errors = [run.snapshot.typical_error for run in (before, now)]
    key = "now" if errors[1] < errors[0] else "before"
    return texts(f"chat.compare.none_{key}", old=figure(errors[0]), new=figure(errors[1]))


def _state(run: RunView) -> str:
    return run.reason or "unfinished"
