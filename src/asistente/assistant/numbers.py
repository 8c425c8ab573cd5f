"""Reads a turn as tokens, with numbers as people write and say them: 0,01 · 1e-3 · a thousandth · dos mil."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from asistente.assistant.routing import table
from asistente.language.detect import Language
from asistente.language.normalise import fold

_GROUPED = re.compile(r"-?[1-9]\d{0,2}(?:,\d{3})+\.\d+|-?[1-9]\d{0,2}(?:\.\d{3})+,\d+")
"""How both marks stand in one number: 1,234.5 or 1.234,5."""
_ONE = re.compile(r"[-−]?(?:\d+(?:[.,]\d+)?|[.,]\d+)(?:e[-+−]?\d+)?")
LONGEST = 2_000
"""Characters that are read; what a person means stands before that."""

_TOKEN = re.compile(
    r"(?P<name>\bl[12]\b)"
    r"|(?P<num>(?<![\w.,)])[-−](?=[\d.,])(?:\d+(?:[.,]\d+)*|[.,]\d+)(?:e[-+−]?\d+)?"
    r"|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d.,]*\d)"
    r"|(?:\d+(?:[.,]\d+)*|(?<!\w)[.,]\d+)(?:e[-+−]?\d+)?)"
    r"(?P<kilo>k(?!\w))?(?P<percent> ?%)?"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)?)"
    r"|(?P<sign>\*\*|[^\s])"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a sign or a number of the folded text."""

    text: str
    start: int
    end: int
    value: float | None = None
    """The number, read with a decimal comma or point; None for words and signs."""
    count: float | None = None
    """The number read as a count, where `1,000` is a thousand; None for words and signs."""
    article: bool = False
    """A lone "un" or "una": a number for layers and neurons only."""


@dataclass(frozen=True, slots=True)
class _Words:
    units: dict[str, float]
    scales: dict[str, float]
    parts: dict[str, float]
    minus: frozenset[str]
    point: frozenset[str]
    join: frozenset[str]
    articles: frozenset[str]
    thousands: str


@cache
def _words(language: Language) -> _Words:
    data = table(language, "numbers")
    sets = {name: frozenset(data[name]) for name in ("minus", "point", "join", "articles")}
    return _Words(
        units=data["units"], scales=data["scales"], parts=data["parts"], thousands=data["thousands"], **sets
    )


def tokens(text: str, language: Language) -> list[Token]:
    """The turn as tokens, number words joined to numbers.

    The text is folded first (lower case, no accents), so positions are those of `fold(text)`.
    """
    return list(_tokens(text, language))


@lru_cache(maxsize=32)  # whatever reads arguments asks for those of the same turn: twenty times in all
def _tokens(text: str, language: Language) -> tuple[Token, ...]:
    folded = fold(text[:LONGEST])
    found: list[Token] = []
    for match in _TOKEN.finditer(folded):
        raw = match.group("num")
        if raw is None:
            found.append(Token(match.group(), match.start(), match.end()))
            continue
        if "," in raw and "." in raw and not _GROUPED.fullmatch(raw.partition("e")[0].replace("−", "-")):
            found += _apart(raw, match.start(), _words(language).thousands)
            continue
        scale = (1000.0 if match.group("kilo") else 1.0) * (0.01 if match.group("percent") else 1.0)
        value, count = _digits(raw, _words(language).thousands)
        found.append(Token(match.group(), match.start(), match.end(), value * scale, count * scale))
    return tuple(_joined(_spoken(found, _words(language))))


def _apart(raw: str, start: int, thousands: str) -> list[Token]:
    """Several numbers with nothing but a mark between them: `0.5,0.3`."""
    ways = (thousands, ".,".strip(thousands), ".,")
    parted = [[*re.finditer(rf"[^{re.escape(way)}]+|[{re.escape(way)}]", raw)] for way in ways]
    fitting = [parts for parts in parted if all(part[0] in ".," or _ONE.fullmatch(part[0]) for part in parts)]
    found = []
    for part in min(fitting, key=len, default=parted[-1]):
        at = start + part.start(), start + part.end()
        pair = (None, None) if part[0] in ".," else _digits(part[0], thousands)
        found.append(Token(part[0], *at, *pair))
    return found


def _digits(raw: str, thousands: str) -> tuple[float, float]:
    """Both readings of a number written in digits: as a measure, and as a count."""
    text = raw.replace("−", "-")
    mantissa, _, exponent = text.partition("e")
    power = f"e{exponent}" if exponent else ""
    if re.search(r"[ \u00a0\u202f]", mantissa):
        whole = float(re.sub(r"[ \u00a0\u202f]", "", mantissa) + power)
        return whole, whole
    marks = re.findall(r"[.,]", mantissa)
    if len(set(marks)) == 2:  # 1,234.5 and 1.234,5: the last mark is the decimal one
        decimal = marks[-1]
        other = "," if decimal == "." else "."
        both = float(mantissa.replace(other, "").replace(decimal, ".") + power)
        return both, both
    if len(marks) > 1:
        whole = float(re.sub(r"[.,]", "", mantissa) + power)
        return whole, whole
    measure = float(mantissa.replace(",", ".") + power)
    grouped = re.fullmatch(r"-?[1-9]\d{0,2}[.,]\d{3}", mantissa)
    if not grouped:
        return measure, measure
    count = float(re.sub(r"[.,]", "", mantissa) + power)
    return (count if marks[0] == thousands else measure), count


def _spoken(found: list[Token], words: _Words) -> list[Token]:
    """Join runs of number words ("two hundred and five", "una milésima") to one number each."""
    result: list[Token] = []
    at = 0
    while at < len(found):
        stop, value = _phrase(found, at, words)
        if value is None:
            result.append(found[at])
            at += 1
            continue
        first, last = found[at], found[stop - 1]
        text = " ".join(token.text for token in found[at:stop])
        lone = stop == at + 1 and first.text in words.articles
        result.append(Token(text, first.start, last.end, value, value, article=lone))
        at = stop
    return result


def _phrase(found: list[Token], at: int, words: _Words) -> tuple[int, float | None]:
    """Where a spoken number that begins at `at` ends, and its value."""
    sign = 1.0
    start = at
    if found[at].text in words.minus:
        if at and (found[at - 1].value is not None or found[at - 1].text in words.units):
            return at, None
        sign, at = -1.0, at + 1
        if at == len(found):
            return start, None
        if (value := found[at].value) is not None:
            return at + 1, -value
    stop, value = _whole(found, at, words)
    if stop == at and found[at].text in words.point and _after(found, at) in words.units:
        value = 0.0  # "point five"
    elif stop == at:
        return start, None
    if stop < len(found) and found[stop].text in words.point:
        stop, value = _decimals(found, stop, value, words)
    if stop < len(found) and found[stop].text in words.scales and value is not None:
        value, stop = value * words.scales[found[stop].text], stop + 1
    if (
        _after(found, stop - 1) in words.articles
        and _after(found, stop) in words.scales
        and value is not None
    ):
        value, stop = value * words.scales[found[stop + 1].text], stop + 2  # "half a million"
    if stop < len(found) and found[stop].text in words.parts and found[stop].text not in ("media", "medio"):
        value, stop = (value if value is not None else 1.0) * words.parts[found[stop].text], stop + 1
    return (stop, sign * value) if value is not None else (start, None)


def _after(found: list[Token], at: int) -> str:
    return found[at + 1].text if at + 1 < len(found) else ""


def _whole(found: list[Token], at: int, words: _Words) -> tuple[int, float | None]:
    """A spoken whole number, or a digit number followed by a scale ("2 thousand"); None where none is."""
    total, current = 0.0, None
    stop = at
    while stop < len(found):
        token = found[stop]
        text = token.text
        after = _after(found, stop)
        if text in words.units:
            unit = float(words.units[text])
            if current is not None and not _fits(current, unit):
                break
            current = (current or 0.0) + unit
        elif text in words.articles and current is None and (after in words.scales or after in words.parts):
            current = 1.0
        elif text in words.scales:
            scale = words.scales[text]
            if scale == 100:
                current = (current or 1.0) * scale
            else:
                total, current = total + (1.0 if current is None else current) * scale, None
        elif text in words.parts:
            if stop == at:
                return stop + 1, words.parts[text]
            break
        elif token.value is not None and stop == at and (after in words.scales or after in words.parts):
            current = token.value
        elif (text in words.join or text in "-‐") and stop > at and after in words.units:
            if not (total if current is None else _fits(current, words.units[after])):
                break
        else:
            break
        stop += 1
    if stop == at:
        return at, None
    return stop, total + (current or 0.0)


def _fits(current: float, unit: float) -> bool:
    """Whether "twenty" may be followed by "one", "two hundred" by "sixteen"."""
    if current == 0:
        return False
    if unit < 10:
        return current % 10 == 0 and current != 10 and current % 100 != 10
    return unit < 100 and current % 100 == 0


def _decimals(found: list[Token], at: int, whole: float | None, words: _Words) -> tuple[int, float | None]:
    """The digits after a spoken point: "zero point oh one", "cero coma veinticinco"."""
    digits = ""
    stop = at + 1
    while stop < len(found):
        text = found[stop].text
        if text in words.units:
            digits += str(int(words.units[text]))
        elif text.isdecimal():
            digits += text
        else:
            break
        stop += 1
    if not digits:
        return at, whole
    return stop, (whole or 0.0) + float(f"0.{digits}")


_POWER = frozenset(("to", "the", "a", "la", "elevado"))


def _joined(found: list[Token]) -> list[Token]:
    """Join what is written as a calculation but means one number: 1/1000, 10^-3, ten to the minus 3."""
    result: list[Token] = []
    for token in found:
        if token.value is not None and token.value < 0 and len(result) > 2 and result[-3].value == 10:
            to, the = result[-2], result[-1]
            if {to.text, the.text} <= _POWER:
                result[-2:] = [Token("^", to.start, the.end)]
        result.append(token)
        if len(result) < 3:
            continue
        left, sign, right = result[-3:]
        if left.value is None or right.value is None or left.count is None:
            continue
        if sign.text == "/" and right.value:
            value = left.value / right.value
        elif sign.text in ("^", "**") and abs(right.value) <= 12 and left.value > 0:
            value = left.value**right.value
        else:
            continue
        text = left.text + sign.text + right.text
        result[-3:] = [Token(text, left.start, right.end, value, value)]
    return result
