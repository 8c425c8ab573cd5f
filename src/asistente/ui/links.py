"""Where a chip or a link leads: to a run, a page, a place, or a question."""

from __future__ import annotations

from asistente.ui.messages import LinkFollowed
from asistente.ui.stage import Stage
from asistente.ui.targets import read_target


async def follow(event: LinkFollowed, stage: Stage) -> None:
    """Go where it leads. Raises UserError for a link to a run that cannot be."""
    target = read_target(event.target)
    if target.config is not None:
        await stage.dialogue.note(event.label or event.target)
        await stage.desk.start(target.config)
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
