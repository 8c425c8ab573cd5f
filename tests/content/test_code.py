"""Every block of Python in the pages runs as it stands, alone, with NumPy, and prints something."""

from __future__ import annotations

import ast
import contextlib
import io
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.content.pages import sources

SECONDS = 5
"""Of computing, whatever else the machine does."""
WIDEST = 80
ALLOWED = {"numpy", *sys.stdlib_module_names}

BLOCKS = [
    (source.page.file, source.line(fence.start), "\n".join(fence.lines))
    for source in sources().values()
    for fence in source.fences
    if fence.info == "python"
]
EACH = pytest.mark.parametrize(
    ("file", "line", "code"), BLOCKS, ids=[f"{file}:{line}" for file, line, _ in BLOCKS]
)


@contextlib.contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raises TimeoutError in what has computed for longer. Only where the system has such a clock."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def over(*_: object) -> None:
        raise TimeoutError(f"more than {seconds:g} s of computing")

    before = signal.signal(signal.SIGPROF, over)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@EACH
def test_code_runs_and_prints(
    file: str, line: int, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # a page may save its weights
    # NumPy's warnings are errors, as all in these tests. Blank lines make the numbers those of the file.
    compiled = compile("\n" * line + code, file, "exec")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed), at_most(SECONDS):
        exec(compiled, {"__name__": "__main__"})
    assert printed.getvalue().strip(), "it prints nothing"


@EACH
def test_code_needs_nothing_but_numpy(file: str, line: int, code: str) -> None:
    imported = {
        name.partition(".")[0]
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
        )
    }
    assert imported <= ALLOWED, f"{file}:{line}: {imported - ALLOWED}"


def test_code_that_goes_on_is_stopped() -> None:
    with pytest.raises(TimeoutError), at_most(0.05):
        exec("while True: pass", {})
