"""What was understood, as a line that can be copied, edited and pasted back: `/compare learning_rate=1`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from asistente.assistant.commands import BY_NAME
from asistente.language.detect import Language
from asistente.training.config import written

_OF = {"sample": ("sample", "ejemplo"), "batch": ("", ""), "epoch": ("epoch", "época")}


def line_of(arguments: Mapping[str, Any], demo: str) -> str:
    """The command of a run: `/train addition learning_rate=0.01`."""
    return " ".join(["/train", demo, *_assigned(arguments)])


def echoed(intent: str, arguments: Mapping[str, Any], language: Language) -> str:
    """The line of a command that changes the run by numbers; empty for any other, and without arguments."""
    if not arguments or intent not in ("compare", "rate", "step"):
        return ""
    spanish = language == "es"
    match intent:
        case "compare":
            said = _assigned(arguments)
        case "rate":
            said = [f"{arguments['learning_rate']:g}"] if "learning_rate" in arguments else []
        case _:
            said = [str(arguments.get("n", "")), _OF[str(arguments.get("of", "batch"))][spanish]]
    line = " ".join(filter(None, said))
    return f"/{BY_NAME[intent].slashes[spanish]} {line}" if line else ""


def _assigned(arguments: Mapping[str, Any]) -> list[str]:
    return [
        f"{name}={written(tuple(value) if isinstance(value, list) else value)}"
        for name, value in arguments.items()
        if name != "demo"
    ]
