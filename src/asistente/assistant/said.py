"""The words of a reply to a command, before they are a reply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from asistente.assistant.reply import Kind, Suggestion


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a reply to a command."""

    text: str
    suggestions: tuple[Suggestion, ...] = ()
    kind: Kind = "command"
    """`refusal` where the command cannot be carried out: nothing is to be done then."""
    arguments: Mapping[str, Any] = field(default_factory=dict)
