"""Loading much that stays, without the pauses in which Python searches all of it for garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def settle() -> None:
    """Search for garbage again, but never among what has been loaded until now."""
    gc.freeze()
    gc.enable()


@contextmanager
def undisturbed() -> Iterator[None]:
    """Nothing is searched meanwhile, and never again what is there at the end.

    The pages and the examples are 150,000 objects. Going through them takes 0.05 to 0.12 s, in which no key
    is painted: three times while they are loaded, and now and then ever after. For a process that is the
    app's alone, since what is garbage at the end stays.
    """
    gc.disable()
    try:
        yield
    finally:
        settle()
