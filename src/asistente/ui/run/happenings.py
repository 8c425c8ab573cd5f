"""What has happened in a run, one line each: signs that were noticed, rates that were set by hand."""

from __future__ import annotations

from asistente.assistant.remarks import worth_telling
from asistente.language.texts import Texts
from asistente.training.record import RunRecord
from asistente.training.signs import Sign, values
from asistente.ui.draw.numbers import loss


def happenings(record: RunRecord, texts: Texts) -> list[tuple[str, str]]:
    """When and what, in the order of the steps: (`1,240`, `7 + 5 is right: 12.1`)."""
    return [(texts.number(step), line) for step, line in _found(record, texts)]


def happening_steps(record: RunRecord, texts: Texts) -> list[int]:
    """When something happened: what the curve marks."""
    return [step for step, _ in _found(record, texts)]


def _found(record: RunRecord, texts: Texts) -> list[tuple[int, str]]:
    """In a run that is looked back at, nothing of what came later."""
    signs = [
        (sign.step, sign_line(sign, texts)) for sign in record.signs if worth_telling(sign, record.config)
    ]
    rates = [
        (change.step, texts("ui.signs.rate", rate=f"{change.learning_rate:g}"))
        for change in record.rate_changes
    ]
    found = sorted([*signs, *rates], key=lambda one: one[0])
    if record.reason == "diverged" and record.snapshot is not None:
        found.append((record.snapshot.step, texts("ui.signs.diverged")))
    return [one for one in found if record.seen is None or one[0] <= record.seen.step]


def sign_line(sign: Sign, texts: Texts) -> str:
    """A sign in a few words; the chat has the whole sentence."""
    numbers = {name: _written(value, texts) for name, value in values(sign).items()}
    return texts(f"ui.signs.{sign.code}", **numbers)


def _written(value: object, texts: Texts) -> object:
    if isinstance(value, int):
        return texts.number(value)
    return loss(value) if isinstance(value, float) else value
