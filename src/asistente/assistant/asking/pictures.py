"""Reads which picture a network is to be shown: "show it a three", "image 12", "which does it get wrong?"."""

from __future__ import annotations

from typing import Any

from asistente.assistant.asking.said import FILE, Said
from asistente.assistant.vocabulary import word_set

LARGEST_DIGIT = 9
_LISTS = ("numbered", "nouns", "kinds", "show", "another", "wrong", "which")
FEW = 2
"""Words of a turn that is nothing but a number: "and 300?"."""


def picture(said: Said, beside: bool, follows: bool) -> dict[str, Any] | None:
    """`digit`, `image`, `show` (`wrong`, `another`), or nothing for any picture; None: none is wanted.

    `beside` a run of the demo; `follows`: a picture was asked for just before.
    """
    spans = {name: said.find("picture", name) for name in _LISTS}
    for name, found in spans.items():
        said.take(
            found if name != "another" else [one for one in found if said.tokens[one.stop - 1].value is None]
        )
    given = _which(said, spans["numbered"])
    if given is None:
        return None
    pointed = bool(spans["nouns"] or spans["numbered"])
    # "Wrong" alone may be about the whole run: it must be asked which ones.
    asks_wrong = bool(spans["wrong"]) and (pointed or bool(spans["kinds"]) or spans["which"])
    if asks_wrong:
        given["show"] = "wrong"
    elif spans["another"] and "image" not in given:
        given["show"] = "another"
    if not beside:
        sure = bool(given) and said.has("picture", "handwritten")
        asks = bool(spans["show"]) or "image" in given
        return given if sure and asks and said.fits("picture") else None
    if given and not (_shows_it(said) or pointed or spans["kinds"] or spans["show"] or asks_wrong):
        return None
    something = pointed or (follows and said.has("picture", "something"))
    asks_any = (bool(spans["show"] or spans["another"]) and something) or (follows and bool(spans["another"]))
    asks_any = asks_any or (bool(spans["show"]) and said.has("picture", "random"))
    meant = asks_wrong or "image" in given or "digit" in given or asks_any
    return given if meant and said.fits("picture") else None


def _shows_it(said: Said) -> bool:
    """Whether a number by itself is put to the network: "a 7", "and 300?"; not "what if it is zero"."""
    words = [at for at, token in enumerate(said.tokens) if token.text[0].isalnum()]
    behind = word_set(said.language, "articles", "words", file=FILE)
    article = any(
        token.value is not None and (said.word(at - 1) in behind) for at, token in enumerate(said.tokens)
    )
    return article or len(words) <= FEW


def _which(said: Said, numbered: list[Any]) -> dict[str, Any] | None:
    """The digit or the image that a number names; {} without one, None where there are several."""
    plurals = said.find("plural")
    said.take(plurals)
    at = said.numbers()
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
