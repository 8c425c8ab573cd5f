"""Which parts are in sight: two columns where there is room, one place at a time where there is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Place: TypeAlias = Literal["chat", "topics", "run"]
SIDE_BY_SIDE = 100


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What is shown at the present width."""

    conversation: bool
    topics: bool
    run: bool
    beside: bool
    """Whether the run stands beside the conversation."""

    @property
    def left(self) -> bool:
        """Whether anything stands in the left column."""
        return self.conversation or self.topics


def arrange(place: Place, width: int, run_open: bool) -> Arrangement:
    """What to show for the chosen place: below `SIDE_BY_SIDE` columns the run is a place of its own."""
    if width >= SIDE_BY_SIDE:
        topics = place == "topics"
        return Arrangement(not topics, topics, run_open, run_open)
    return Arrangement(place == "chat", place == "topics", place == "run", False)
