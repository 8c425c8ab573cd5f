"""A program in a pseudo-terminal, and how long it takes to paint."""

from __future__ import annotations

import sys
import time
from contextlib import suppress

import pexpect
import pyte

BARE = """
from textual.app import App
from textual.widgets import Input

class Bare(App):
    def compose(self):
        yield Input(placeholder="Ask")

Bare().run()
"""


class Timed:
    """A Python program on 120 x 40 cells."""

    def __init__(self, arguments: list[str]) -> None:
        self.screen = pyte.Screen(120, 40)
        self.stream = pyte.ByteStream(self.screen)
        self.begun = time.perf_counter()
        self.process = pexpect.spawn(sys.executable, arguments, dimensions=(40, 120), timeout=30)
        self.process.delaybeforesend = None

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(self.screen.display)

    def read(self, seconds: float = 0.002) -> None:
        """Take what is painted within `seconds`."""
        with suppress(pexpect.TIMEOUT):
            self.stream.feed(self.process.read_nonblocking(1 << 16, timeout=seconds))

    def read_for(self, seconds: float) -> None:
        """Take what is painted for so long."""
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            self.read()

    def wait_for(self, text: str, seconds: float = 30.0) -> None:
        """Until the text stands on the screen."""
        end = time.perf_counter() + seconds
        while text not in self.text:
            if time.perf_counter() > end:
                raise SystemExit(f"{text!r} never came:\n{self.text}")
            self.read()

    def echo(self, letter: str) -> float:
        """Seconds from a key until one more such letter stands on the screen."""
        before = self.text.count(letter)
        begun = time.perf_counter()
        self.process.send(letter)
        while self.text.count(letter) <= before:
            if time.perf_counter() - begun > 5:
                raise SystemExit(f"{letter!r} was never painted")
            self.read()
        return time.perf_counter() - begun

    def close(self) -> None:
        """End it."""
        self.process.close(force=True)
