"""From a command that the assistant has understood to what the app does: one registry."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

from asistente.assistant.reply import Reply
from asistente.language.detect import Language
from asistente.training.config import RunConfig
from asistente.ui.chat.dialogue import Dialogue
from asistente.ui.run.controller import RunController
from asistente.ui.targets import Target


class Stage(Protocol):
    """What the handlers need of the screen."""

    @property
    def dialogue(self) -> Dialogue:
        """What is said."""

    @property
    def runs(self) -> RunController:
        """The run, and what steers it."""

    async def start_run(self, config: RunConfig) -> None:
        """Begin a run and bring it into sight."""

    async def open_topic(self, target: Target) -> None:
        """Open a page over the conversation."""

    def speak(self, language: Language) -> None:
        """Go on in another language."""

    def leave(self) -> None:
        """End the app."""


Handler = Callable[[Reply, Stage], Awaitable[None]]


async def carry_out(reply: Reply, screen: Stage) -> bool:
    """Do what the reply says; False where there is nothing to do: its words are all."""
    handler = HANDLERS.get(reply.intent) if reply.kind == "command" else None
    if handler is None:
        return False
    await handler(reply, screen)
    return True


async def _train(reply: Reply, screen: Stage) -> None:
    given = dict(reply.arguments)
    demo = given.pop("demo", None)
    before = screen.runs.record
    if demo is None and before is not None:
        # "again with Adam": the last run, varied
        config = RunConfig.of(before.config.demo, **{**before.config.given(), **given})
    else:
        config = RunConfig.of(str(demo or "addition"), **given)
    await screen.start_run(config)


def _control(name: str) -> Handler:
    async def handler(reply: Reply, screen: Stage) -> None:
        paused = screen.runs.record is not None and screen.runs.record.state == "paused"
        # "pause" said twice must not resume
        if (name == "pause" and paused) or (name == "resume" and not paused):
            return
        screen.runs.press("pause" if name == "resume" else name)

    return handler


async def _speed(reply: Reply, screen: Stage) -> None:
    screen.runs.press(str(reply.arguments.get("value", "faster")))


async def _topics(reply: Reply, screen: Stage) -> None:
    await screen.open_topic(Target(slug=reply.arguments.get("slug")))


async def _clear(reply: Reply, screen: Stage) -> None:
    await screen.dialogue.begin_again()


async def _language(reply: Reply, screen: Stage) -> None:
    language = reply.arguments.get("lang")
    if language in ("en", "es"):
        screen.speak(language)


async def _quit(reply: Reply, screen: Stage) -> None:
    screen.leave()


HANDLERS: Mapping[str, Handler] = {
    "train": _train,
    "pause": _control("pause"),
    "resume": _control("resume"),
    "step": _control("step"),
    "stop": _control("stop"),
    "reset": _control("reset"),
    "speed": _speed,
    "topics": _topics,
    "open_topic": _topics,
    "clear": _clear,
    "language": _language,
    "quit": _quit,
}
