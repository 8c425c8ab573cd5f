"""What a network says to numbers or to a row of a table: its answer, the truth, how far off it is."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from asistente.assistant.asking.figures import decimals, number, percent, unbroken
from asistente.assistant.asking.network import Network, Told
from asistente.assistant.reply import Suggestion
from asistente.language.normalise import fold
from asistente.training.demo import Sample
from asistente.training.model import Answer
from asistente.training.table import Column

LARGEST = 1e9
"""Larger numbers than this are not asked: float32 has no digits left for them."""
EXACT = "0.000"
NEAR = 3


def told(arguments: Mapping[str, Any], network: Network) -> Told:
    """The answer to the arguments of an operation, of named values, or of a row."""
    asking = network.demo.asking
    assert asking is not None
    if asking.form == "row":
        return _row(arguments["inputs"], network)
    inputs = tuple(float(arguments[name]) for name in asking.names)
    for value in inputs:
        if not math.isfinite(value) or abs(value) > LARGEST:
            return _huge(value, network)
    return _answered(network.demo.put(*inputs), network)


def _huge(value: float, network: Network) -> Told:
    lowest, highest = network.demo.ranges()[0]
    label = network.demo.shown[0].label
    text = network.texts(
        "ask.huge",
        number=f"{value:.3g}",
        lowest=number(lowest, network.texts),
        highest=number(highest, network.texts),
        example=unbroken(label),
    )
    return Told([text], (_ask_again(label, network),))


def _answered(sample: Sample, network: Network) -> Told:
    answer = network.says([sample])[0]
    question = unbroken(sample.label)
    lines = []
    if sample.kind == "outside" and network.run is not None:
        ranges = network.demo.ranges()
        lowest, highest = min(low for low, _ in ranges), max(high for _, high in ranges)
        bounds = {"lowest": number(lowest, network.texts), "highest": number(highest, network.texts)}
        lines.append(network.beyond(question, **bounds))
    remarks = [_of_class(answer, network, question) if network.demo.classes else _of_number(answer, network)]
    if network.run is not None and network.demo.classes and math.isnan(sample.truth):
        remarks.append(_nearest(sample, network))
    if sample.kind != "outside" and network.run is not None:
        remarks.append(network.say(f"kind.{sample.kind}"))
    asking = network.demo.asking
    if asking is not None and asking.note is not None and asking.note(sample.inputs):
        remarks.append(network.texts(f"ask.note.{network.demo.name}"))
    lines.append(network.sentence(*remarks))
    said = _short(answer, network)
    return Told(
        [*lines, *network.before(sample.label)],
        _next(sample, network),
        (network.remembered(sample.label, said),),
    )


def _of_number(answer: Answer, network: Network) -> str:
    """A number beside the truth."""
    places = network.demo.decimals
    sample = answer.sample
    error = abs(answer.prediction - sample.truth)
    exact = math.isfinite(error) and f"{error:.3f}" == EXACT
    return network.texts(
        "ask.exact" if exact else "ask.answer",
        sum=unbroken(sample.label),
        answer=decimals(answer.prediction, places),
        truth=number(round(sample.truth, places), network.texts),
        error=decimals(error, places),
    )


def _of_class(answer: Answer, network: Network, question: str) -> str:
    """A class, how sure the network is of it, and the truth where it is known."""
    demo, texts = network.demo, network.texts
    if not all(map(math.isfinite, answer.probabilities)):
        return texts("ask.broken", question=question)
    best = max(range(len(demo.classes)), key=answer.probabilities.__getitem__)
    text = network.say(
        "class",
        question=question,
        answer=demo.classes[best],
        number=decimals(answer.prediction),
        sure=percent(answer.probabilities[best]),
        word=texts("ask.yes" if best else "ask.no"),
    )
    if math.isnan(answer.sample.truth):
        return text
    right = round(answer.sample.truth)
    verdict = "right" if right == best else "wrong"
    return f"{text} {network.say(verdict, truth=demo.classes[right], error=decimals(abs(answer.error)))}"


def _nearest(sample: Sample, network: Network) -> str:
    """The sample that comes nearest to one whose truth nobody knows."""
    near = network.demo.nearest(sample.inputs)
    return network.say(
        f"near_{near.kind}",
        point=unbroken(near.label),
        distance=decimals(math.dist(near.inputs, sample.inputs), 2),
        truth=network.demo.should(near.truth),
    )


def _short(answer: Answer, network: Network) -> str:
    """The answer in a few characters, to be shown again later."""
    if not network.demo.classes:
        return decimals(answer.prediction, network.demo.decimals)
    chances = answer.probabilities
    if not all(map(math.isfinite, chances)):
        return "NaN"
    best = max(range(len(chances)), key=chances.__getitem__)
    values = {"number": decimals(answer.prediction), "sure": percent(chances[best])}
    return network.say("short", answer=network.demo.classes[best], **values)


def _next(sample: Sample, network: Network) -> tuple[Suggestion, ...]:
    """A sample of each kind that was not the one asked."""
    other: dict[str, Suggestion] = {}
    for one in network.demo.shown:
        if one.kind != sample.kind and one.kind not in other and one.inputs != sample.inputs:
            other[one.kind] = _ask_again(one.label, network)
    return tuple(other.values())


def _ask_again(label: str, network: Network) -> Suggestion:
    return Suggestion(network.say("again", question=unbroken(label)), label)


def _row(given: Mapping[str, Any], network: Network) -> Told:
    """The answer to a row; what is not in the table, or not given, is said first."""
    demo, texts = network.demo, network.texts
    assert demo.asking is not None and demo.encode is not None
    columns = {column.name: column for column in demo.asking.columns}
    strange = [name for name, value in given.items() if not _fits(columns[name], value)]
    for name in strange:
        known = ", ".join(columns[name].categories[:12])
        if columns[name].kind == "category":
            return Told([texts("ask.row.no_category", column=name, value=given[name], known=known)])
    if any(isinstance(value, int | float) and abs(value) > LARGEST for value in given.values()):
        return Told([texts("ask.row.huge")])
    inputs = demo.encode({name: _written(columns[name], value) for name, value in given.items()})
    known_sample = next((one for one in (*demo.train, *demo.held_out) if one.inputs == inputs), None)
    sample = known_sample or Sample("between", inputs, "", math.nan)
    question = ", ".join(f"{name}={_shown(value, network)}" for name, value in given.items())
    lines = _outside(given, network)
    missing = [name for name in columns if name not in given]
    if missing:
        lines.append(texts("ask.row.missing", columns=", ".join(missing[:8])))
    answer = network.says([sample])[0]
    target = dict(network.config.options).get("target", "")
    text = _row_answer(answer, network, question, target)
    if known_sample is not None and not missing:
        text = f"{text} {texts(f'ask.row.{sample.kind}', truth=demo.should(sample.truth))}"
    lines.append(network.sentence(text))
    what = f"{target}: {question}"
    return Told([*lines, *network.before(what)], (), (network.remembered(what, answer.said),))


def _row_answer(answer: Answer, network: Network, question: str, target: str) -> str:
    demo, texts = network.demo, network.texts
    if not demo.classes:
        said = decimals(answer.prediction, demo.decimals)
        return texts("ask.row.number", question=question, target=target, answer=said)
    if not all(map(math.isfinite, answer.probabilities)):
        return texts("ask.broken", question=question)
    ranked = sorted(zip(answer.probabilities, demo.classes, strict=True), reverse=True)
    others = ", ".join(f"{name} ({percent(chance)})" for chance, name in ranked[1:NEAR])
    return texts(
        "ask.row.class",
        question=question,
        target=target,
        answer=ranked[0][1],
        sure=percent(ranked[0][0]),
        others=others,
    )


def _fits(column: Column, value: Any) -> bool:
    return column.kind == "number" or any(fold(str(value)) == fold(one) for one in column.categories)


def _written(column: Column, value: Any) -> Any:
    """A value as the table writes it, whatever its capitals and accents here."""
    return next((one for one in column.categories if fold(one) == fold(str(value))), value)


def _shown(value: Any, network: Network) -> str:
    return number(value, network.texts) if isinstance(value, int | float) else str(value)


def _outside(given: Mapping[str, Any], network: Network) -> list[str]:
    """The line on numbers beyond those of the rows that were practised; [] where there are none."""
    names = network.demo.input_names
    ranges = dict(zip(names, network.demo.ranges(), strict=True))
    found = [
        (name, value, ranges[name])
        for name, value in given.items()
        if name in ranges and not ranges[name][0] <= float(value) <= ranges[name][1]
    ]
    return [
        network.beyond(
            f"{name}={_shown(value, network)}",
            lowest=number(float(f"{lowest:.6g}"), network.texts),
            highest=number(float(f"{highest:.6g}"), network.texts),
        )
        for name, value, (lowest, highest) in found
    ]
