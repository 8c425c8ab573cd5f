"""The keys of the app, and what each does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from textual.binding import Binding

from asistente.ui.links import follow
from asistente.ui.messages import LinkFollowed
from asistente.ui.stage import Stage
from asistente.ui.targets import Target

BINDINGS = [
    Binding("f1", "do('help')", priority=True),
    Binding("f2", "control('pause')", priority=True),
    Binding("f3", "control('step')", priority=True),
    Binding("f4", "control('slower')", priority=True),
    Binding("f5", "control('faster')", priority=True),
    Binding("f6", "control('reset')", priority=True),
    Binding("f7", "control('stop')", priority=True),
    Binding("ctrl+down", "control('rate_half')", priority=True, show=False),
    Binding("ctrl+up", "control('rate_double')", priority=True, show=False),
    Binding("ctrl+r", "do('retry')", priority=True, show=False),
    Binding("f8", "do('run')", priority=True),
    Binding("f9", "do('topics')", priority=True),
    Binding("f10", "do('aspect')", priority=True),
    Binding("alt+left", "do('earlier')", priority=True, show=False),
    Binding("alt+right", "do('later')", priority=True, show=False),
    Binding("alt+home", "do('first')", priority=True, show=False),
    Binding("alt+end", "do('now')", priority=True, show=False),
    Binding("alt+f", "do('film')", priority=True, show=False),
    Binding("escape", "do('back')", show=False),
    Binding("pageup", "do('page_up')", show=False),
    Binding("pagedown", "do('page_down')", show=False),
]
"""`do` is looked up below; `control` goes the way of the buttons of the run."""


async def _help(stage: Stage) -> None:
    """What can be said and pressed."""
    await stage.sight.go("chat")
    stage.dialogue.ask("/help")


async def _retry(stage: Stage) -> None:
    """The run that has diverged, with a learning rate that works."""
    remedy = stage.desk.remedy
    if remedy is None:
        await stage.dialogue.notice(stage.texts("ui.error.no_remedy"))
    else:
        await follow(LinkFollowed(remedy.target, remedy.label), stage)


async def _run(stage: Stage) -> None:
    await stage.sight.toggle_run()


async def _topics(stage: Stage) -> None:
    """The topics, or back."""
    if stage.sight.place == "topics":
        await stage.sight.go("chat")
    else:
        await stage.open_topic(Target())


async def _aspect(stage: Stage) -> None:
    """The weights in numbers, the network drawn, what it knows: one after the other."""
    stage.parts.show_aspect()


async def _earlier(stage: Stage) -> None:
    """Back in the run's time, by one kept snapshot."""
    stage.desk.time.travel(forward=False)


async def _later(stage: Stage) -> None:
    stage.desk.time.travel(forward=True)


async def _first(stage: Stage) -> None:
    stage.desk.time.look_back(0)


async def _now(stage: Stage) -> None:
    stage.desk.time.look_back(None)


async def _film(stage: Stage) -> None:
    """The run again from its beginning, as a film."""
    stage.desk.time.film()


async def _back(stage: Stage) -> None:
    """From the topics to the chat; from anywhere else to the prompt."""
    if stage.sight.place == "topics":
        await stage.sight.go("chat")
    else:
        stage.dialogue.prompt.focus()


async def _page_up(stage: Stage) -> None:
    """The conversation scrolls while the prompt keeps the focus."""
    stage.dialogue.view.scroll_pages(-1)


async def _page_down(stage: Stage) -> None:
    stage.dialogue.view.scroll_pages(1)


KEYS: Mapping[str, Callable[[Stage], Awaitable[None]]] = {
    "help": _help,
    "retry": _retry,
    "run": _run,
    "topics": _topics,
    "aspect": _aspect,
    "earlier": _earlier,
    "later": _later,
    "first": _first,
    "now": _now,
    "film": _film,
    "back": _back,
    "page_up": _page_up,
    "page_down": _page_down,
}
