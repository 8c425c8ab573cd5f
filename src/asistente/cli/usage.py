"""Wrong usage in the person's language: argparse itself speaks English alone."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NoReturn

from asistente.language.detect import LANGUAGES, Language, from_locale
from asistente.language.normalise import one_line
from asistente.language.texts import Texts
from asistente.storage.environment import locale_name

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

WRONG_USAGE = 2

# What argparse says, by the key of the sentence that says the same; anything else stays as it is.
_MESSAGES = {
    "unknown": r"unrecognized arguments: (?P<given>.*)",
    "required": r"the following arguments are required: (?P<names>.*)",
    "choice": r"argument (?P<name>.*?): invalid choice: '?(?P<given>.*?)'? \(choose from (?P<choices>.*)\)",
    "one-value": r"argument (?P<name>.*): expected one argument",
    "some-value": r"argument (?P<name>.*): expected at least one argument",
    "no-value": r"argument (?P<name>.*): ignored explicit argument (?P<given>.*)",
    "ambiguous": r"ambiguous option: (?P<given>.*) could match (?P<choices>.*)",
}


class Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def __init__(self, *args: Any, language: Language = "en", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.texts = Texts(language)

    def error(self, message: str) -> NoReturn:
        """One line on standard error, and status 2."""
        line = one_line(_translated(message, self.texts), 1000)
        self.exit(WRONG_USAGE, f"{self.prog}: {line} ({self.prog} --help)\n")

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        """Unlike that of argparse, says when the help cannot be written: `asistente --help > /dev/full`."""
        if message:
            (file or sys.stderr).write(message)


def asked_language(arguments: Sequence[str]) -> Language:
    """The language for what is said before the arguments are understood: `--language`, else the locale's."""
    given = [after for before, after in pairwise(arguments) if before == "--language"]
    given += [word.partition("=")[2] for word in arguments if word.startswith("--language=")]
    return next((language for language in LANGUAGES if language in given), from_locale(locale_name()))


def _translated(message: str, texts: Texts) -> str:
    for key, pattern in _MESSAGES.items():
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return texts(f"usage.{key}", **found.groupdict())
    return message
