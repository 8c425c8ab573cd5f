from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from asistente.assistant import assistant as module
from asistente.assistant.assistant import Assistant

_opened: dict[Any, Assistant] = {}


@pytest.fixture(autouse=True)
def opened_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The shipped pages are read once for all these tests: each time takes two seconds."""

    def open_(content: Path | None = None, language: Any = None, *, encoder: Any = "load") -> Assistant:
        if content is not None:
            return Assistant(content, language, encoder=encoder)
        if encoder not in _opened:
            _opened[encoder] = Assistant(encoder=encoder)
        _opened[encoder].language = language or "en"
        return _opened[encoder]

    monkeypatch.setattr(module, "Assistant", open_)
    yield
