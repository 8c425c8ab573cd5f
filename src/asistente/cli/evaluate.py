"""`asistente eval`: measures answers, refusals, commands and conversations on labelled lines."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from asistente.cli.lines import Line, read_lines
from asistente.language.errors import UserError
from asistente.language.normalise import one_line
from asistente.language.texts import Texts

if TYPE_CHECKING:
    from asistente.assistant.assistant import Assistant
    from asistente.assistant.reply import Reply
    from asistente.assistant.run_view import RunView

MEASURES = {
    "questions": ("top1", "top3", "false_refusals"),
    "off_topic": ("refused",),
    "commands": ("intent", "arguments"),
    "smalltalk": ("recognised",),
    "follow_ups": ("right",),
    "sections": ("section",),
    "comparisons": ("both",),
    "about_run": ("right",),
}
"""What is measured of each sort of line, as shares of its lines."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A labelled turn and how it was answered."""

    sort: str
    """A key of `MEASURES`."""
    language: str
    style: str
    scores: Mapping[str, bool]
    question: str
    expected: str
    got: str
    took_ms: float

    @property
    def right(self) -> bool:
        """Whether the first measure of its sort was met, and every argument of a command."""
        return all(good for name, good in self.scores.items() if name not in ("top3", "false_refusals"))


def add_parser(subparsers: Any, parent: argparse.ArgumentParser) -> None:
    """Add the command: `eval FILE… [--json] [--figures] [--words]`."""
    parser: argparse.ArgumentParser = subparsers.add_parser(
        "eval",
        parents=[parent],
        help="measure answers on labelled questions",
        description='JSON Lines: {"q", "topics": […]}, {"q", "refuse": true}, {"q", "intent", "arguments"}, '
        '{"q", "kind": "smalltalk"}, {"turns": [those]}, or {"q", "topic", "anchors": […]}: the section, the '
        "topic given.",
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="labelled lines; -: standard input")
    parser.add_argument("--json", action="store_true", help="print one JSON object, with every failure")
    parser.add_argument(
        "--figures", action="store_true", help="print no failures: lines that stay unseen are not shown"
    )
    parser.add_argument("--words", action="store_true", help="measure without the meaning model")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Measure and print. Raises UserError: a file that cannot be read, no line, a line without a label."""
    from asistente.assistant.assistant import Assistant

    assistant = Assistant(args.content, args.language, encoder=None if args.words else "load")
    assistant.warm_up()
    lines = [line for name in args.files for line in read_lines(name)]
    if not lines:
        raise UserError("eval.empty", files=", ".join(args.files))
    outcomes = [outcome for line in lines for outcome in measure(line, assistant)]
    unknown = sorted(_labels(lines) - set(assistant.library.slugs()))
    if unknown:
        texts = Texts(args.language)
        sys.stderr.write(texts("eval.unknown", slugs=one_line(", ".join(unknown), 1000)) + "\n")
    if args.json:
        sys.stdout.write(json.dumps(as_json(outcomes), ensure_ascii=False, indent=2) + "\n")
    else:
        sys.stdout.write(as_text(outcomes, failures=not args.figures))
    return 0


def _labels(lines: Sequence[Line]) -> set[str]:
    """Every topic that a label names."""
    labelled = [label for line in lines for label in (line.value, *line.value.get("turns", ()))]
    topics = {str(topic) for label in labelled for topic in label.get("topics", ())}
    return topics | {str(label["topic"]) for label in labelled if "topic" in label}


def measure(line: Line, assistant: Assistant) -> Iterator[Outcome]:
    """The outcomes of a line: one, or one a turn."""
    from asistente.assistant.conversation import Conversation

    conversation = Conversation(language=line.value.get("lang"))
    run = _run_on_screen() if line.value.get("run") else None
    if "anchors" in line.value:
        yield from _section_outcomes(line, assistant)
        return
    if "turns" not in line.value:
        yield _judged(line, line.value, assistant.reply(line.question(line.value), conversation, run), "")
        return
    for number, turn in enumerate(line.turns()):
        reply = assistant.reply(line.question(turn), conversation, run)
        labelled = {"lang": line.value.get("lang"), **turn}
        if number:
            yield _judged(line, labelled, reply, "follow_ups")
        else:
            yield _judged(line, labelled, reply, "")


@cache
def _run_on_screen() -> RunView:
    """A run of addition on its way, for lines with `"run": true`: they are said beside one."""
    from asistente.assistant.run_view import RunView
    from asistente.training.config import RunConfig
    from asistente.training.run import Run

    run = Run(RunConfig.of("addition"))
    run.step(500)
    snapshot = run.snapshot(1)
    return RunView(run.config, snapshot, "running", history=snapshot.history)


def _section_outcomes(line: Line, assistant: Assistant) -> Iterator[Outcome]:
    """Whether the page of the topic that the label gives answers from a section that it names.

    `also` (`["slug#anchor"]`) names the sections that a comparison must all be answered from.
    """
    from asistente.assistant.sections import Asked
    from asistente.assistant.suggest import Told

    label, anchors = line.value, line.value["anchors"]
    if not isinstance(anchors, list) or not isinstance(label.get("topic"), str):
        raise line.wrong("topic / anchors")
    question, language = line.question(label), label.get("lang") or assistant.language
    page = assistant.library.page(label["topic"], language)
    if page is None:
        return
    started = time.perf_counter()
    read, _ = assistant.routing.speller.correct(question, language)
    asked = Asked(question, read, language, assistant.searcher.embed(read))
    made = assistant.composer.answer_to(asked, page, Told())
    took_ms = 1000 * (time.perf_counter() - started)
    sources = {f"{one.slug}#{one.anchor}" for one in made.sections}
    wanted = {f"{page.slug}#{anchor}" for anchor in anchors}
    got = " ".join(sorted(sources))

    def outcome(sort: str, measured: str, right: bool, expected: set[str]) -> Outcome:
        told = " | ".join(sorted(expected))
        return Outcome(sort, language, "", {measured: right}, question, told, got, took_ms)

    also = set(map(str, label.get("also", ())))
    yield outcome("sections", "section", bool(sources & (wanted | also)), wanted)
    if also:
        yield outcome("comparisons", "both", also <= sources, also)


def _judged(line: Line, label: Mapping[str, Any], reply: Reply, sort: str) -> Outcome:
    """Compare a reply with its label; `sort` names the group that the outcome is counted in."""
    scores: dict[str, bool]
    if "topics" in label:
        topics = label["topics"]
        if not isinstance(topics, list):
            raise line.wrong("topics")
        own, expected = "questions", " | ".join(map(str, topics))
        answered = reply.kind == "answer"
        near = [reply.topic, *reply.alternatives[:2]]
        scores = {
            "top1": answered and reply.topic in topics,
            "top3": answered and any(slug in topics for slug in near),
            "false_refusals": reply.kind == "refusal",
        }
    elif "about" in label:
        own, expected = "about_run", str(label["about"])
        scores = {"right": reply.arguments.get("about") == label["about"]}
    elif label.get("refuse"):
        own, expected = "off_topic", "refuse"
        scores = {"refused": reply.kind == "refusal"}
    elif "intent" in label:
        own, expected = "commands", f"{label['intent']} {_shown(label.get('arguments', {}))}"
        right = reply.intent == label["intent"]
        wanted = label.get("arguments")
        scores = {"intent": right, "arguments": right and (wanted is None or reply.arguments == wanted)}
    elif label.get("kind") == "smalltalk":
        own, expected = "smalltalk", "smalltalk"
        scores = {"recognised": reply.kind == "smalltalk"}
    else:
        raise line.wrong("topics / refuse / intent")
    if sort:
        scores = {
            "right": all(good for name, good in scores.items() if name not in ("top3", "false_refusals"))
        }
    got = reply.topic or f"{reply.intent} {_shown(reply.arguments)}".strip()
    style = str(label.get("style") or ("near" if label.get("near") else ""))
    language = str(label.get("lang") or reply.language)
    return Outcome(sort or own, language, style, scores, reply.question, expected, got, reply.took_ms)


def _shown(arguments: Any) -> str:
    return json.dumps(arguments, ensure_ascii=False) if arguments else ""


def shares(outcomes: Sequence[Outcome]) -> dict[str, dict[str, Any]]:
    """For each sort of line how many there are, and each measure's share."""
    found: dict[str, dict[str, Any]] = {}
    for sort, names in MEASURES.items():
        mine = [outcome for outcome in outcomes if outcome.sort == sort]
        if mine:
            found[sort] = {"count": len(mine)} | {
                name: round(sum(outcome.scores[name] for outcome in mine) / len(mine), 4) for name in names
            }
    return found


def as_json(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """All figures: together, by language, by style, the times, and every failure."""
    times = sorted(outcome.took_ms for outcome in outcomes)
    return {
        "all": shares(outcomes),
        "by_language": {key: shares(mine) for key, mine in _grouped(outcomes, "language").items()},
        "by_style": {key: shares(mine) for key, mine in _grouped(outcomes, "style").items() if key},
        "milliseconds": {"p50": _quantile(times, 0.5), "p95": _quantile(times, 0.95)},
        "failures": [
            {
                "q": one.question,
                "lang": one.language,
                "sort": one.sort,
                "expected": one.expected,
                "got": one.got,
            }
            for one in outcomes
            if not one.right
        ],
    }


def _grouped(outcomes: Sequence[Outcome], field: str) -> dict[str, list[Outcome]]:
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups[getattr(outcome, field)].append(outcome)
    return dict(sorted(groups.items()))


def _quantile(times: Sequence[float], share: float) -> float:
    return round(times[min(len(times) - 1, int(share * len(times)))], 1) if times else 0.0


def as_text(outcomes: Sequence[Outcome], failures: bool = True) -> str:
    """The figures as lines for people, and every failure."""
    lines: list[str] = []
    groups = {"all": list(outcomes)} | _grouped(outcomes, "language")
    for name, mine in groups.items():
        for sort, figures in shares(mine).items():
            measured = "  ".join(f"{key} {figures[key]:.3f}" for key in MEASURES[sort])
            lines.append(f"{name:<4} {sort:<10} {figures['count']:>5}  {measured}")
    times = as_json(outcomes)["milliseconds"]
    lines.append(f"milliseconds  p50 {times['p50']}  p95 {times['p95']}")
    lines += [
        f"  {one.language} {one.sort}: {one.question!r}: {one.expected} ← {one.got}"
        for one in outcomes
        if failures and not one.right
    ]
    return "\n".join(lines) + "\n"
