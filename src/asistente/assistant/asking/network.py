"""The network that is asked: that of the run on the screen or, without one, one that has learnt nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from asistente.assistant.conversation import Asked, Conversation
from asistente.assistant.reply import Kind, Suggestion
from asistente.assistant.run_view import RunView
from asistente.knowledge.library import Library
from asistente.language.detect import Language
from asistente.language.texts import Texts
from asistente.training.config import RunConfig
from asistente.training.demo import Demo, Sample
from asistente.training.model import Answer, FloatArray, answers
from asistente.training.run import Run


@dataclass(frozen=True, eq=False, slots=True)
class Network:
    """Weights at a step, and what is known of the talk with them."""

    config: RunConfig
    weights: FloatArray
    """All parameters, flat (P,)."""
    run: RunView | None
    """None: nothing was trained."""
    conversation: Conversation
    texts: Texts
    library: Library

    @property
    def demo(self) -> Demo:
        """What it learns."""
        return self.config.task

    @property
    def step(self) -> int:
        """Updates of the weights so far."""
        return self.run.snapshot.step if self.run is not None else 0

    def says(self, samples: Sequence[Sample]) -> list[Answer]:
        """Its answers."""
        return answers(self.config, self.weights, samples)

    def say(self, key: str, **values: object) -> str:
        """A sentence of the catalogue in the demo's own words; where it has none, in those for all."""
        own = f"ask.{key}.{self.demo.name}"
        return self.texts(own if own in self.texts else f"ask.{key}.any", **values)

    def when(self) -> str:
        """The step at which it speaks, in brackets; empty where nothing was trained, which is said first."""
        if self.run is None:
            return ""
        state = "back" if self.run.back else self.run.state if self.step else "untrained"
        return self.texts(f"ask.{state}", step=self.texts.number(self.step))

    def sentence(self, *remarks: str) -> str:
        """A paragraph of these remarks, with the step at its end."""
        return " ".join(filter(None, [*remarks, self.when()]))

    def earlier(self, what: str) -> Asked | None:
        """What the same run said at an earlier step to the same; None where it was not asked."""
        if self.run is None:
            return None
        number = self.run.snapshot.run
        return next(
            (
                one
                for one in reversed(self.conversation.asked)
                if one.run == number and one.what == what and one.step != self.step
            ),
            None,
        )

    def before(self, what: str) -> list[str]:
        """The line on what it said earlier; [] where there is none."""
        one = self.earlier(what)
        if one is None:
            return []
        return [self.say("before", step=self.texts.number(one.step), answer=one.said)]

    def times(self, what: str) -> int:
        """How often this run was asked for something of a sort."""
        number = self.run.snapshot.run if self.run is not None else 0
        return sum(one.run == number and one.what == what for one in self.conversation.asked)

    def remembered(self, what: str, said: str) -> Asked:
        """What it said, to be set beside what it says later."""
        return Asked(what, self.run.snapshot.run if self.run is not None else 0, self.step, said)

    def beyond(self, question: str, **values: object) -> str:
        """That this was not practised, with the page that says what to expect."""
        page = self.demo.asking.page if self.demo.asking else ""
        text = self.say("outside", question=question, **values)
        if self.library.page(page.partition(".md")[0], self.texts.language) is None:
            return text
        return f"{text} {self.texts('ask.why_hard', link=page)}"


@dataclass(frozen=True, slots=True)
class Told:
    """What is said to a question."""

    lines: list[str]
    """Paragraphs, Markdown."""
    suggestions: tuple[Suggestion, ...] = ()
    asked: tuple[Asked, ...] = field(default=())
    """What is to be remembered."""
    kind: Kind = "command"


@lru_cache(maxsize=4)
def _first_weights(config: RunConfig) -> FloatArray:
    return Run(config).snapshot().weights


def untrained(
    demo: str, conversation: Conversation, texts: Texts, library: Library, language: Language
) -> Network:
    """A network of a demo as it is before its first step."""
    config = RunConfig.of(demo, **({"language": language} if demo == "names" else {}))
    return Network(config, _first_weights(config), None, conversation, texts, library)
