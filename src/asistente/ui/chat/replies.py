"""From the assistant's replies to what the conversation shows."""

from __future__ import annotations

from asistente.assistant.reply import Reply, Suggestion
from asistente.ui.chat.entries import Answer, Greeting


def answer_of(reply: Reply, page_title: str | None = None) -> Answer:
    """The reply as an entry: its source, where there is one, is something to open."""
    keeps = reply.kind == "refusal"
    return Answer(reply.text, _source(reply, page_title), reply.suggestions, keeps)


def greeting_of(reply: Reply) -> Greeting:
    """The assistant's first words as an entry."""
    return Greeting(reply.text, reply.suggestions)


def _source(reply: Reply, page_title: str | None) -> Suggestion | None:
    if reply.source is None or reply.topic is None:
        return None
    _, _, anchor = reply.source.partition("#")
    title = page_title or reply.topic
    heading = f" › {reply.heading}" if reply.heading and reply.heading != title else ""
    return Suggestion(f"↳ {title}{heading}", f"topic:{reply.topic}" + (f"#{anchor}" if anchor else ""))
