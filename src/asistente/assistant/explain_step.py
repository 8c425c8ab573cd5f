"""Tells the last step of a run, with its real numbers, at three depths.

In a sentence; in words, with the numbers that moved most; or with every factor of the chain rule for one
weight. The gradients are checked on the spot against finite differences, and the agreement is said.
"""

from __future__ import annotations

import math
import re

import numpy as np

from asistente.assistant.reply import Suggestion
from asistente.assistant.run_view import RunView
from asistente.assistant.said import Said
from asistente.assistant.step_words import ARROW, Depth
from asistente.language.detect import Language
from asistente.language.normalise import fold
from asistente.language.texts import Texts
from asistente.training.model import weight_names
from asistente.training.step_taken import Chain, StepTaken

FEW = 4
"""Numbers that are told one by one; of the others how many there are."""
MANY = 40
"""Numbers that a table of all of them has at most."""
PATHS = 3
"""Ways from a unit to the loss that are written out."""
AGREES = 1e-4
"""Share by which slopes may differ and still count as agreeing."""
NAME_WIDTH = 34


def explained(run: RunView, language: Language, depth: Depth = "words", wanted: str | None = None) -> Said:
    """The last step of a run. `wanted`: the name of a weight, `all` for every one, None for no choice."""
    texts = Texts(language)
    if not run.snapshot.examples:
        return Said(texts("chat.explain.none"))
    step = StepTaken(run.config, run.snapshot, run.step_rate)
    names = weight_names(run.config)
    everything = wanted == "all"
    index = None if wanted is None or everything else found_weight(wanted, names)
    if wanted is not None and not everything and index is None:
        first = ", ".join(f"`{name}`" for name in names[:3])
        most = names[int(step.order[0])]
        return Said(texts("chat.explain.no_weight", name=wanted[:40], first=first, most=most), kind="refusal")
    telling = _Telling(step, names, texts)
    parts = [telling.sentence()]
    if depth == "figures" or index is not None:
        parts += telling.figures(int(step.order[0]) if index is None else index)
    elif depth == "words" or everything:
        parts += telling.words(everything)
    return Said("\n\n".join(parts), _next(depth, wanted, texts))


def found_weight(wanted: str, names: tuple[str, ...]) -> int | None:
    """The number of the weight of this name, however its arrow is typed: `a->h1`, `h1 bias`, `sesgo h1`."""
    plain = [fold(name) for name in names]
    said = fold(ARROW.sub("→", wanted.strip()))
    turned = re.sub(r"^(?:bias|sesgo)(?: (?:of|de))? (\S+)$", r"\1 bias", said)
    for written in (said, turned, re.sub(r" sesgo$", " bias", said)):
        if written in plain:
            return plain.index(written)
        ends = [at for at, name in enumerate(plain) if name.endswith(f" {written}")]  # "dot 3.4→h5"
        if len(ends) == 1:
            return ends[0]
    return None


def _next(depth: Depth, wanted: str | None, texts: Texts) -> tuple[Suggestion, ...]:
    """The other depths, and the page."""
    found = []
    if depth != "words" or wanted:
        found.append(Suggestion(texts("chat.explain.more_words"), "/explain words"))
    if depth != "figures":
        found.append(Suggestion(texts("chat.explain.more_figures"), "/explain figures"))
    if wanted != "all":
        found.append(Suggestion(texts("chat.explain.more_all"), "/explain all"))
    return (*found[:2], Suggestion(texts("chat.explain.again"), texts("chat.explain.again")))


class _Telling:
    """The paragraphs on one step."""

    def __init__(self, step: StepTaken, names: tuple[str, ...], texts: Texts) -> None:
        self._step, self._names, self._texts = step, names, texts
        self._count = len(step.samples)
        self._rate = f"{step.learning_rate:g}"

    def sentence(self) -> str:
        """What the step did, in one sentence; in a second, that it did harm where it did."""
        step, texts = self._step, self._texts
        before, after = figure(step.loss_before), figure(step.loss_after)
        risen = step.loss_after > step.loss_before and before != after
        text = texts(
            "chat.explain.sentence" if self._count > 1 else "chat.explain.sentence_one",
            step=texts.number(step.step),
            count=texts.number(self._count),
            weights=texts.number(len(step.before)),
            mean=figure(float(np.abs(step.change).mean())),
            went=texts(f"chat.explain.{'rose' if risen else 'fell' if before != after else 'stayed'}"),
            before=before,
            after=after,
            example=step.samples[0].label,
        )
        if not risen or step.config.optimizer != "sgd":
            return text
        return f"{text} {texts('chat.explain.oversteps', rate=self._rate)}"

    def words(self, everything: bool) -> list[str]:
        """Forward, error, back and update, with the numbers that moved most or with all."""
        step, texts = self._step, self._texts
        worst = step.answers[self._worst]
        key = "chat.explain.forward_worst" if self._count > 1 else "chat.explain.forward"
        count, weights = texts.number(self._count), texts.number(len(step.before))
        all_of = "all_" if everything else ""
        told = step.order[: MANY if everything else FEW]
        if everything:
            told = np.sort(told)
        parts = [
            texts(key, example=worst.sample.label, said=worst.said, should=worst.should, count=count),
            texts(
                f"chat.explain.{'error' if self._count > 1 else 'error_one'}",
                before=figure(step.loss_before),
                count=count,
            ),
            texts("chat.explain.back", weights=weights),
            texts(f"chat.explain.update_{all_of}{step.config.optimizer}", rate=self._rate),
            self._table(told.tolist()),
        ]
        left = len(step.before) - len(told)
        if left:
            way = np.abs(step.change)
            share = 100 * (1 - way[told].sum() / max(way.sum(), 1e-300))
            parts.append(texts("chat.explain.others", count=texts.number(left), share=f"{share:.0f}"))
        return [*parts, self._checked()]

    def figures(self, index: int) -> list[str]:
        """The chain rule for one weight and the example that moved it most, with every figure."""
        step, texts = self._step, self._texts
        example = int(np.argmax(np.abs(step.gradients[index])))
        chain = step.chain(index, example)
        answer, name = chain.answer, self._names[index]
        title = texts(
            "chat.explain.chain_title",
            name=name,
            example=answer.sample.label,
            said=answer.said,
            should=answer.should,
        )
        lines = [*self._factors(index, example, chain), "", *self._sums(index)]
        return [
            title,
            "```text\n" + "\n".join(lines) + "\n```",
            texts("chat.explain.chain_of"),
            self._checked(),
        ]

    def _product(self) -> str:
        """What the factors are, and in which unit."""
        demo, texts = self._step.config.task, self._texts
        text = texts("chat.explain.chain_of")
        if demo.classes or demo.output_scale == 1:
            return text
        return f"{text} {texts('chat.explain.scaled', scale=f'{demo.output_scale:g}')}"

    def _factors(self, index: int, example: int, chain: Chain) -> list[str]:
        """From the loss back to the weight, a factor a line."""
        step, texts, name = self._step, self._texts, self._names[index]
        place = step.place(index)
        source, _, unit = name.rpartition("→") if "→" in name else ("", "", name.removesuffix(" bias"))
        if chain.paths:
            longest = sorted(chain.paths, key=lambda path: -abs(path.weight * path.blame))
            # Where there is one output and it comes next, its own derivative is worked out first.
            last = place.layer + 2 == len(step.config.hidden) + 1
            lines = [self._output(0, example)] if last and len(chain.paths) == 1 else []
            for path in longest[:PATHS]:
                written = texts(
                    "chat.explain.line_path",
                    unit=path.name,
                    weight=figure(path.weight),
                    blame=figure(path.blame),
                )
                lines.append(_line(written, path.weight * path.blame))
            rest = longest[PATHS:]
            if rest:
                together = sum(path.weight * path.blame for path in rest)
                lines.append(_line(texts("chat.explain.line_paths", count=len(rest)), together))
            if len(longest) > 1:
                lines.append(_line(texts("chat.explain.line_blame", unit=unit), chain.blame))
            at = texts(
                "chat.explain.line_slope", activation=step.config.activation, total=figure(chain.total)
            )
            lines.append(_line(at, chain.slope))
        else:
            lines = [self._output(place.unit, example)]
        came = (
            texts("chat.explain.line_given", source=source)
            if source
            else texts("chat.explain.line_given_bias")
        )
        lines.append(_line(came, chain.given))
        return [*lines, _line(texts("chat.explain.line_gradient"), chain.gradient)]

    def _output(self, unit: int, example: int) -> str:
        """The derivative of the loss by an output: 2 × (1.813 − 1.900)."""
        error = self._step.output_error(unit, example)
        factor = "" if math.isclose(error.factor, 1) else f"{error.factor:.4g} × "
        worked = f"{factor}({figure(error.given)} − {figure(error.wanted)})"
        return _line(self._texts("chat.explain.line_output", unit=error.name, worked=worked), error.blame)

    def _sums(self, index: int) -> list[str]:
        """From the examples' slopes to the change."""
        step, texts, name = self._step, self._texts, self._names[index]
        mean = float(step.gradients[index].mean())
        lines = []
        if self._count > 1:
            lines.append(_line(texts("chat.explain.line_mean", count=self._count), mean))
        lines.append(_line(texts("chat.explain.line_tried"), step.difference(index)))
        if step.config.l2 and step.decay[index]:
            weight = figure(float(step.before[index]))
            decay = texts("chat.explain.line_decay", l2=f"{step.config.l2:g}", weight=weight)
            lines.append(_line(decay, float(step.decay[index])))
        if step.config.optimizer == "adam":
            change = texts("chat.explain.line_adam")
        else:
            if step.kept_velocity is not None:
                lines.append(_line(texts("chat.explain.line_velocity"), float(step.kept_velocity[index])))
            lines.append(_line(texts("chat.explain.line_rate"), -step.learning_rate))
            change = texts("chat.explain.line_change")
        return [
            *lines,
            _line(change, float(step.change[index])),
            _line(texts("chat.explain.line_before", name=name), float(step.before[index])),
            _line(texts("chat.explain.line_after", name=name), float(step.after[index])),
        ]

    @property
    def _worst(self) -> int:
        """The example of the step with the largest error."""
        errors = np.nan_to_num(np.abs([one.error for one in self._step.answers]), nan=math.inf)
        return int(np.argmax(errors))

    def _table(self, told: list[int]) -> str:
        step = self._step
        rows = [self._texts("chat.explain.table"), "|---|--:|--:|--:|--:|"]
        for index in told:
            numbers = (step.before[index], step.gradient[index], step.change[index], step.after[index])
            cells = " | ".join(figure(float(value)) for value in numbers)
            rows.append(f"| `{self._names[index]}` | {cells} |")
        return "\n".join(rows)

    def _checked(self) -> str:
        """How well the slopes agree with what one finds by trying."""
        step, texts = self._step, self._texts
        agreement = step.agreement
        if not agreement.worst < AGREES:
            worst = f"{100 * agreement.worst:.2g}"
            return texts("chat.explain.disagrees", tried=texts.number(agreement.tried), worst=worst)
        digits = min(12, math.floor(-math.log10(max(agreement.worst, 1e-12))))
        return texts(
            "chat.explain.checked" if agreement.tried == len(step.before) else "chat.explain.checked_some",
            tried=texts.number(agreement.tried),
            weights=texts.number(len(step.before)),
            agreement=texts("chat.explain.digits", count=digits),
        )


def _line(name: str, value: float) -> str:
    """A line of a sum: the name, and the figure at the right."""
    return f"{name:<{NAME_WIDTH}} {figure(value):>12}"


def figure(value: float) -> str:
    """A number in four or five figures, small ones as a power of ten: `0.8731`, `−0.00213`, `4.1e−07`."""
    if not math.isfinite(value):
        return "∞" if value > 0 else "−∞" if value < 0 else "NaN"
    size = abs(value)
    text = f"{value:.3e}" if value and not 1e-5 <= size < 1e6 else f"{value:.{_places(size)}f}"
    return text.replace("-", "−")


def _places(size: float) -> int:
    """Decimals that leave four figures."""
    return 4 if not size else min(8, max(0, 3 - math.floor(math.log10(size))))
