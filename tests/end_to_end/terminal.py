"""A real program in a real pseudo-terminal: pexpect runs it, pyte keeps the screen."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect
import pyte


class Terminal:
    """The app as a person has it."""

    def __init__(self, arguments: list[str], columns: int, rows: int, home: Path) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        # Textual's own test driver leaves the size of its screen in COLUMNS and LINES.
        left_out = ("CI", "NO_COLOR", "COLUMNS", "LINES")
        environment = {name: value for name, value in os.environ.items() if name not in left_out}
        environment |= {
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "HOME": str(home),
            "LC_ALL": "C.UTF-8",
        }
        self.process = pexpect.spawn(
            sys.executable,
            ["-m", "asistente", *arguments],
            dimensions=(rows, columns),
            env=environment,
            timeout=30,
        )

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(line.rstrip() for line in self.screen.display)

    def read(self, seconds: float = 0.05) -> bool:
        """Take what the program paints; False where it has ended."""
        try:
            painted = self.process.read_nonblocking(1 << 16, timeout=seconds)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        if b"\x1b[6n" in painted:
            self.process.send(b"\x1b[1;1R")
        # Queries for private modes and key protocols are no text, and pyte cannot read them.
        self.stream.feed(re.sub(rb"\x1b\[[<>=?][0-9;]*(?:\$p|[a-gi-km-zA-Z])", b"", painted))
        return True

    def wait_for(self, pattern: str, seconds: float = 30.0) -> str:
        """Read until the pattern is on the screen; fails with the screen where it never comes."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if re.search(pattern, self.text):
                return self.text
            if not self.read():
                break
        if re.search(pattern, self.text):
            return self.text
        raise AssertionError(f"{pattern!r} never came; the screen:\n{self.text}")

    def say(self, text: str) -> None:
        """Type a line and send it."""
        self.process.send(text + "\r")

    def wait_for_end(self, seconds: float = 10.0) -> None:
        """Read until the program has ended."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.isalive():
            self.read()
        assert not self.process.isalive(), f"still running; the screen:\n{self.text}"

    def hang_up(self) -> None:
        """Close the terminal under the program, as a closed window does."""
        self.process.ptyproc.fileobj.close()
        self.process.closed = self.process.ptyproc.closed = True

    def workers(self) -> list[int]:
        """Process numbers of the training workers that this app has started."""
        return [number for number in _processes() if _parent(number) == self.process.pid]


def is_running(number: int) -> bool:
    """Whether a process exists and is more than a dead entry."""
    try:
        status = Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return status != "Z"


def wait_until_gone(numbers: list[int], seconds: float = 5.0) -> list[int]:
    """The processes that are still there when the time is up."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and any(is_running(number) for number in numbers):
        time.sleep(0.05)
    return [number for number in numbers if is_running(number)]


@contextmanager
def terminal(home: Path, *arguments: str, columns: int = 120, rows: int = 40) -> Iterator[Terminal]:
    """An app that is gone afterwards, whatever happens."""
    opened = Terminal(list(arguments), columns, rows, home)
    try:
        yield opened
    finally:
        if not opened.process.closed:
            opened.process.close(force=True)


def _processes() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _parent(number: int) -> int | None:
    try:
        return int(Path(f"/proc/{number}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
    except (OSError, ValueError):
        return None
