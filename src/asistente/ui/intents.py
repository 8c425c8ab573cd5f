"""From a command that the assistant has understood to what the app does: one registry."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING

from asistente.assistant.reply import Reply
from asistente.training.config import RunConfig
from asistente.ui.targets import Target

if TYPE_CHECKING:
    from asistente.ui.main_screen import MainScreen

Handler = Callable[[Reply, "MainScreen"], Awaitable[None]]


async def carry_out(reply: Reply, screen: MainScreen) -> None:
    """Do what the reply says; commands that are complete with their words need nothing more."""
    handler = HANDLERS.get(reply.intent)
    if handler is not None:
        await handler(reply, screen)


async def _train(reply: Reply, screen: MainScreen) -> None:
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
    async def handler(reply: Reply, screen: MainScreen) -> None:
        paused = screen.runs.record is not None and screen.runs.record.state == "paused"
        # "pause" said twice must not resume
        if (name == "pause" and paused) or (name == "resume" and not paused):
            return
        screen.runs.press("pause" if name == "resume" else name)

    return handler


async def _speed(reply: Reply, screen: MainScreen) -> None:
    screen.runs.press(str(reply.arguments.get("value", "faster")))


async def _topics(reply: Reply, screen: MainScreen) -> None:
    await screen.open_topic(Target(slug=reply.arguments.get("slug")))


async def _clear(reply: Reply, screen: MainScreen) -> None:
    await screen.dialogue.begin_again()


async def _language(reply: Reply, screen: MainScreen) -> None:
    language = reply.arguments.get("lang")
    if language in ("en", "es"):
        screen.speak(language)


async def _quit(reply: Reply, screen: MainScreen) -> None:
    screen.app.exit()


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
