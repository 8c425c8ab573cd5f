"""How near questions come to a folder that have nothing to do with it: what nearness there is worth.

Cosines of the model lie between 0.75 and 0.95 whatever is compared, and where in between depends on the
folder: its subject, its languages, the length of its texts. So the shipped questions on anything and
everything are asked of it, and a question counts as near by how far it comes above those.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from asistente.knowledge.shelf import Array, Part
from asistente.language.detect import LANGUAGES, Language

FloatArray = npt.NDArray[np.float32]

MOST = 300
"""Questions of each language that are asked: the middle of 300 is known to a fifteenth of its spread."""
LEAST_QUESTIONS = 30
MOST_SECTIONS = 3000
"""Sections that all of those questions are compared with: 0.4 s. In a larger folder none stands alone."""
UNUSUAL = 0.7
"""Spreads above the middle: a quarter of the questions lies there, and whatever is on the subject does."""
LEAST_SPREAD = 0.004
"""Of cosines; a folder of one section would else make every difference count without end."""
_KEPT = ("mean", "spread", "nearest", "adjusted")
LEAST_DISTANCE = 0.1
"""Spreads of a section's own."""


@dataclass(frozen=True, slots=True, eq=False)
class Usual:
    """What is usual for questions of one language."""

    mean: FloatArray
    """Of the cosines of each section, (sections,): some sections are near to everything."""
    spread: FloatArray
    """(sections,)."""
    nearest: tuple[float, float]
    """Middle and spread of the cosine of the nearest section."""
    adjusted: tuple[float, float]
    """The same of the greatest distance from a section's own mean, in its spreads."""

    @classmethod
    def of(cls, sections: FloatArray, questions: FloatArray) -> Usual:
        """`sections` (n, 384), one at least, and `questions` (m, 384), of length one."""
        cosines = sections @ questions.T
        mean, spread = cosines.mean(axis=1), np.maximum(cosines.std(axis=1), LEAST_SPREAD)
        distances = (cosines - mean[:, None]) / spread[:, None]
        return cls(mean, spread, _middle(cosines.max(axis=0)), _middle(distances.max(axis=0)))

    def near(self, cosine: float) -> float:
        """How far a cosine is above the nearest section of a usual question, in spreads."""
        middle, spread = self.nearest
        return (cosine - middle) / max(spread, LEAST_SPREAD)

    def near_adjusted(self, cosine: float, place: int) -> float:
        """The same for the section at a place, taken by what is usual for itself."""
        middle, spread = self.adjusted
        distance = (cosine - float(self.mean[place])) / float(self.spread[place])
        return (distance - middle) / max(spread, LEAST_DISTANCE)


@dataclass(frozen=True, slots=True, eq=False)
class Folder:
    """What is usual in a folder, and what has nothing to do with it."""

    usual: dict[tuple[Language, Language], Usual]
    """By the language of the question and that of the section."""
    strange: npt.NDArray[np.bool_]
    """Of each of the questions that were asked of it."""

    @classmethod
    def restored(cls, part: Part) -> Folder:
        """The folder whose `part` this is."""
        found: dict[tuple[Language, Language], Usual] = {}
        for asked in LANGUAGES:
            for written in LANGUAGES:
                if f"{asked}-{written}-mean" in part:
                    mean, spread, nearest, adjusted = (
                        part[f"{asked}-{written}-{name}"]
                        for name in ("mean", "spread", "nearest", "adjusted")
                    )
                    found[asked, written] = Usual(mean, spread, _pair(nearest), _pair(adjusted))
        return cls(found, part["strange"])

    def part(self) -> dict[str, Array]:
        """All of it as arrays."""
        found: dict[str, Array] = {"strange": self.strange}
        for (asked, written), usual in self.usual.items():
            for name in _KEPT:
                found[f"{asked}-{written}-{name}"] = np.asarray(getattr(usual, name))
        return found


def _pair(array: Array) -> tuple[float, float]:
    middle, spread = array.tolist()
    return middle, spread


def _sampled(rows: FloatArray, most: int) -> FloatArray:
    return rows[:: max(1, -(-len(rows) // most))]


def strange_to(sections: FloatArray, questions: FloatArray, usual: Usual) -> npt.NDArray[np.bool_]:
    """Which questions (m, dimensions) have nothing to do with a folder, (m,): those not unusually near to it.

    A shipped question on how bread is baked is on the subject in a bakery's handbook, and there it must not
    speak for what is off topic.
    """
    cosines = (_sampled(sections, MOST_SECTIONS) @ questions.T).max(axis=0)
    middle, spread = usual.nearest
    return np.asarray(cosines < middle + UNUSUAL * spread)


def usual_of(sections: FloatArray, questions: FloatArray) -> Usual | None:
    """What is usual for questions (m, dimensions); None where there are no sections or too few questions."""
    if not len(sections) or len(questions) < LEAST_QUESTIONS:
        return None
    return Usual.of(sections, _sampled(questions, MOST))


def _middle(values: FloatArray) -> tuple[float, float]:
    """Median, and half of what lies between 16 % and 84 %: what single questions do does not move them."""
    low, middle, high = np.quantile(values, (0.16, 0.5, 0.84)).tolist()
    return middle, (high - low) / 2
