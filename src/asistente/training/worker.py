"""The process that trains: commands come in on its standard input, news goes out on its standard output.

Started by `process.py` as `python -m asistente.training.worker`. It ends with its input: the parent has gone.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from queue import Empty, SimpleQueue
from typing import Any, BinaryIO, TypeAlias

from asistente.language.errors import UserError
from asistente.training.begun import Begun
from asistente.training.config import RunConfig
from asistente.training.events import Event, Noticed, RunFinished, RunRefused, RunStarted
from asistente.training.frames import FrameError, read_frame, write_frame
from asistente.training.pace import Pace
from asistente.training.run import Run
from asistente.training.session import Session

BAD_FRAME = 3
"""Exit status when the input was no message of ours."""
Command: TypeAlias = tuple[Any, ...]
"""`("start", number, config, pace, begun or None)`, `("set_pace", pace)`, `("set_learning_rate", value)`,
`("step", n, of)`, and pause, resume, stop alone."""


class Worker:
    """Trains one run at a time. Between slices of a few milliseconds it looks what has been asked."""

    def __init__(self, inbox: SimpleQueue[Command], send: Callable[[Event], None]) -> None:
        self._inbox = inbox
        self._send = send
        self._session: Session | None = None

    def serve(self) -> None:
        """Work for ever; blocked, without waking up, where there is nothing to do."""
        while True:
            wait = self._work()
            try:
                command = self._inbox.get(block=wait is None or wait > 0, timeout=wait)
            except Empty:
                continue
            self._obey(command)

    def _work(self) -> float | None:
        """Do a slice and tell what is new. Returns how long there is nothing to do; None: until asked."""
        session = self._session
        if session is None:
            return None
        wait = session.advance()
        for sign in session.run.take_signs():
            self._send(Noticed(session.number, sign))
        if not session.run.finished and session.snapshot_is_due:
            self._show(session)
        if session.run.finished:
            self._finish(session)
        return wait

    def _obey(self, command: Command) -> None:
        match command:
            case ("start", int(number), RunConfig() as config, Pace() as pace, (Begun() | None) as begun):
                self._start(number, config, pace, begun)
            case _ if self._session is None:
                pass  # the run has ended meanwhile
            case ("pause",):
                self._stand_still(self._session, self._session.pause)
            case ("step", int(n), ("sample" | "batch" | "epoch") as of):
                session = self._session
                self._stand_still(session, lambda: session.step(n, of))
            case ("set_learning_rate", float(value)):
                self._send(self._session.set_learning_rate(value))
            case ("resume",):
                for news in self._session.resume():
                    self._send(news)
            case ("set_pace", Pace() as pace):
                self._session.set_pace(pace)
            case ("stop",):
                self._session.run.stop()

    def _start(self, number: int, config: RunConfig, pace: Pace, begun: Begun | None) -> None:
        self._session = None
        try:
            run = Run(config, begun)
        except UserError as error:
            self._send(RunRefused(number, error.code, dict(error.values)))
            return
        self._send(RunStarted(number, config))
        self._session = Session(run, number, pace)
        self._show(self._session)

    def _stand_still(self, session: Session, ask: Callable[[], Any]) -> None:
        """Pause, with a snapshot of where it stands before the news of it."""
        news = ask()
        if news and session.snapshot_is_due:
            self._show(session)
        for event in news:
            self._send(event)

    def _show(self, session: Session) -> None:
        snapshot = session.snapshot()
        begun = time.perf_counter()
        self._send(snapshot)
        session.took(time.perf_counter() - begun)

    def _finish(self, session: Session) -> None:
        """The last snapshot as every other one, then the end with the same, its loss points told already."""
        assert session.run.finished is not None
        last = session.snapshot()
        self._send(last)
        self._send(RunFinished(session.number, session.run.finished, replace(last, history=last.history[:0])))
        self._session = None


def main() -> None:
    """Keep the pipes to ourselves, ignore ctrl+C, and serve until the parent has gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    commands, news = _own(0, "rb"), _own(1, "wb")
    inbox: SimpleQueue[Command] = SimpleQueue()
    threading.Thread(target=_listen, args=(commands, inbox), daemon=True).start()
    try:
        Worker(inbox, lambda event: write_frame(news, event)).serve()
    except BrokenPipeError:
        os._exit(0)


def _own(descriptor: int, mode: str) -> BinaryIO:
    """The standard stream as ours alone: a stray print or read elsewhere meets an empty device."""
    stream = os.fdopen(os.dup(descriptor), mode)
    empty = os.open(os.devnull, os.O_RDWR)
    os.dup2(empty, descriptor)
    os.close(empty)
    return stream  # type: ignore[return-value]


def _listen(commands: BinaryIO, inbox: SimpleQueue[Command]) -> None:
    """Pass commands on. The process ends with the pipe, at once, even in the middle of a step."""
    status = 0
    try:
        while True:
            command = read_frame(commands)
            if not isinstance(command, tuple):
                raise FrameError("not a command")
            inbox.put(command)
    except EOFError:
        pass
    except FrameError:
        status = BAD_FRAME
    finally:
        os._exit(status)


if __name__ == "__main__":
    main()
