from __future__ import annotations

from asistente.assistant.assistant import Assistant
from asistente.assistant.commands import BY_NAME, COMMANDS, completions, help_lines, named
from asistente.assistant.conversation import Conversation
from asistente.assistant.routing import FOLDER, LANGUAGES

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
ADDED = {"guess", "by_hand", "rate", "failures", "quiet", "why", "explain", "see", "look_back"}
BY_GRAMMAR = {"guess", "by_hand", "why", "see", "look_back"}
"""Read from lists of words of their own, not from phrases."""


def test_every_intent_of_the_design_has_a_command() -> None:
    assert set(BY_NAME) == DESIGNED | ADDED


def test_no_slash_word_means_two_things() -> None:
    words = [word for command in COMMANDS for word in {*command.slashes, *command.fixed}]
    assert len(words) == len(set(words))


def test_every_command_has_phrases_in_both_languages() -> None:
    for language in LANGUAGES:
        found = {file.stem.split(".")[0] for file in (FOLDER / language / "intents").glob("*.txt")}
        assert found == (DESIGNED | ADDED) - BY_GRAMMAR


def test_help_shows_every_command() -> None:
    for language in LANGUAGES:
        lines = help_lines(language)
        assert all(line.help for line in lines)
        shown = {found[0].name for line in lines if (found := named(line.written[1:]))}
        assert shown == {command.name for command in COMMANDS}


def test_completion() -> None:
    assert [line.written for line in completions("/to", "en")] == ["/topics"]
    assert "/pausa" in [line.written for line in completions("/pau", "es")]
    assert [line.written for line in completions("/pausa", "en")] == ["/pausa"]
    assert completions("/open something", "en") == ()
    assert completions("pause", "en") == ()
    assert completions("/zzz", "en") == ()


def test_what_a_train_command_left_out_is_said(by_words: Assistant) -> None:
    reply = by_words.reply("/train addition with 12 neurons and another seed")
    assert reply.arguments == {"demo": "addition", "hidden": [12]}
    assert "`seed`" in reply.text
    assert "`seed=1`" in reply.text


def test_help_in_spanish_is_spanish_and_works(by_words: Assistant) -> None:
    english = {line.written for line in help_lines("en")}
    spanish = {line.written for line in help_lines("es")}
    assert not english & spanish
    assert {"/salir", "/despacio", "/rápido", "/temas", "/borra", "/reinicia", "/ayuda"} <= spanish
    assert "/restart" in english
    assert all(named(word.removeprefix("/")) for word in english | spanish)
    text = by_words.reply("/ayuda", Conversation(language="es")).text
    assert not any(f"{word} " in text or f"{word}`" in text for word in english)
    assert named("más") == named("faster")


def test_help_names_the_keys(by_words: Assistant) -> None:
    for word in ("/help", "/ayuda"):
        text = by_words.reply(word).text
        assert all(f"F{number} " in text for number in range(1, 10))
        assert "Esc " in text
        assert "Tab " in text
