"""The conversation as a page of Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from asistente.language.normalise import literal
from asistente.language.texts import Texts
from asistente.ui.chat.entries import Answer, Aside, Entry, Greeting, Notice, Question


def markdown_of(entries: Sequence[Entry], texts: Texts) -> str | None:
    """What was said, in order, each question as a heading; None where nothing was asked yet."""
    if not any(isinstance(entry, Question) for entry in entries):
        return None
    parts = [f"# {texts('chat.keep.title')}"]
    for entry in entries:
        match entry:
            case Question(text):
                parts.append(f"## {literal(text)}")
            case Answer(text, source):
                parts.append(text.strip())
                if source is not None:
                    parts.append(f"*{literal(source.label)}*")
            case Aside(text):
                parts.append(f"> {literal(text)}")
            case Notice(text):
                parts.append(f"*{literal(text)}*")
            case Greeting(text):
                parts.append(text.strip())
    return "\n\n".join(parts) + "\n"
