"""What is said of a run while it trains: a few of the signs noticed in it, the weightiest first."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from asistente.language.texts import Texts
from asistente.training.config import RunConfig
from asistente.training.signs import Sign, values

MOST = 4
"""Remarks on one run; what else is noticed stands in the pane."""
GAP = 7.0
"""Seconds between two remarks: the time to read one, and to look at what it speaks of."""
FIRST = 2.5
"""Seconds after the beginning before the first: then one reads what the beginning says."""
PAGES = {
    "alike_units": "initialization",
    "dead_units": "activation-functions",
    "overfitting": "overfitting",
    "oscillation": "learning-rate",
    "first_right": "reading-a-training-run",
    "all_right": "reading-a-training-run",
    "plateau": "reading-a-training-run",
}
"""The page that explains each sign. What goes wrong comes first: it is said first where several wait."""
_RANK = {code: rank for rank, code in enumerate(PAGES)}


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark: its sentence, with the step, and the page that explains it."""

    text: str
    page: str


def remark(sign: Sign, config: RunConfig, texts: Texts) -> Remark:
    """The words for a sign."""
    numbers = {name: _written(value, texts) for name, value in values(sign).items()}
    adds = config.demo == "addition" and sign.code in ("first_right", "all_right")
    page = "learning-addition" if adds else PAGES[sign.code]
    return Remark(texts(f"demos.signs.{sign.code}", **numbers), page)


def worth_telling(sign: Sign, config: RunConfig) -> bool:
    """Whether a sign says something: of a few classes, or of letters, one is soon right by chance."""
    return sign.code != "first_right" or not config.task.classes


def _written(value: object, texts: Texts) -> object:
    if isinstance(value, int):
        return texts.number(value)
    return f"{value:.3g}" if isinstance(value, float) else value


class Remarks:
    """Chooses which signs of a run are said, and when. Silenced, it says nothing until it is told to."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.silent = False
        self._clock = clock
        self._waiting: dict[str, Sign] = {}
        self._said: set[str] = set()
        self._next_at = 0.0

    def begin(self) -> None:
        """A run begins: nothing of the one before is said any more."""
        self._waiting.clear()
        self._said.clear()
        self._next_at = self._clock() + FIRST

    def end(self) -> None:
        """The run has ended: its report speaks now."""
        self._waiting.clear()

    def notice(self, sign: Sign) -> None:
        """A sign has come; of each kind one is said, and the newest of those that wait."""
        if not self.silent and sign.code not in self._said:
            self._waiting[sign.code] = sign

    def silence(self, silent: bool) -> None:
        """Say nothing from now on, or say again what comes from now on."""
        self.silent = silent
        self._waiting.clear()

    @property
    def wait(self) -> float | None:
        """Seconds until the next remark is due; None where none waits."""
        if not self._waiting or len(self._said) >= MOST:
            return None
        return max(0.0, self._next_at - self._clock())

    def take(self) -> Sign | None:
        """The weightiest sign that waits, once it is due."""
        if self.wait != 0:
            return None
        code = min(self._waiting, key=lambda one: _RANK.get(one, len(_RANK)))
        self._said.add(code)
        self._next_at = self._clock() + GAP
        return self._waiting.pop(code)
