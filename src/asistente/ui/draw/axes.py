"""Where the marks of an axis go, and what stands beside them."""

from __future__ import annotations

import math


def log_ticks(low: float, high: float, most: int) -> list[float]:
    """At most `most` round values between `low` and `high` for a logarithmic axis."""
    first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
    decades = [10.0**power for power in range(first, last + 1)]
    if len(decades) >= 2:
        return decades[:: math.ceil(len(decades) / max(1, most))]
    fine = [m * 10.0**p for p in range(first - 1, last + 2) for m in (1, 2, 5)]
    inside = [value for value in fine if low <= value <= high]
    return inside[:: math.ceil(len(inside) / max(1, most))] if inside else [low]


def tick_label(value: float) -> str:
    """A round value in at most six characters: 10, 0.01, 1e-05."""
    return f"{value:g}" if 1e-4 <= value < 1e5 else f"{value:.0e}"


def power_ticks(last: float) -> list[float]:
    """0, 1, 10, 100 … up to `last`: the marks of a logarithmic axis of steps."""
    return [0.0] + [10.0**power for power in range(int(math.log10(last)) + 1 if last >= 1 else 0)]


def step_ticks(last: float, most: int) -> list[float]:
    """Round steps from 0 to `last`, at most `most` of them beside 0."""
    if last <= 0:
        return [0.0]
    rough = last / max(1, most)
    power = 10.0 ** math.floor(math.log10(rough))
    width = next(m * power for m in (1, 2, 5, 10) if m * power >= rough)
    width = max(1.0, width)
    return [width * n for n in range(int(last / width) + 1)]
