"""Reads which picture a network is to be shown: "show it a three", "image 12", "which does it get wrong?"."""

from __future__ import annotations

from typing import Any

from asistente.assistant.asking.said import FILE, Said
from asistente.assistant.vocabulary import word_set

LOOSE = 2
LARGEST_DIGIT = 9


def picture(said: Said, beside: bool, follows: bool) -> dict[str, Any] | None:
    """`digit`, `image`, `show` (`wrong`, `another`), or nothing for any picture; None: none is wanted.

    `beside` a run of the demo; `follows`: a picture was asked for just before.
    """
    spans = {name: said.find("picture", name) for name in ("numbered", "nouns", "show", "another", "wrong")}
    for name, found in spans.items():
        said.take(
            found if name != "another" else [one for one in found if said.tokens[one.stop - 1].value is None]
        )
    given = _which(said, spans["numbered"])
    if given is None:
        return None
    pointed = bool(spans["nouns"] or spans["numbered"])
    # "Wrong" alone may be about the whole run: it must be asked which ones.
    asks_wrong = bool(spans["wrong"]) and (pointed or said.has("picture", "which"))
    if asks_wrong:
        given["show"] = "wrong"
    elif spans["another"] and "image" not in given:
        given["show"] = "another"
    if not beside:
        sure = "image" in given or ("digit" in given and said.has("picture", "handwritten"))
        asks = bool(spans["show"]) or "image" in given
        return given if sure and asks and said.fits(0, "picture") else None
    something = bool(spans["show"] or spans["another"]) and (pointed or said.has("picture", "something"))
    meant = asks_wrong or "image" in given or "digit" in given or something or (follows and spans["another"])
    return given if meant and said.fits(LOOSE if given or pointed else 0, "picture") else None


def _is_any(said: Said, at: int) -> bool:
    """Whether a "one" is no digit: "show it one"; it is used up then."""
    is_any = said.word(at) in word_set(said.language, "picture", "something", file=FILE) and said.word(
        at - 1
    ) not in word_set(said.language, "picture", "before_one", file=FILE)
    if is_any:
        said.used.add(at)
    return is_any


def _which(said: Said, numbered: list[Any]) -> dict[str, Any] | None:
    """The digit or the image that a number names; {} without one, None where there are several."""
    plurals = said.find("plural")
    said.take(plurals)
    at = [one for one in said.numbers() if not _is_any(said, one)]
    if len(at) + len(plurals) > 1:
        return None
    if plurals:
        return {"digit": int(plurals[0].name)}
    if not at:
        return {}
    value = said.value(at[0])
    if value != int(value) or not 0 <= value < 1e9:
        return None
    said.used.add(at[0])
    named = any(span.stop == at[0] for span in numbered)
    return {"image": int(value)} if named or value > LARGEST_DIGIT else {"digit": int(value)}
