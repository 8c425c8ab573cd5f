"""What a network says to a picture: it is drawn, with the three likeliest classes, the truth, and whether it
was practised."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from asistente.assistant.asking.drawings import dots, flaw
from asistente.assistant.asking.figures import percent
from asistente.assistant.asking.network import Network, Told
from asistente.assistant.reply import Suggestion
from asistente.training.demo import Sample
from asistente.training.model import Answer

SHADES = " ░▒▓█"
"""From paper to ink; the screen has others for terminals without them."""
LIKELIEST = 3
LISTED = 6
"""Pictures that are named where all that it gets wrong are asked for."""
EXAMPLE = """\
...##...
..####..
.##..##.
.....##.
....##..
...##...
..######
..######"""
"""A picture as it is typed, to be copied and changed."""
ANY = "picture"
"""What is counted, to show another one each time."""


def told(arguments: Mapping[str, Any], network: Network) -> Told:
    """The answer to one picture, or those of the held-out ones that the network gets wrong."""
    if "drawn" in arguments:
        return _of_ones_own(list(arguments["drawn"]), network)
    digit = arguments.get("digit")
    if digit is not None and str(digit) not in network.demo.classes:
        return Told([network.texts("ask.picture.no_class", name=digit)], kind="refusal")
    if arguments.get("show") == "wrong":
        return _wrong(digit, network)
    if "image" in arguments:
        return _numbered(int(arguments["image"]), network)
    kept = _held_out(digit, network)
    what = ANY if digit is None else f"{ANY} {digit}"
    another = digit is None or arguments.get("show") == "another"
    sample = kept[network.times(what) % len(kept) if another else 0]
    found = _shown(sample, network)
    return Told(
        found.lines, found.suggestions, (*found.asked, network.remembered(what, sample.label)), found.kind
    )


def _held_out(digit: int | None, network: Network) -> list[Sample]:
    """The held-out pictures, of one class or of all, in an order that the run's seed gives."""
    kept = [
        one for one in network.demo.held_out if digit is None or network.demo.should(one.truth) == str(digit)
    ]
    Random(network.config.seed).shuffle(kept)
    return kept


def _numbered(image: int, network: Network) -> Told:
    samples = (*network.demo.train, *network.demo.held_out)
    sample = next((one for one in samples if one.label == f"№ {image}"), None)
    if sample is None:
        last = network.texts.number(len(samples))
        return Told([network.texts("ask.picture.none", image=image, last=last)], kind="refusal")
    return _shown(sample, network)


def _of_ones_own(rows: list[str], network: Network) -> Told:
    """The answer to a picture that somebody drew: what is right, only they know."""
    texts, asking = network.texts, network.demo.asking
    assert asking is not None
    if not rows:
        return Told(
            [
                texts("ask.drawing.how"),
                f"```text\n{texts('ask.drawing.word')}\n{EXAMPLE}\n```",
                texts("ask.drawing.signs"),
            ]
        )
    wrong = flaw(rows)
    if wrong is not None:
        key, values = wrong
        return Told([texts(f"ask.drawing.flaw.{key}", **values)], kind="refusal")
    sample = Sample("between", dots(rows, asking.ink), texts("ask.drawing.name"), math.nan)
    answer = network.says([sample])[0]
    lines = [
        texts("ask.drawing.title"),
        drawn(sample.inputs, network),
        network.sentence(likeliest(answer, network), texts("ask.drawing.truth")),
    ]
    what = f"{ANY} {' '.join(rows)}"
    return Told([*lines, *network.before(what)], (_wish(network),), (network.remembered(what, answer.said),))


def _wish(network: Network) -> Suggestion:
    return Suggestion(network.texts("ask.drawing.chip"), network.texts("ask.drawing.words"))


def _shown(sample: Sample, network: Network) -> Told:
    answer = network.says([sample])[0]
    texts = network.texts
    remarks = [likeliest(answer, network)]
    if not math.isnan(answer.prediction):
        right = answer.correct
        remarks.append(texts(f"ask.picture.{'right' if right else 'wrong'}", truth=answer.should))
    else:
        remarks.append(texts("ask.picture.truth", truth=answer.should))
    if network.run is not None:
        remarks.append(texts(f"ask.picture.{sample.kind}"))
    lines = [
        texts("ask.picture.title", image=sample.label),
        drawn(sample.inputs, network),
        network.sentence(*remarks),
        *network.before(sample.label),
    ]
    said = answer.said
    chips = (
        Suggestion(texts("ask.picture.another"), texts("ask.picture.another_words")),
        Suggestion(texts("ask.picture.wrong_chip"), texts("ask.picture.wrong_words")),
        *((_wish(network),) if network.run is not None else ()),
    )
    return Told(lines, chips, (network.remembered(sample.label, said),))


def likeliest(answer: Answer, network: Network) -> str:
    """The three likeliest classes and how likely the network finds them."""
    chances = answer.probabilities
    if not all(map(math.isfinite, chances)):
        return network.texts("ask.broken", question=answer.sample.label)
    ranked = sorted(zip(chances, network.demo.classes, strict=True), key=lambda one: -one[0])[:LIKELIEST]
    others = ", ".join(f"{name} ({percent(chance)})" for chance, name in ranked[1:])
    best = ranked[0]
    return network.texts("ask.picture.says", answer=best[1], sure=percent(best[0]), others=others)


def drawn(dots: Sequence[float], network: Network) -> str:
    """A picture as a block of text, two characters a dot."""
    asking = network.demo.asking
    assert asking is not None
    return block([dots[at : at + asking.side] for at in range(0, len(dots), asking.side)], asking.ink)


def block(rows: Sequence[Sequence[float]], ink: float) -> str:
    """Rows of dots from 0 to `ink` as a fenced block, which Markdown leaves as it is."""
    shade = len(SHADES) - 1
    lines = ("".join(SHADES[min(shade, math.ceil(shade * dot / ink))] * 2 for dot in row) for row in rows)
    return "\n".join(["```", *lines, "```"])


def _wrong(digit: int | None, network: Network) -> Told:
    kept = _held_out(digit, network)
    texts = network.texts
    wrong = [one for one in network.says(kept) if not one.correct]
    # The surest mistakes say most: those come first.
    wrong.sort(key=lambda one: -max(one.probabilities) if math.isfinite(max(one.probabilities)) else 0.0)
    values = {"count": texts.number(len(wrong)), "all": texts.number(len(kept)), "digit": digit}
    of = "" if digit is None else "_of"
    if not wrong:
        return Told([network.sentence(texts(f"ask.picture.none_wrong{of}", **values))])
    lines = [network.sentence(texts(f"ask.picture.list{of}", **values))]
    listed = wrong[:LISTED]
    lines.append(
        "\n".join(
            "- " + texts("ask.picture.mistake", image=one.sample.label, said=one.said, truth=one.should)
            for one in listed
        )
    )
    if len(wrong) > len(listed):
        lines.append(texts("ask.picture.more", count=texts.number(len(wrong) - len(listed))))
    lines += [
        texts("ask.picture.surest", image=listed[0].sample.label),
        drawn(listed[0].sample.inputs, network),
    ]
    chips = tuple(
        Suggestion(
            one.sample.label, texts("ask.picture.image_words", image=one.sample.label.partition(" ")[2])
        )
        for one in listed[:LIKELIEST]
    )
    return Told(lines, chips)
