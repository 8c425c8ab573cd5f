"""Carries out what is kept: networks are saved and loaded, the conversation and the run written out.

Files are read and written on a thread; the words for what came of it are the assistant's.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from asistente.language.errors import UserError
from asistente.ui.chat.entries import Question
from asistente.ui.chat.transcript import markdown_of
from asistente.ui.stage import Stage

if TYPE_CHECKING:  # nothing is kept before the first screen
    from collections.abc import Callable

    from asistente.assistant.reply import Reply
    from asistente.assistant.said import Said
    from asistente.training.shelf import Shelf


class Keep:
    """The person's own folder, as far as the conversation writes to it."""

    def __init__(self, folder: Path | None, clock: Callable[[], datetime] = datetime.now) -> None:
        """`folder`: where the program may write; None where it may nowhere."""
        self._folder, self._clock = folder, clock

    @cached_property
    def shelf(self) -> Shelf:
        """The saved networks."""
        from asistente.training.shelf import Shelf

        return Shelf(None if self._folder is None else self._folder / "networks")

    async def save(self, reply: Reply, stage: Stage) -> Reply:
        """Save the network of the run; the reply then says where, or why not."""
        from asistente.assistant.keeping import failed, told_saved

        record = stage.desk.runs.record
        network = None if record is None else record.saved(reply.language)
        if network is None:
            return reply
        try:
            path = await asyncio.to_thread(self.shelf.save, network, reply.arguments.get("name"))
        except UserError as error:
            return _with(reply, failed(error, stage.texts))
        return _with(reply, told_saved(path, stage.desk.runs.view(), stage.texts))

    async def load(self, reply: Reply, stage: Stage) -> Reply:
        """Put a saved network in place of the run; the reply then says what it is, or why not."""
        from asistente.assistant.keeping import failed, told_loaded

        name = reply.arguments.get("name")
        if name is None:
            return reply
        try:
            network = await asyncio.to_thread(self.shelf.load, str(name))
        except UserError as error:
            others = await asyncio.to_thread(self.shelf.names)
            return _with(reply, failed(error, stage.texts, [one for one in others if one != name]))
        await stage.desk.show_saved(network)
        return _with(reply, told_loaded(str(name), network, stage.texts))

    async def export(self, reply: Reply, stage: Stage) -> Reply:
        """Write the conversation so far and the figures of the run; the reply then names the files."""
        from asistente.assistant.keeping import failed, told_exported
        from asistente.training.saved import history_csv

        record = stage.desk.runs.record
        entries = stage.dialogue.view.entries
        # The order to export, not yet answered, is no part of it.
        asked = entries[:-1] if entries and isinstance(entries[-1], Question) else entries
        talk = markdown_of(asked, stage.texts)
        points = 0 if record is None else len(record.history)
        table = None if record is None or not points else history_csv(record.history)
        stem = f"{self._clock():%Y-%m-%d-%H%M%S}"
        try:
            written = await asyncio.to_thread(
                self._write, [(f"conversation-{stem}.md", talk), (f"run-{stem}.csv", table)]
            )
        except UserError as error:
            return _with(reply, failed(error, stage.texts))
        return _with(reply, told_exported(written[0], written[1], points, stage.texts))

    def _write(self, files: list[tuple[str, str | None]]) -> list[Path | None]:
        from asistente.training.shelf import write_text

        folder = None if self._folder is None else self._folder / "exports"
        return [None if text is None else write_text(folder, name, text) for name, text in files]


def _with(reply: Reply, said: Said) -> Reply:
    """The reply with the words for what was done; its arguments stay those that were named."""
    return replace(reply, text=said.text, kind=said.kind, suggestions=said.suggestions)
