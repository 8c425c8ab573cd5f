from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from tests.end_to_end.terminal import Terminal, is_running, terminal, wait_until_gone

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs a pseudo-terminal and /proc")

# Sums of the demo that are held out of its training.
UNSEEN_RIGHT = r"(7\+5|2\+3|6\+6|9\+2|3\+10) +[\d.]+ +\d+ ✓"


def start_training(app: Terminal) -> list[int]:
    app.wait_for("Ask, or type")
    app.say("train")
    app.wait_for(r"step [1-9]")
    workers = app.workers()
    assert len(workers) == 1
    return workers


def test_ask_train_and_see_a_sum_right_that_the_network_never_saw(tmp_path: Path) -> None:
    with terminal(tmp_path, "--language", "en") as app:
        app.wait_for("Asistente Virtual")
        app.wait_for("What is a neural network")
        app.say("what does it mean to train a network?")
        app.wait_for("↳ What is training")
        app.say("show me how it learns to add")
        app.wait_for("never seen")
        app.wait_for(UNSEEN_RIGHT)
        app.say("and 7 + 5?")
        app.wait_for(r"7\s\+\s5\s=")
        app.say("max")
        app.wait_for("learnt")
        app.wait_for(r"1\s\+\s2\s=\s(2\.9|3\.0)")
        workers = app.workers()
        app.process.send("\x11")  # ctrl+q
        app.wait_for_end()
        assert wait_until_gone(workers) == []


def test_the_same_in_spanish_at_80x24(tmp_path: Path) -> None:
    with terminal(tmp_path, "--language", "es", columns=80, rows=24) as app:
        app.wait_for("Hola, soy Asistente Virtual")
        app.say("que significa entrenar una red")
        app.wait_for("↳ ")
        app.say("enséñame cómo aprende a sumar")
        app.wait_for("nunca vistas")
        app.wait_for(UNSEEN_RIGHT)
        app.say("pausa")
        app.wait_for("en pausa")


@pytest.mark.parametrize("pace", ["slow", "max"])
@pytest.mark.parametrize("leave", ["ctrl+q", "ctrl+c", "SIGTERM", "SIGHUP", "SIGKILL", "closed terminal"])
def test_leaving_leaves_no_process_behind(tmp_path: Path, leave: str, pace: str) -> None:
    with terminal(tmp_path, "--language", "en") as app:
        workers = start_training(app)
        if pace == "max":
            # Much is painted when the terminal goes: what cannot be written any more must not hold the app.
            app.say("/train addition?noise=5&steps=100000000")
            app.say("/max")
            app.wait_for("At full speed")
            app.read(0.5)
            workers = app.workers()
        match leave:
            case "ctrl+q":
                app.process.send("\x11")
            case "ctrl+c":
                app.process.send("\x03")
            case "closed terminal":
                app.hang_up()
            case _:
                os.kill(app.process.pid, getattr(signal, leave))
        if leave == "closed terminal":
            assert wait_until_gone([app.process.pid], 10) == []
        else:
            app.wait_for_end()
        assert wait_until_gone(workers) == []


def test_a_killed_worker_is_said_and_the_next_run_works(tmp_path: Path) -> None:
    with terminal(tmp_path, "--language", "en") as app:
        (worker,) = start_training(app)
        os.kill(worker, signal.SIGKILL)
        app.wait_for("ended from outside")
        app.say("what does it mean to train a network?")
        app.wait_for("↳ What is training")
        app.say("train")
        app.wait_for(r"running[\s\S]*step [1-9]")
        assert not is_running(worker)
        assert len(app.workers()) == 1


def test_the_smallest_terminals_do_not_crash(tmp_path: Path) -> None:
    with terminal(tmp_path, "--language", "en", columns=40, rows=12) as app:
        app.wait_for("Asistente")
        app.say("train")
        app.wait_for(r"1\+2")
        app.process.setwinsize(5, 10)
        app.read(0.5)
        app.screen.resize(40, 120)
        app.process.setwinsize(40, 120)
        app.wait_for(r"step [1-9]")
        app.wait_for("never seen")
