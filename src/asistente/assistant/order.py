"""What a turn orders, once it has been understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Order:
    """A command with what was said with it."""

    intent: str
    arguments: dict[str, Any] = field(default_factory=dict)
    rest: str = ""
    """What stood after the command's word, for those that look something up by it."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A slash command that does not exist."""

    written: str
