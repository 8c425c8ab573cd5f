"""The process from its parent's side, with processes that do not behave."""

from __future__ import annotations

import signal
import sys
from queue import SimpleQueue

import pytest

from asistente.training.process import WorkerProcess

PATIENCE = 20.0


def talking(program: str) -> tuple[WorkerProcess, SimpleQueue[object], SimpleQueue[int | None]]:
    messages: SimpleQueue[object] = SimpleQueue()
    ends: SimpleQueue[int | None] = SimpleQueue()
    process = WorkerProcess(
        lambda _, message: messages.put(message),
        lambda _, status: ends.put(status),
        command=(sys.executable, "-c", program),
    )
    return process, messages, ends


@pytest.mark.parametrize(
    "said",
    [
        "b'\\xff\\xff\\xff\\xff garbage'",
        "b'Traceback (most recent call last)'",
        "b'\\x00\\x00\\x00\\x04abcd'",
    ],
)
def test_a_process_that_speaks_nonsense_is_killed(said: str, caplog: pytest.LogCaptureFixture) -> None:
    program = f"import sys, time; sys.stdout.buffer.write({said}); sys.stdout.flush(); time.sleep(60)"
    process, messages, ends = talking(program)
    assert ends.get(timeout=PATIENCE) == -signal.SIGKILL
    assert messages.empty()
    assert "spoke nonsense" in caplog.text
    assert not process.send(("pause",))
    process.close()


def test_the_exit_status_of_a_process_that_falls_is_told() -> None:
    process, _, ends = talking("raise SystemExit(7)")
    assert ends.get(timeout=PATIENCE) == 7
    assert not process.alive
    process.close()


def test_a_process_that_does_not_listen_is_ended_by_force() -> None:
    program = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
    process, _, ends = talking(program)
    process.close()
    assert ends.get(timeout=PATIENCE) == -signal.SIGKILL
    assert not process.alive


def test_a_message_cut_short_by_death_is_not_told() -> None:
    program = "import os; os.write(1, b'\\x00\\x00\\x01\\x00half a mess'); os.kill(os.getpid(), 9)"
    process, messages, ends = talking(program)
    assert ends.get(timeout=PATIENCE) == -signal.SIGKILL
    assert messages.empty()
    process.close()
