"""Asks the network of the run: its answer, the truth, the error, and what sort of question it was."""

from __future__ import annotations

import math

from asistente.assistant.conversation import Conversation
from asistente.assistant.reply import Suggestion
from asistente.assistant.run_view import RunView
from asistente.assistant.sums import Sum, plain
from asistente.language.detect import Language
from asistente.language.texts import Texts
from asistente.training.demo import Demo
from asistente.training.model import predict

SIGNS = {"+": "+", "*": "×", "-": "−", "/": "÷"}
LARGEST = 1e9
"""Larger numbers than this are not asked: float32 has no digits left for them."""
NO_BREAK = "\N{NO-BREAK SPACE}"
OUT_OF_RANGE = "learning-addition.md#out-of-range"


def said(
    asked: Sum, run: RunView | None, conversation: Conversation, language: Language, explained: bool
) -> tuple[str, tuple[Suggestion, ...]]:
    """The reply's text and what may be asked next. `explained`: whether the page on ranges exists."""
    texts = Texts(language)
    written = in_words(asked, texts)
    if run is None and asked.op != "+":
        train = Suggestion(texts("chat.predict.train"), "demo:addition")
        return texts("chat.predict.only_adds", sum=written, other=unbroken("7 + 5")), (train,)
    if run is None:
        train = Suggestion(texts("chat.predict.train"), "demo:addition")
        return texts("chat.predict.none", sum=written), (train,)
    if run.config.demo != "addition":
        learnt = texts(f"chat.train.demos.{run.config.demo}")
        return texts("chat.predict.wrong_demo", demo=learnt), ()
    sample = run.config.task
    for number in (asked.a, asked.b):
        if not math.isfinite(number) or abs(number) > LARGEST:
            text = texts("chat.predict.huge", number=f"{number:.3g}", sum=unbroken("7 + 5"))
            return text, (Suggestion(texts("chat.predict.again", sum=unbroken("7 + 5")), "7 + 5"),)
    lines = []
    if asked.op != "+":
        lines.append(texts("chat.predict.wrong_op", sum=written))
        asked = Sum(asked.a, asked.b, "+", bare=True, more=False)
    if asked.more:
        lines.append(texts("chat.predict.more"))
    lines += _answer(asked, run, sample, texts, explained)
    earlier = _before(asked, conversation, run, texts)
    return "\n\n".join([*lines, *earlier]), _next(asked, run, texts)


def in_words(asked: Sum, texts: Texts) -> str:
    """`7 + 5`, with numbers as the language writes them."""
    return unbroken(f"{_number(asked.a, texts)} {SIGNS[asked.op]} {_number(asked.b, texts)}")


def unbroken(text: str) -> str:
    """A sum that no line breaks: its blanks are no-break spaces."""
    return text.replace(" ", NO_BREAK)


def _number(value: float, texts: Texts) -> str:
    return texts.number(plain(value)).replace("-", "−")


def network_answer(run: RunView, a: float, b: float) -> float:
    """What the network of a run says to a and b, in the task's unit."""
    return float(predict(run.config, run.snapshot.weights, [(a, b)])[0])


def decimals(value: float) -> str:
    """Three decimals; two where the number is large; as a power where it is huge."""
    if not math.isfinite(value):
        return "∞" if value > 0 else "−∞" if value < 0 else "NaN"
    if abs(value) >= 1e6:
        return f"{value:.2e}"
    return (f"{value:.3f}" if abs(value) < 100 else f"{value:.2f}").replace("-", "−")


def _answer(asked: Sum, run: RunView, demo: Demo, texts: Texts, explained: bool) -> list[str]:
    written = in_words(asked, texts)
    value = network_answer(run, asked.a, asked.b)
    truth = asked.a + asked.b
    lines = []
    kind = kind_of(asked.a, asked.b, demo)
    lowest, highest = bounds(demo)
    if kind == "outside":
        key = "chat.predict.outside" if explained else "chat.predict.outside_plain"
        range_of = {"lowest": texts.number(plain(lowest)), "highest": texts.number(plain(highest))}
        lines.append(texts(key, sum=written, link=OUT_OF_RANGE, **range_of))
    error = abs(value - truth)
    exact = math.isfinite(error) and f"{error:.3f}" == "0.000"
    answer = texts(
        "chat.predict.exact" if exact else "chat.predict.answer",
        sum=written,
        answer=decimals(value),
        truth=_number(truth, texts),
        error=decimals(error),
    )
    remarks = [answer]
    if kind != "outside":
        remarks.append(texts(f"chat.predict.{kind}"))
    if run.snapshot.step == 0:
        remarks.append(texts("chat.predict.untrained"))
    else:
        remarks.append(texts(f"chat.predict.{run.state}", step=texts.number(run.snapshot.step)))
    lines.append(" ".join(remarks))
    return lines


def bounds(demo: Demo) -> tuple[float, float]:
    """The least and the greatest number that the network is trained on."""
    numbers = [number for sample in demo.train for number in sample.inputs]
    return min(numbers), max(numbers)


def kind_of(a: float, b: float, demo: Demo) -> str:
    """`seen`, `unseen`, `outside`, or `between` for what lies inside the range but is no whole number."""
    lowest, highest = bounds(demo)
    if not (lowest <= a <= highest and lowest <= b <= highest):
        return "outside"
    try:
        return demo.sample(float(a), float(b)).kind
    except KeyError:
        return "between"


def _before(asked: Sum, conversation: Conversation, run: RunView, texts: Texts) -> list[str]:
    """What the same network answered when it was asked the same before."""
    for turn in reversed(conversation.asked):
        if turn.run == run.snapshot.run and turn.numbers == (asked.a, asked.b):
            if turn.step == run.snapshot.step:
                return []
            return [texts("chat.predict.before", step=texts.number(turn.step), answer=decimals(turn.answer))]
    return []


def _next(asked: Sum, run: RunView, texts: Texts) -> tuple[Suggestion, ...]:
    """A sum of each kind that was not the one asked."""
    demo = run.config.task
    kind = kind_of(asked.a, asked.b, demo)
    other: dict[str, Suggestion] = {}
    for sample in demo.shown:
        if sample.kind != kind and sample.kind not in other and sample.inputs != (asked.a, asked.b):
            other[sample.kind] = Suggestion(
                texts("chat.predict.again", sum=unbroken(sample.label)), sample.label
            )
    return tuple(other.values())
