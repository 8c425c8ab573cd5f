"""How what a network says is written."""

from __future__ import annotations

import math

from asistente.assistant.sums import plain
from asistente.language.texts import Texts

NO_BREAK = "\N{NO-BREAK SPACE}"


def unbroken(text: str) -> str:
    """A question that no line breaks, with real minus signs: its blanks are no-break spaces."""
    return text.replace(" ", NO_BREAK).replace("-", "−")


def number(value: float, texts: Texts) -> str:
    """A number as the language writes it, with a real minus sign."""
    return texts.number(plain(value)).replace("-", "−")


def decimals(value: float, places: int = 3) -> str:
    """So many decimals; two at most where the number is large; as a power where it is huge."""
    if not math.isfinite(value):
        return "∞" if value > 0 else "−∞" if value < 0 else "NaN"
    if abs(value) >= 1e6:
        return f"{value:.2e}"
    places = places if abs(value) < 100 else min(places, 2)
    return f"{round(value, places) + 0.0:.{places}f}".replace("-", "−")


def percent(chance: float) -> str:
    """A probability: `93 %`; certain only where it is."""
    if not math.isfinite(chance):
        return "NaN"
    shown = f"{100 * chance:.0f}"
    if shown in ("0", "100"):
        return f"> 99{NO_BREAK}%" if shown == "100" else f"< 1{NO_BREAK}%"
    return f"{shown}{NO_BREAK}%"
