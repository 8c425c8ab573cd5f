"""The registry of commands: one list from which slash forms, help and completion are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from asistente.language.detect import Language
from asistente.language.normalise import fold
from asistente.language.texts import Texts

_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be asked for; what it does is the business of who receives the reply."""

    name: str
    """The intent, as in `Reply.intent`. `commands.<name>` in the catalogue says what it does."""
    slashes: tuple[str, ...]
    """What may stand after the slash; help and completion show the first."""
    usage: str = ""
    """Key of the catalogue for the arguments that may follow; empty where there are none."""
    fixed: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    """Slash words that say their argument themselves: `/faster`."""
    later: bool = False
    """Understood, but not possible in this version."""


def _values(**words: str) -> Mapping[str, Mapping[str, str]]:
    return MappingProxyType({word: MappingProxyType({"value": value}) for word, value in words.items()})


COMMANDS: tuple[Command, ...] = (
    Command("train", ("train", "entrena", "entrenar"), usage="train"),
    Command("pause", ("pause", "pausa")),
    Command("resume", ("resume", "sigue", "continuar", "continue")),
    Command("step", ("step", "paso")),
    Command(
        "speed",
        ("faster", "slower", "max", "speed", "velocidad"),
        fixed=_values(
            faster="faster", slower="slower", max="max", rapido="faster", lento="slower", maximo="max"
        ),
    ),
    Command("reset", ("reset", "restart", "reinicia", "reiniciar")),
    Command("stop", ("stop", "para", "detener")),
    Command("predict", ("predict", "predice"), usage="predict"),
    Command("topics", ("topics", "temas")),
    Command("open_topic", ("open", "abre", "abrir"), usage="open"),
    Command("language", ("language", "idioma"), usage="language"),
    Command("clear", ("clear", "limpia", "limpiar")),
    Command("help", ("help", "ayuda", "?")),
    Command("quit", ("quit", "exit", "salir")),
    Command("compare", ("compare", "compara"), later=True),
    Command("export", ("export", "exporta"), later=True),
    Command("save_model", ("save", "guarda"), later=True),
    Command("load_model", ("load", "carga"), later=True),
)

BY_NAME: Mapping[str, Command] = MappingProxyType({command.name: command for command in COMMANDS})


def named(word: str) -> tuple[Command, Mapping[str, str]] | None:
    """The command of a slash word, with the argument that the word itself says; None where there is none."""
    word = fold(word)
    for command in COMMANDS:
        if word in command.fixed:
            return command, command.fixed[word]
        if word in command.slashes or word == command.name:
            return command, _NOTHING
    return None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of help, and an entry of the completion."""

    written: str
    """`/train`"""
    usage: str
    """`[demo] [name=value …]`, or empty."""
    help: str
    """What it does, in a few words."""


def help_lines(language: Language) -> tuple[Line, ...]:
    """Every slash command that works in this version, in order, with what it does."""
    texts = Texts(language)
    found: list[Line] = []
    for command in COMMANDS:
        if command.later:
            continue
        if command.name == "speed":
            found += [
                Line(f"/{word}", "", texts(f"commands.speed.{word}")) for word in ("faster", "slower", "max")
            ]
            continue
        word = command.slashes[1] if language == "es" and len(command.slashes) > 1 else command.slashes[0]
        usage = texts(f"commands.usage.{command.usage}") if command.usage else ""
        found.append(Line(f"/{word}", usage, texts(f"commands.{command.name}")))
    return tuple(found)


def completions(typed: str, language: Language) -> tuple[Line, ...]:
    """The commands that a half-typed slash command may become, those of the other language included."""
    if not typed.startswith("/") or " " in typed:
        return ()
    shown = help_lines(language)
    fitting = [line for line in shown if line.written.startswith(typed.lower())]
    if fitting:
        return tuple(fitting)
    texts = Texts(language)
    return tuple(
        Line(
            f"/{word}",
            "",
            texts(f"commands.{command.name}" if command.name != "speed" else "commands.any_speed"),
        )
        for command in COMMANDS
        for word in command.slashes
        if not command.later and f"/{word}".startswith(typed.lower())
    )
