"""Asistente Virtual: explains how neural networks are trained, and trains one while you watch.

The public door is `Assistant`: a question in, a `Reply` out. It needs no screen::

    from asistente import Assistant

    print(Assistant(language="en").reply("what does it mean to train a network?").text)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from asistente.assistant.assistant import Assistant as Assistant
    from asistente.assistant.reply import Reply as Reply

__all__ = ["Assistant", "Reply", "__version__"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Load the public names on first use, so that `import asistente` costs nothing."""
    if name == "Assistant":
        from asistente.assistant.assistant import Assistant

        return Assistant
    if name == "Reply":
        from asistente.assistant.reply import Reply

        return Reply
    raise AttributeError(f"module 'asistente' has no attribute {name!r}")
