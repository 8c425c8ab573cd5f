"""Runs that go wrong in a way that teaches, each with the run in which it goes right.

`demos.failures.<code>.name` and `.look` in the catalogue say what each is called and what to look for.
"""

from __future__ import annotations

from dataclasses import dataclass

from asistente.training.events import Reason


@dataclass(frozen=True, slots=True)
class Failure:
    """A run that fails, why it is worth watching, and its cure."""

    code: str
    link: str
    cure: str
    """The link of the run without the mistake."""
    ends: Reason
    """How it ends."""
    sign: str | None = None
    """The code of the sign that the run shows on its way, where it shows one."""


_ALL = (
    Failure("rate_too_high", "demo:addition?learning_rate=5", "demo:addition", "diverged"),
    Failure(
        "rate_on_the_edge",
        "demo:addition?learning_rate=0.3&steps=5000",
        "demo:addition",
        "max_steps",
        "oscillation",
    ),
    Failure("rate_too_low", "demo:addition?learning_rate=0.001&steps=20000", "demo:addition", "max_steps"),
    Failure("zero_start", "demo:addition?steps=5000&init=zero", "demo:addition", "max_steps", "alike_units"),
    Failure("not_scaled", "demo:sine?inputs=raw&steps=10000", "demo:sine", "max_steps", "plateau"),
    Failure("too_small", "demo:xor?steps=5000&hidden=none", "demo:xor", "max_steps", "plateau"),
    Failure(
        "memorising",
        "demo:sine?steps=10000&hidden=64,64&noise=0.3",
        "demo:sine?steps=10000&hidden=64,64&l2=0.001&noise=0.3",
        "max_steps",
        "overfitting",
    ),
    Failure(
        "dead_units",
        "demo:addition?learning_rate=0.8&steps=5000&activation=relu&init=he",
        "demo:addition?activation=relu&init=he",
        "max_steps",
        "dead_units",
    ),
)
FAILURES: dict[str, Failure] = {failure.code: failure for failure in _ALL}
