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
    """What may stand after the slash; English help shows the first, Spanish help the second."""
    usage: str = ""
    """Key of the catalogue for the arguments that may follow; empty where there are none."""
    fixed: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    """Slash words that say their argument themselves: `/faster`."""
    choices: tuple[tuple[str, str], ...] = ()
    """What is often written after the slash word, in English and in Spanish: completion offers it."""


def _values(**words: str) -> Mapping[str, Mapping[str, str]]:
    return MappingProxyType({word: MappingProxyType({"value": value}) for word, value in words.items()})


_SPEEDS: Mapping[Language, Mapping[str, str]] = MappingProxyType(
    {
        "en": {"faster": "faster", "slower": "slower", "max": "max"},
        "es": {"faster": "rápido", "slower": "despacio", "max": "máximo"},
    }
)
"""The words for the speeds that help shows."""

COMMANDS: tuple[Command, ...] = (
    Command("train", ("train", "entrena", "entrenar"), usage="train"),
    Command("pause", ("pause", "pausa")),
    Command("resume", ("resume", "sigue", "continuar", "continue")),
    Command(
        "step",
        ("step", "paso"),
        usage="step",
        choices=(("10", "10"), ("sample", "ejemplo"), ("epoch", "época")),
    ),
    Command(
        "speed",
        ("speed", "velocidad"),
        fixed=_values(
            faster="faster",
            slower="slower",
            max="max",
            rapido="faster",
            mas="faster",
            despacio="slower",
            lento="slower",
            menos="slower",
            maximo="max",
        ),
    ),
    Command("rate", ("rate", "tasa"), usage="rate", choices=(("half", "mitad"), ("double", "doble"))),
    Command("reset", ("restart", "reinicia", "reset", "reiniciar")),
    Command("stop", ("stop", "para", "detener")),
    Command("predict", ("predict", "predice"), usage="predict"),
    Command(
        "explain",
        ("explain", "explica"),
        usage="explain",
        choices=(("words", "palabras"), ("figures", "cifras"), ("all", "todo")),
    ),
    Command(
        "see",
        ("see", "ver"),
        usage="see",
        choices=(("weights", "pesos"), ("network", "red"), ("knows", "lo que sabe")),
    ),
    Command(
        "look_back",
        ("back", "atras"),
        usage="back",
        choices=(("now", "ahora"), ("first", "principio"), ("film", "película")),
    ),
    Command("compare", ("compare", "compara"), usage="compare"),
    Command("save_model", ("save", "guarda", "guardar"), usage="name"),
    Command("load_model", ("load", "carga", "cargar"), usage="name", choices=(("latest", "última"),)),
    Command("export", ("export", "exporta", "exportar")),
    Command("guess", ("guess", "adivina"), usage="train"),
    Command(
        "by_hand",
        ("optimizer", "optimizador"),
        usage="by_hand",
        choices=(
            ("hint", "pista"),
            ("undo", "deshacer"),
            ("gradient descent", "descenso por gradiente"),
            ("give up", "me rindo"),
        ),
    ),
    Command("failures", ("failures", "fallos", "failure", "fallo")),
    Command("topics", ("topics", "temas")),
    Command("open_topic", ("open", "abre", "abrir"), usage="open"),
    Command("language", ("language", "idioma"), usage="language"),
    Command(
        "quiet",
        ("quiet", "silencio", "callate", "hush"),
        usage="quiet",
        choices=(("off", "no"),),
    ),
    Command("clear", ("clear", "borra", "limpia", "limpiar", "borrar")),
    Command("why", ("why", "porqué")),
    Command("help", ("help", "ayuda", "?")),
    Command("quit", ("quit", "salir", "exit")),
)

BY_NAME: Mapping[str, Command] = MappingProxyType({command.name: command for command in COMMANDS})


def named(word: str) -> tuple[Command, Mapping[str, str]] | None:
    """The command of a slash word, with the argument that the word itself says; None where there is none."""
    word = fold(word)
    for command in COMMANDS:
        if word in command.fixed:
            return command, command.fixed[word]
        if word in map(fold, command.slashes) or word == command.name:
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
    """Every slash command, in order, with what it does."""
    texts = Texts(language)
    found: list[Line] = []
    for command in COMMANDS:
        if command.name == "speed":
            found += [
                Line(f"/{word}", "", texts(f"commands.speed.{value}"))
                for value, word in _SPEEDS[language].items()
            ]
            continue
        word = command.slashes[language == "es"]
        usage = texts(f"commands.usage.{command.usage}") if command.usage else ""
        found.append(Line(f"/{word}", usage, texts(f"commands.{command.name}")))
    return tuple(found)


def written_forms(language: Language) -> tuple[str, ...]:
    """Everything that completion may offer: the slash words, and the words that often follow them."""
    spanish = language == "es"
    followed = [f"/{one.slashes[spanish]} {pair[spanish]}" for one in COMMANDS for pair in one.choices]
    return (*(line.written for line in help_lines(language)), *followed)


def completions(typed: str, language: Language) -> tuple[Line, ...]:
    """The commands that a half-typed slash command may become, those of the other language included."""
    if not typed.startswith("/"):
        return ()
    if " " in typed:
        forms = [form for form in written_forms(language) if fold(form).startswith(fold(typed))]
        helps = {line.written: line.help for line in help_lines(language)}
        return tuple(Line(form, "", helps[form.split()[0]]) for form in forms)
    shown = help_lines(language)
    fitting = [line for line in shown if fold(line.written).startswith(fold(typed))]
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
        for word in (*command.fixed, *command.slashes)
        if fold(f"/{word}").startswith(fold(typed))
    )
