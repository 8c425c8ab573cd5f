"""The run as it will be once a command has been carried out: what the next one in the same turn speaks of."""

from __future__ import annotations

from dataclasses import replace

from asistente.assistant.actions import config_of
from asistente.assistant.reply import Reply
from asistente.assistant.run_view import RunView
from asistente.language.errors import UserError


def foreseen(reply: Reply, run: RunView | None) -> RunView | None:
    """The run on the screen after `reply` has been carried out; as it is where that is not known."""
    if reply.kind != "command":
        return run
    begins = reply.intent in ("train", "reset") or (reply.intent == "compare" and reply.arguments)
    if begins:
        return _begun(reply, run)
    if run is None:
        return None
    if reply.intent == "resume" and (run.state == "paused" or run.reason not in (None, "diverged")):
        return replace(run, state="running", reason=None)
    if run.state == "finished":
        return run
    match reply.intent:
        case "pause" | "step":
            return replace(run, state="paused")
        case "stop":
            return replace(run, state="finished", reason="stopped")
        case "rate":
            return replace(run, learning_rate=reply.arguments.get("learning_rate", run.learning_rate))
        case _:
            return run


def _begun(reply: Reply, run: RunView | None) -> RunView | None:
    """A run at its first step, the very numbers that it will begin with."""
    from asistente.training.run import Run  # NumPy: not before there is a run

    try:
        if reply.intent == "reset":
            if run is None:
                return None
            config = run.config
        else:
            config = config_of(reply.arguments, run.config if run is not None else None)
        begun = Run(config)
    except UserError:
        return run
    first = begun.snapshot()
    before = run if run is None else replace(run, before=None)
    return RunView(config, first, "running", history=first.history, before=before)
