"""What the drawing functions return: lines of styled text, which know nothing of a screen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

from rich.cells import cell_len, set_cell_size

Part: TypeAlias = tuple[str, str]
"""A text and the name of its style: `("12.197", "bold $text-success")`; "" is no style of its own."""

# A name in somebody's table may hold anything; on a terminal these would do something.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_WORD = re.compile(r" *[^ ]+ *")


def width_of(text: str) -> int:
    """The cells that a text takes: `表` takes two."""
    return len(text) if text.isascii() else cell_len(text)


def cut(text: str, width: int) -> str:
    """The text without what is beyond so many cells."""
    return text[: max(0, width)] if text.isascii() else set_cell_size(text, max(0, width))


def left(text: str, width: int) -> str:
    """The text with blanks after it, so that it takes at least so many cells."""
    return text + " " * (width - width_of(text))


def right(text: str, width: int) -> str:
    """The text with blanks before it, so that it takes at least so many cells."""
    return " " * (width - width_of(text)) + text


class Line(tuple[Part, ...]):
    """One line, piece by piece."""

    __slots__ = ()

    @classmethod
    def of(cls, *parts: str | Part) -> Line:
        """A line of these pieces; a bare text has no style of its own."""
        return cls(_clean(part) for part in parts if part and part[0])

    @property
    def plain(self) -> str:
        """Its text."""
        return "".join([text for text, _ in self])

    @property
    def width(self) -> int:
        """The cells it takes."""
        return sum([width_of(text) for text, _ in self])

    def fitted(self, width: int, sign: str) -> Line:
        """Exactly so many cells of it: with blanks at the end, or cut, and then with a sign of it."""
        missing = width - self.width
        if missing > 0:
            return Line((*self, (" " * missing, "")))
        return self if not missing else self._cut(width, sign[: max(0, width)])

    def _cut(self, width: int, sign: str) -> Line:
        room = width - width_of(sign)
        parts: list[Part] = []
        for text, style in self:
            if width_of(text) > room:
                return Line.of(*parts, (cut(text, room) + sign, style))
            parts.append((text, style))
            room -= width_of(text)
        return Line(parts)

    def wrapped(self, width: int) -> list[Line]:
        """The line in lines of at most so many cells, broken between words where that is possible."""
        if self.width <= width or width < 1:
            return [self]
        lines: list[list[Part]] = [[]]
        room = width
        for text, style in self:
            for word in _WORD.findall(text) or [text]:
                if width_of(word.rstrip()) > room and room < width:
                    lines.append([])
                    room = width
                for piece in _folded(word, width):
                    if width_of(piece.rstrip()) > room:
                        lines.append([])
                        room = width
                    lines[-1].append((piece, style))
                    room -= width_of(piece)
        return [Line(parts) for parts in lines]


class Picture(tuple[Line, ...]):
    """Lines, from the top. Two pictures are compared line by line, to repaint what has changed."""

    __slots__ = ()

    @classmethod
    def of(cls, *lines: Line) -> Picture:
        """A picture of these lines."""
        return cls(lines)

    @property
    def plain(self) -> str:
        """Its text."""
        return "\n".join([line.plain for line in self])


def joined(lines: Iterable[Line], between: str = "") -> Line:
    """Lines as one line, with some text between each two.

    Neighbours of one style become one part: each part costs a terminal some forty bytes.
    """
    parts: list[Part] = []
    for number, line in enumerate(lines):
        for text, style in ((between, ""), *line) if number and between else line:
            if parts and parts[-1][1] == style:
                parts[-1] = (parts[-1][0] + text, style)
            else:
                parts.append((text, style))
    return Line(parts)


def _clean(part: str | Part) -> Part:
    text, style = (part, "") if isinstance(part, str) else part
    return (_CONTROL.sub(" ", text) if _CONTROL.search(text) else text), style


def _folded(word: str, width: int) -> list[str]:
    """A word that is wider than any line in pieces that are not."""
    pieces = [""]
    for sign in word:
        if sign != " " and width_of(pieces[-1] + sign) > width:
            pieces.append("")
        pieces[-1] += sign
    return pieces
