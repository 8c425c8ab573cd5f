"""Tells how the last reply was chosen, and knows the plain words that ask for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from asistente.assistant.commands import BY_NAME
from asistente.assistant.examples import Label
from asistente.assistant.how import How, Looked
from asistente.assistant.router import Nearest
from asistente.assistant.routing import table
from asistente.knowledge.library import Library
from asistente.knowledge.page import Section
from asistente.language.detect import Language
from asistente.language.normalise import literal, words
from asistente.language.texts import Texts
from asistente.training.config import written

SURE, FAIRLY = 0.9, 0.6
"""Probabilities from which a choice is called sure, and fairly sure."""
LEAST = 0.01
"""Probability below which what else could have been meant is not named."""
MOST = 3
"""Passages, examples and runners-up that are named."""


def asks_why(text: str, language: Language) -> bool:
    """Whether a turn asks how the last reply came about: "why did you answer that?", and nothing else."""
    found = words(text)
    padded = f" {' '.join(found)} "
    asks, chose, known = _cues(language)
    return (
        any(cue in padded for cue in asks)
        and any(cue in padded for cue in chose)
        and all(word in known for word in found)
    )


@cache
def _cues(language: Language) -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    listed = table(language, "why")
    known = {word for cues in listed.values() for cue in cues for word in cue.split()}
    asks, chose = (tuple(f" {cue} " for cue in listed[name]) for name in ("asks", "chose"))
    return asks, chose, frozenset(known)


def explained(how: How, nearest: Sequence[Nearest], library: Library, texts: Texts) -> str:
    """How a reply was chosen, as Markdown; `nearest`: the examples most like its question."""
    told = _Telling(how, library, texts)
    lines = [
        texts("chat.why.head", question=literal(how.reply.question)),
        "\n".join(f"- {line}" for line in told.facts()),
    ]
    if how.looked is not None:
        lines += [told.passages(how.looked), told.examples(nearest)]
    return "\n\n".join(line for line in lines if line)


def _written(value: object) -> str:
    return written(tuple(value) if isinstance(value, list) else value)


class _Telling:
    """Puts what is known of a reply into sentences."""

    def __init__(self, how: How, library: Library, texts: Texts) -> None:
        self.how, self.library, self.texts = how, library, texts

    def facts(self) -> Iterator[str]:
        """Language, corrections, what the turn was taken for, what else it could have been, the section."""
        texts, reply, looked = self.texts, self.how.reply, self.how.looked
        by = texts(f"chat.why.by.{self.how.language_by}")
        yield texts("chat.why.language", language=texts(f"chat.why.{self.how.language}"), by=by)
        if looked is None:
            yield texts("chat.why.exact", what=self._exactly())
        else:
            if looked.corrections:
                yield texts("chat.why.corrected", pairs=self._corrected(looked))
            if looked.subject is not None:
                yield texts("chat.why.subject", text=literal(looked.subject.text))
            if looked.by_form is not None:
                yield texts(f"chat.why.form.{looked.by_form}", what=self._label(looked.route.label))
            else:
                yield from self._choice(looked)
            if looked.route.torn and reply.source is None:
                yield texts("chat.why.torn")
        if reply.source is not None:
            yield texts("chat.why.source", source=reply.source)
        if reply.arguments:
            given = ", ".join(f"{name} = {_written(value)}" for name, value in reply.arguments.items())
            yield texts("chat.why.arguments", arguments=literal(given))

    def _exactly(self) -> str:
        """What a turn is that was read as it stands."""
        if self.how.reply.intent in BY_NAME:
            return self._label(Label("command", self.how.reply.intent))
        return self.texts("chat.why.unreadable")

    def _corrected(self, looked: Looked) -> str:
        pairs = (
            self.texts("chat.corrected.pair", written=literal(written), read=literal(read))
            for written, read in looked.corrections.items()
        )
        return ", ".join(pairs)

    def _choice(self, looked: Looked) -> Iterator[str]:
        route = looked.route
        chances = {one.label: one.probability for one in route.candidates}
        chance = chances.pop(route.label, route.confidence)
        what = self._label(route.label)
        sure = "sure" if chance >= SURE else "fairly" if chance >= FAIRLY else "unsure"
        yield self.texts(
            "chat.why.route", what=what, sure=self.texts(f"chat.why.{sure}"), share=self._share(chance)
        )
        others = {
            self._label(label): self._share(other)
            for label, other in reversed(chances.items())
            if other >= LEAST
        }
        others.pop(what, None)
        named = [f"{other} ({share})" for other, share in reversed(others.items())][:MOST]
        if named:
            yield self.texts("chat.why.others", others="; ".join(named))

    def _label(self, label: Label) -> str:
        """A label as people call it."""
        texts = self.texts
        if label.kind == "topic":
            return texts("chat.why.kind.topic", title=literal(self._title(label.name)))
        if label.kind == "command":
            name = BY_NAME[label.name.partition(".")[0]].slashes[texts.language == "es"]
            return texts("chat.why.kind.command", command=f"/{name}")
        if label.kind == "followup":
            return texts("chat.why.kind.followup", name=texts(f"chat.why.followup.{label.name}"))
        return texts(f"chat.why.kind.{label.kind}")

    def _briefly(self, label: Label) -> str:
        return literal(self._title(label.name)) if label.kind == "topic" else self._label(label)

    def _title(self, slug: str) -> str:
        page = self.library.page(slug, self.texts.language)
        return page.title if page else slug

    def _share(self, chance: float) -> str:
        percent = min(max(round(100 * chance), 1), 99)  # nothing is certain here
        return self.texts("chat.why.share", percent=percent)

    def passages(self, looked: Looked) -> str:
        """The best passages with their scores; empty where the turn was no question."""
        if looked.route.label.kind not in ("topic", "offtopic") or not looked.passages:
            return ""
        best = list(looked.passages[:MOST])
        best += [one for one in looked.passages[MOST:] if one.section.source == self.how.reply.source]
        lines = [
            f"{literal(self._place(one.section))}: " + self._scores(one.word_score, one.meaning_score or None)
            for one in best
        ]
        return self._list("passages", lines, best[0].meaning_score > 0)

    def _place(self, section: Section) -> str:
        page = self.library.page(section.slug, section.language)
        title = page.title if page else section.slug
        return title if section.heading == title else f"{title} › {section.heading}"

    def _scores(self, by_letters: float, by_meaning: float | None) -> str:
        figures = [by_letters] if by_meaning is None else [by_letters, by_meaning]
        return " · ".join(self.texts.number(value, 2) for value in figures)

    def examples(self, nearest: Sequence[Nearest]) -> str:
        """The examples most like the question, what they stand for, and how like it they are."""
        lines = [
            self.texts(
                "chat.why.example",
                text=literal(one.example.text),
                what=self._briefly(one.example.label),
                scores=self._scores(one.letters, one.meaning),
            )
            for one in nearest
        ]
        return self._list("examples", lines, nearest[0].meaning is not None) if lines else ""

    def _list(self, name: str, lines: Sequence[str], meant: bool) -> str:
        scores = self.texts(f"chat.why.scores.{name}" if meant else f"chat.why.scores.{name}_words")
        return "\n".join((self.texts(f"chat.why.{name}", scores=scores), "", *(f"- {one}" for one in lines)))
