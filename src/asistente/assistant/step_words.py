"""Reads how somebody asks for the last step: how deep, and which weight."""

from __future__ import annotations

import re
from typing import Literal

from asistente.assistant.numbers import tokens
from asistente.assistant.vocabulary import phrases
from asistente.language.detect import Language
from asistente.language.normalise import fold

Depth = Literal["brief", "words", "figures"]
ARROW = re.compile(r"\s*(?:->|=>|→)\s*")
_WEIGHT = re.compile(
    r"(\S+→[\w.·]+)"
    r"|((?:bias|sesgo) (?:(?:of|de) )?(?:h\d[\d.]*|sum)\b)"
    r"|(\b(?:h\d[\d.]*|sum) (?:bias|sesgo)\b)",
    re.I,
)
"""How a weight may be named in a turn: `a→h1`, `bias of h1`, `h1 bias`."""


def explain_arguments(text: str, language: Language) -> dict[str, str]:
    """The depth that a turn names, and the weight; `all` for every weight."""
    said = tokens(fold(ARROW.sub("→", text)), language)
    depths = {span.name for span in phrases(language, "depth", file="explain").find(said)}
    found: dict[str, str] = {}
    weight = named_weight(text)
    if weight:
        found["weight"] = weight
    elif "all" in depths:
        found["weight"] = "all"
    for depth in ("brief", "words", "figures"):
        if depth in depths:
            found["depth"] = depth
    return found


def named_weight(text: str) -> str | None:
    """The weight that a turn names, as it is written there; None where it names none."""
    found = _WEIGHT.search(ARROW.sub("→", text))
    return next(part for part in found.groups() if part).strip() if found else None
