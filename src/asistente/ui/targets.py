"""Where a link leads. Links look the same in a page, in an answer and under a chip."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from asistente.ui.places import Place

if TYPE_CHECKING:
    from asistente.training.config import RunConfig

_PAGE = re.compile(r"^(?:topic:|(?:[./\w-]*/)?)(?P<slug>[\w-]+)(?:\.md)?(?:#(?P<anchor>[\w-]*))?$")


@dataclass(frozen=True, slots=True)
class Target:
    """One of: a run to start, a page to open, a place to go to, a question to ask. All None: nowhere."""

    config: RunConfig | None = None
    slug: str | None = None
    anchor: str = ""
    place: Place | None = None
    question: str | None = None


def read_target(text: str) -> Target:
    """Read a link or a suggestion's target. Raises ConfigError for a `demo:` link that makes no sense."""
    text = text.strip()
    if text.startswith("demo:"):
        from asistente.training.config import parse_link  # the first screen has no links to follow

        return Target(config=parse_link(text))
    if text == "view:chat":
        return Target(place="chat")
    if text.startswith("topic:") or re.search(r"\.md(#|$)", text):
        found = _PAGE.match(text)
        return Target(slug=found["slug"], anchor=found["anchor"] or "") if found else Target()
    if re.match(r"^(https?|file|mailto):", text):
        return Target()
    return Target(question=text)
