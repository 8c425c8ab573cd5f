"""Stand-ins that are handed in: a trainer without a process, and an assistant without pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from asistente.assistant.gallery import gallery
from asistente.assistant.reply import Reply, Suggestion
from asistente.assistant.run_view import RunView
from asistente.knowledge.library import Library
from asistente.training.begun import Begun
from asistente.training.config import RunConfig
from asistente.training.events import (
    Event,
    Noticed,
    RateChanged,
    RunFinished,
    RunPaused,
    RunStarted,
    Snapshot,
    WorkerLost,
)
from asistente.training.pace import Pace, StepOf
from asistente.training.parameters import PARAMETERS
from asistente.training.run import Run
from asistente.training.signs import Sign


class FakeTrainer:
    """Trains in the test's own thread, as many steps as the test asks for."""

    def __init__(self, on_event: Callable[[Event], None]) -> None:
        self.on_event = on_event
        self.calls: list[str] = []
        self.number = 0
        self.run: Run | None = None
        self.closed = False

    def prepare(self) -> None:
        """Comes some time after the first screen; tests ask what follows from what a person does."""

    def start(self, config: RunConfig, pace: Pace, begun: Begun | None = None) -> int:
        self.number += 1
        self.run = Run(config, begun)
        self.calls.append(f"start {config.link()}")
        self.on_event(RunStarted(self.number, config))
        self.send()
        return self.number

    def advance(self, steps: int) -> None:
        """Train and send a snapshot; the end of the run too, where it is reached."""
        assert self.run is not None
        self.run.step(steps)
        if self.run.finished is not None:
            self.on_event(RunFinished(self.number, self.run.finished, self.snapshot()))
        else:
            self.send()

    def snapshot(self) -> Snapshot:
        assert self.run is not None
        return self.run.snapshot(self.number)

    def send(self) -> None:
        self.on_event(self.snapshot())

    def die(self) -> None:
        """As if the process had been killed."""
        self.on_event(WorkerLost(self.number, -9))

    def pause(self) -> None:
        self.calls.append("pause")
        self.on_event(RunPaused(self.number, True))

    def resume(self) -> None:
        self.calls.append("resume")
        self.on_event(RunPaused(self.number, False))

    def step(self, n: int = 1, of: StepOf = "batch") -> None:
        self.calls.append(f"step {n}" if of == "batch" else f"step {n} {of}")
        self.advance(n)
        self.on_event(RunPaused(self.number, True))

    def set_learning_rate(self, value: object) -> None:
        assert self.run is not None
        rate = PARAMETERS["learning_rate"].read(value)
        assert isinstance(rate, float)
        self.calls.append(f"rate {rate:g}")
        self.run.learning_rate = rate
        self.on_event(RateChanged(self.number, self.run.steps, rate))

    def notice(self, sign: Sign) -> None:
        """As if this had shown in the numbers."""
        self.on_event(Noticed(self.number, sign))

    def set_pace(self, pace: Pace) -> None:
        self.calls.append(f"pace {pace.steps_per_second}")

    def stop(self) -> None:
        self.calls.append("stop")
        self.on_event(RunFinished(self.number, "stopped", self.snapshot()))

    def close(self) -> None:
        self.closed = True


class FakeSearcher:
    """Lacks what the test says."""

    def __init__(self) -> None:
        self.lack: str | None = None

    def notice(self, language: str) -> str | None:
        return self.lack


class FakeAssistant:
    """Knows five words and two pages; everything else it refuses."""

    own = True

    def __init__(self, folder: Path) -> None:
        self.library = Library.load(folder)
        self.asked: list[tuple[str, RunView | None]] = []
        self.warm = False
        self.searcher = FakeSearcher()

    def warm_up(self) -> None:
        self.warm = True

    def reply(self, text: str, conversation: object = None, run: RunView | None = None) -> Reply:
        self.asked.append((text, run))
        if " && " in text:
            first, *others = (self.reply(part, conversation, run) for part in text.split(" && "))
            return replace(first, also=tuple(others))
        word, _, rest = text.lstrip("/").partition(" ")
        arguments: dict[str, Any]
        if text == "break":
            raise RuntimeError("as a bug would")
        if word == "step" and rest:
            arguments = {"n": int(rest)} if rest.isdigit() else {"of": rest}
            return Reply(text, "en", "command", "step", "So many.", arguments=arguments)
        if word == "rate":
            given = {"learning_rate": float(rest)}
            return Reply(text, "en", "command", "rate", "From now on.", arguments=given)
        if word == "quiet":
            silent = {"value": rest} if rest else {}
            return Reply(text, "en", "command", "quiet", "As you like.", arguments=silent)
        if word == "failures":
            shown = gallery("en")
            return Reply(text, "en", "command", "failures", shown.text, suggestions=shown.suggestions)
        if word == "guess":
            arguments = {"guess": rest, "demo": "addition", "steps": 30}
            return Reply(text, "en", "command", "guess", "Let us see.", arguments=arguments)
        if word in ("save_model", "load_model", "export"):
            arguments = {"name": rest} if rest else {}
            return Reply(text, "en", "command", word, "As you say.", arguments=arguments)
        if word in ("pause", "resume", "step", "stop", "reset", "topics", "clear", "quit", "help"):
            return Reply(text, "en", "command", word, f"done: {word}")
        if word == "predict":
            return Reply(text, "en", "command", "predict", "The network says 7 + 5 = 12.")
        if word in ("faster", "slower", "max"):
            return Reply(text, "en", "command", "speed", f"done: {word}", arguments={"value": word})
        if word == "train":
            arguments = {"demo": "addition"}
            if rest:
                name, _, value = rest.partition("=")
                arguments[name] = value
            return Reply(text, "en", "command", "train", "Here it goes.", arguments=arguments)
        if word == "compare":
            name, _, value = rest.partition("=")
            return Reply(
                text, "en", "command", "compare", "Side by side.", arguments={name: value} if rest else {}
            )
        if word == "language":
            return Reply(text, "en", "command", "language", "Ahora en español.", arguments={"lang": rest})
        if "training" in text:
            return Reply(
                text,
                "en",
                "answer",
                "ask",
                "To **train** is to adjust. See [sums](adding.md#how).",
                topic="training",
                heading="The loop",
                source="en/training.md#how",
                suggestions=(
                    Suggestion("How does it add?", "how does it add"),
                    Suggestion("▶ Watch it", "demo:addition?seed=3"),
                    Suggestion("→ Adding", "topic:adding#how"),
                ),
            )
        nearest = (Suggestion("Training", "topic:training"),)
        return Reply(text, "en", "refusal", "refuse", "That is not in my pages.", suggestions=nearest)


PAGES = {
    "training.md": """---
title: Training
part: First steps
order: 1
---
To train is to adjust.

## The loop {#how}
Try, measure, adjust. Then read about [adding](adding.md).

## Try it {#try}
[Watch it learn](demo:addition?seed=2)
""",
    "adding.md": """---
title: Adding
part: First steps
order: 2
---
Two numbers in, one out.

## How it adds {#how}
By weights.
""",
}


def write_pages(folder: Path) -> Path:
    """Two pages in English and in Spanish."""
    for language in ("en", "es"):
        (folder / language).mkdir(parents=True)
        for name, text in PAGES.items():
            (folder / language / name).write_text(text, encoding="utf-8")
    return folder
