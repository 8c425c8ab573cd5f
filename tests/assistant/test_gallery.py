from __future__ import annotations

import pytest

from asistente.assistant.assistant import Assistant
from asistente.assistant.gallery import failure_of, gallery, opening
from asistente.language.detect import Language
from asistente.language.texts import Texts
from asistente.training.config import RunConfig, parse_link
from asistente.training.failures import FAILURES


@pytest.mark.parametrize(
    "text",
    ["show me what can go wrong", "muéstrame fallos", "/failures", "/fallos", "list the failures"],
)
def test_the_gallery_is_a_list_to_choose_from(by_words: Assistant, text: str) -> None:
    reply = by_words.reply(text)
    assert (reply.kind, reply.intent, reply.arguments) == ("command", "failures", {})
    assert [one.target for one in reply.suggestions] == [one.link for one in FAILURES.values()]


def test_every_failure_has_its_words_and_a_cure_that_differs() -> None:
    languages: tuple[Language, ...] = ("en", "es")
    for language in languages:
        names = [one.label for one in gallery(language).suggestions]
        assert len(set(names)) == len(FAILURES)
        for failure in FAILURES.values():
            reply = opening(parse_link(failure.link), language)
            assert reply is not None
            texts = Texts(language)
            assert texts(f"demos.failures.{failure.code}.look") in reply.text
            assert [one.target for one in reply.suggestions] == [failure.cure]
            assert reply.suggestions[0].label.startswith("▶ ")
            assert failure_of(parse_link(failure.cure)) is None


def test_any_other_run_begins_without_a_word() -> None:
    assert opening(RunConfig.of("addition"), "en") is None


def test_a_failure_that_is_asked_for_in_words_is_told_too(by_words: Assistant) -> None:
    reply = by_words.reply("/train addition learning_rate=5")
    assert "What to look for" in reply.text
    assert [one.target for one in reply.suggestions] == ["demo:addition"]
