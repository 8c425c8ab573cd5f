"""The messages that cross panes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from asistente.knowledge.news import News


@dataclass
class LinkFollowed(Message):
    """Something was chosen that leads on: a question, a `demo:` link, `topic:slug#anchor` or a file."""

    target: str
    label: str = ""


@dataclass
class ControlPressed(Message):
    """A control of the run was used: pause, step, slower, faster, reset or stop."""

    name: str


@dataclass
class TimeTravelled(Message):
    """A step of the run is to be looked at; None: the present."""

    step: int | None


@dataclass
class FolderNews(Message):
    """The keeper of one's own folder has something to tell."""

    news: News


class NewsArrived(Message):
    """The worker has sent news; they wait in the run controller."""

    def can_replace(self, message: Message) -> bool:
        """One waiting notice is enough, however much has come."""
        return isinstance(message, NewsArrived)
