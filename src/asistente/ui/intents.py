"""From a command that the assistant has understood to what the app does: one registry."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from asistente.assistant.reply import Reply
from asistente.ui.stage import Stage
from asistente.ui.targets import Target

if TYPE_CHECKING:
    from asistente.training.config import RunConfig

Handler = Callable[[Reply, Stage], Awaitable[None]]


async def carry_out(reply: Reply, stage: Stage) -> bool:
    """Do what the reply says; False where there is nothing to do: its words are all."""
    handler = HANDLERS.get(reply.intent) if reply.kind == "command" else None
    if handler is None:
        return False
    await handler(reply, stage)
    return True


async def carry_out_first(reply: Reply, stage: Stage) -> Reply:
    """Do what must be done before it can be told; returns the reply that tells what came of it."""
    handler = FIRST.get(reply.intent) if reply.kind == "command" else None
    return reply if handler is None else await handler(reply, stage)


async def _train(reply: Reply, stage: Stage) -> None:
    await stage.desk.start(_config(reply.arguments, reply, stage))


def _config(arguments: Mapping[str, Any], reply: Reply, stage: Stage) -> RunConfig:
    """The run that is asked for."""
    from asistente.training.config import RunConfig  # the first screen has no run to describe

    given = dict(arguments)
    demo = given.pop("demo", None)
    before = stage.desk.runs.record
    if demo is None and before is not None:
        # "again with Adam": the last run, varied
        return RunConfig.of(before.config.demo, **{**before.config.given(), **given})
    if demo == "names" and "demo:" not in reply.question.lower():
        given = {"language": reply.language, **given}  # as one speaks; a link says what it means
    return RunConfig.of(str(demo or "addition"), **given)


async def _guess(reply: Reply, stage: Stage) -> None:
    from asistente.assistant.guessing import guess_of, run_arguments  # as above

    guess = guess_of(reply.arguments)
    if guess is not None:
        await stage.desk.start(_config(run_arguments(reply.arguments), reply, stage), guess=guess)


async def _compare(reply: Reply, stage: Stage) -> None:
    from asistente.training.config import RunConfig

    record = stage.desk.runs.record
    if record is None:
        return
    if reply.arguments:
        config = RunConfig.of(record.config.demo, **{**record.config.given(), **reply.arguments})
        await stage.desk.start(config, beside=True)
    else:
        stage.desk.show_beside()


def _control(name: str) -> Handler:
    async def handler(reply: Reply, stage: Stage) -> None:
        paused = stage.desk.runs.record is not None and stage.desk.runs.record.state == "paused"
        # "pause" said twice must not resume
        if name != "pause" or not paused:
            stage.desk.runs.press(name)

    return handler


async def _resume(reply: Reply, stage: Stage) -> None:
    record = stage.desk.runs.record
    if record is not None and record.state == "paused":
        stage.desk.runs.press("pause")
    elif record is not None and not record.active:
        await stage.desk.go_on()


async def _step(reply: Reply, stage: Stage) -> None:
    stage.desk.runs.step(reply.arguments.get("n", 1), reply.arguments.get("of", "batch"))


async def _rate(reply: Reply, stage: Stage) -> None:
    stage.desk.runs.set_rate(reply.arguments.get("learning_rate"))


async def _quiet(reply: Reply, stage: Stage) -> None:
    stage.desk.silence(reply.arguments.get("value") != "off")


async def _speed(reply: Reply, stage: Stage) -> None:
    stage.desk.runs.press(str(reply.arguments.get("value", "faster")))


async def _see(reply: Reply, stage: Stage) -> None:
    value = reply.arguments.get("value")
    if value is not None:
        await stage.sight.open_run()
        stage.parts.show_aspect(value)


async def _look_back(reply: Reply, stage: Stage) -> None:
    await stage.sight.open_run()
    match reply.arguments.get("step", reply.arguments.get("to")):
        case int(step):
            stage.desk.time.look_back(step)
        case "now":
            stage.desk.time.look_back(None)
        case "film":
            stage.desk.time.film()
        case _:
            stage.desk.time.look_back(0)


async def _topics(reply: Reply, stage: Stage) -> None:
    await stage.open_topic(Target(slug=reply.arguments.get("slug")))


async def _clear(reply: Reply, stage: Stage) -> None:
    await stage.dialogue.begin_again()


async def _language(reply: Reply, stage: Stage) -> None:
    language = reply.arguments.get("lang")
    if language in ("en", "es"):
        stage.speak(language)


async def _quit(reply: Reply, stage: Stage) -> None:
    stage.leave()


FIRST: Mapping[str, Callable[[Reply, Stage], Awaitable[Reply]]] = {
    "save_model": lambda reply, stage: stage.keep.save(reply, stage),
    "load_model": lambda reply, stage: stage.keep.load(reply, stage),
    "export": lambda reply, stage: stage.keep.export(reply, stage),
}
HANDLERS: Mapping[str, Handler] = {
    "train": _train,
    "compare": _compare,
    "guess": _guess,
    "pause": _control("pause"),
    "resume": _resume,
    "step": _step,
    "rate": _rate,
    "quiet": _quiet,
    "see": _see,
    "look_back": _look_back,
    "stop": _control("stop"),
    "reset": _control("reset"),
    "speed": _speed,
    "topics": _topics,
    "open_topic": _topics,
    "clear": _clear,
    "language": _language,
    "quit": _quit,
}
