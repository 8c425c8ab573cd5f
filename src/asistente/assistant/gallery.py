"""The runs that go wrong and teach: the list of them, what to look for in each, and its cure."""

from __future__ import annotations

from asistente.assistant.reply import Reply, Suggestion
from asistente.assistant.said import Said
from asistente.language.detect import Language
from asistente.language.texts import Texts
from asistente.training.config import RunConfig, parse_link
from asistente.training.failures import FAILURES, Failure


def gallery(language: Language) -> Said:
    """All of them to choose from."""
    texts = Texts(language)
    return Said(texts("chat.failures.list"), tuple(choice(one, texts) for one in FAILURES.values()))


def choice(failure: Failure, texts: Texts) -> Suggestion:
    """A failure as something to choose: its run."""
    return Suggestion(texts(f"demos.failures.{failure.code}.name"), failure.link)


def failure_of(config: RunConfig) -> Failure | None:
    """The failure that this very run shows."""
    return next((one for one in FAILURES.values() if parse_link(one.link) == config), None)


def cure(failure: Failure, texts: Texts) -> Suggestion:
    """The same run set right."""
    return Suggestion(texts(f"demos.failures.{failure.code}.cure"), failure.cure)


def look(failure: Failure, texts: Texts) -> str:
    """What a failure is called and what to look for, as a paragraph."""
    name = texts(f"demos.failures.{failure.code}.name")
    return texts("chat.failures.look", name=name, look=texts(f"demos.failures.{failure.code}.look"))


def opening(config: RunConfig, language: Language) -> Reply | None:
    """What is said when a run begins that is to go wrong; None for any other."""
    failure = failure_of(config)
    if failure is None:
        return None
    texts = Texts(language)
    return Reply(
        question="",
        language=language,
        kind="command",
        intent="report",
        text=look(failure, texts),
        arguments={"failure": failure.code},
        suggestions=(cure(failure, texts),),
    )
