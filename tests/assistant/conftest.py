from __future__ import annotations

import pytest

from asistente.assistant.assistant import Assistant
from asistente.assistant.run_view import RunView, State
from asistente.training.config import RunConfig
from asistente.training.run import Run


@pytest.fixture(scope="session")
def assistant() -> Assistant:
    """The shipped pages with whatever this machine has; the meaning model may be missing."""
    opened = Assistant(language="en")
    opened.warm_up()
    return opened


@pytest.fixture(scope="session")
def by_words() -> Assistant:
    """The shipped pages without the meaning model."""
    opened = Assistant(language="en", encoder=None)
    opened.warm_up()
    return opened


@pytest.fixture(autouse=True)
def speaks_english(assistant: Assistant, by_words: Assistant) -> None:
    """Undo what a test that changes the language did."""
    assistant.language = by_words.language = "en"


def view(steps: int, state: State = "running", demo: str = "addition", **given: object) -> RunView:
    """A real run of addition, or of another demo, at a step."""
    config = RunConfig.of(demo, **given)
    run = Run(config)
    if steps:
        run.step(steps)
    return RunView(config, run.snapshot(1), state, run.finished)
