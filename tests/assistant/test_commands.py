from __future__ import annotations

from asistente.assistant.commands import BY_NAME, COMMANDS, completions, help_lines, named
from asistente.assistant.routing import FOLDER, LANGUAGES
from asistente.language.texts import Texts

DESIGNED = {
    "train",
    "pause",
    "resume",
    "stop",
    "step",
    "reset",
    "speed",
    "predict",
    "compare",
    "topics",
    "open_topic",
    "export",
    "clear",
    "help",
    "language",
    "quit",
    "save_model",
    "load_model",
}


def test_every_intent_of_the_design_has_a_command() -> None:
    assert set(BY_NAME) == DESIGNED


def test_no_slash_word_means_two_things() -> None:
    words = [word for command in COMMANDS for word in {*command.slashes, *command.fixed}]
    assert len(words) == len(set(words))


def test_every_command_has_phrases_in_both_languages() -> None:
    for language in LANGUAGES:
        found = {file.stem.split(".")[0] for file in (FOLDER / language / "intents").glob("*.txt")}
        assert found == DESIGNED


def test_help_shows_what_works_and_only_that() -> None:
    for language in LANGUAGES:
        lines = help_lines(language)
        assert all(line.help for line in lines)
        shown = {found[0].name for line in lines if (found := named(line.written[1:]))}
        assert shown == {command.name for command in COMMANDS if not command.later}


def test_what_works_later_is_said_in_a_sentence() -> None:
    for language in LANGUAGES:
        for command in COMMANDS:
            assert not command.later or Texts(language)(f"chat.later.{command.name}")


def test_completion() -> None:
    assert [line.written for line in completions("/to", "en")] == ["/topics"]
    assert "/pausa" in [line.written for line in completions("/pau", "es")]
    assert [line.written for line in completions("/pausa", "en")] == ["/pausa"]
    assert completions("/open something", "en") == ()
    assert completions("pause", "en") == ()
    assert completions("/zzz", "en") == ()
