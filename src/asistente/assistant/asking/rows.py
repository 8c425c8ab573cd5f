"""Reads a row of a table that is put to a network: "area=100, garden=yes", "3 rooms, without a garden"."""

from __future__ import annotations

from typing import Any

from asistente.assistant.asking.said import Said
from asistente.assistant.numbers import tokens
from asistente.assistant.sums import plain
from asistente.assistant.vocabulary import Phrases, word_set
from asistente.language.normalise import fold
from asistente.training.table import Column

_SAYS = frozenset("=:")


def row(said: Said, columns: tuple[Column, ...]) -> dict[str, Any] | None:
    """Values by the names of columns, numbers or words; None where no column has one."""
    by_name = {column.name: column for column in columns}
    spans = said.find_in(Phrases({column.name: [_spelt(said, column.name)] for column in columns}))
    given: dict[str, Any] = {}
    for span in spans:
        column = by_name[span.name]
        value = _value(said, column, span.start, span.stop)
        if value is not None and column.name not in given:
            given[column.name] = value
            said.take([span])
    for column in columns:  # a category may stand alone: "in Triana"
        if column.name not in given and (at := _alone(said, column, columns)) is not None:
            given[column.name] = at
    ordered = {column.name: given[column.name] for column in columns if column.name in given}
    return {"inputs": ordered} if ordered and said.fits() else None


def _spelt(said: Said, name: str) -> str:
    """A name as the tokens of a turn would have it."""
    return " ".join(token.text for token in tokens(name, said.language)) or fold(name)


def _value(said: Said, column: Column, start: int, stop: int) -> Any | None:
    """What is said of a column that is named from `start` to `stop`."""
    at = said.skip(stop, "row")
    if column.kind == "number":
        for place in (at, start - 1):
            if 0 <= place < len(said.tokens) and place not in said.used:
                token = said.tokens[place]
                if token.value is not None and not token.article:
                    said.used.update((*range(stop, place), place))
                    return plain(token.value)
        return None
    for span in said.find_in(_categories(said, column)):
        if span.start == at:
            said.take([span])
            return span.name
    return _yes_or_no(said, column, at, start) or _unknown(said, at, stop)


def _categories(said: Said, column: Column) -> Phrases:
    return Phrases({category: [_spelt(said, category)] for category in column.categories})


def _alone(said: Said, column: Column, columns: tuple[Column, ...]) -> str | None:
    """The category that is named without its column, where no other column has one of that name."""
    for span in said.find_in(_categories(said, column)):
        holds = [one for one in columns if span.name in one.categories]
        says = any(
            fold(span.name) in word_set(said.language, "row", one, file="asking") for one in ("yes", "no")
        )
        if len(holds) == 1 and not says and said.tokens[span.start].value is None:
            said.take([span])
            return span.name
    return None


def _yes_or_no(said: Said, column: Column, at: int, start: int) -> str | None:
    """The category that means yes or no: "garden: true", "with a garden", "no garden"."""
    meant = {
        word: next(
            (
                one
                for one in column.categories
                if fold(one) in word_set(said.language, "row", word, file="asking")
            ),
            None,
        )
        for word in ("yes", "no")
    }
    if not all(meant.values()):
        return None
    before = next(
        (
            place
            for place in range(start - 1, max(-1, start - 4), -1)
            if said.word(place) not in word_set(said.language, "row", "articles", file="asking")
        ),
        -1,
    )
    for word, places in (("no", (at,)), ("yes", (at,)), ("without", (before,)), ("with", (before,))):
        for place in places:
            if said.word(place) and said.word(place) in word_set(said.language, "row", word, file="asking"):
                said.used.add(place)
                return meant["no" if word in ("no", "without") else "yes"]
    return None


def _unknown(said: Said, at: int, stop: int) -> str | None:
    """A word that is given as the value of a column, but is none of its categories."""
    given = any(said.word(place) in _SAYS for place in range(stop, at))
    if not given or at >= len(said.tokens) or not said.word(at)[0].isalnum():
        return None
    said.used.add(at)
    return said.written(at)
