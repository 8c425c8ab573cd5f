"""Where a chip or a link leads: to a run, a page, a place, or a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asistente.ui.messages import LinkFollowed
from asistente.ui.stage import Stage
from asistente.ui.targets import read_target

if TYPE_CHECKING:
    from asistente.training.config import RunConfig


async def follow(event: LinkFollowed, stage: Stage) -> None:
    """Go where it leads. Raises UserError for a link to a run that cannot be."""
    target = read_target(event.target)
    if target.config is not None:
        await stage.dialogue.note(event.label or event.target)
        await stage.desk.start(target.config)
        await _introduce(target.config, stage)
    elif target.slug is not None:
        await stage.open_topic(target)
    elif target.part is not None:
        await stage.parts.turn_page(target.part)
    elif target.place is not None:
        await stage.sight.go(target.place)
    elif target.question is not None:
        await stage.sight.go("chat")
        stage.dialogue.ask(target.question)
    else:
        await stage.dialogue.notice(stage.texts("ui.error.link", link=event.target))


async def _introduce(config: RunConfig, stage: Stage) -> None:
    """Of a run that is to go wrong: what to look for, and its cure."""
    from asistente.assistant.gallery import opening  # what it needs is loaded by now

    reply = opening(config, stage.texts.language)
    if reply is not None:
        await stage.dialogue.say(reply)
        stage.sight.something_said()
