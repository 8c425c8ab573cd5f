"""What a person can cause: errors that are said in one line, with the remedy, never as a traceback."""

from __future__ import annotations


class UserError(Exception):
    """Base of every error that a person can cause.

    `code` names the sentence (`errors.<code>` in the catalogue), `values` fill its placeholders. Numbers are
    written the way of the language; give a `str` for what is to be shown as it is (shortened
    where it is long), a list for names of which none may be missing. Rendered by `Texts.error`.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        """The code and its values, for logs and tests; people read `Texts.error`."""
        given = ", ".join(f"{name}={value!r}"[:120] for name, value in self.values.items())
        return f"{self.code} ({given})" if given else self.code
