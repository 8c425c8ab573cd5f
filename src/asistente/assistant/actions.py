"""What is said to a command. Doing it is the business of who receives the reply."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from asistente.assistant import gallery, suggest
from asistente.assistant.commands import help_lines
from asistente.assistant.echo import line_of
from asistente.assistant.mending import mended, nearest
from asistente.assistant.on_run import INTENTS as ON_A_RUN
from asistente.assistant.on_run import on_run
from asistente.assistant.parameters import read
from asistente.assistant.reply import Suggestion
from asistente.assistant.run_view import RunView
from asistente.assistant.said import Said
from asistente.knowledge.library import Library
from asistente.language.detect import Language
from asistente.language.texts import Texts
from asistente.training.config import RunConfig
from asistente.training.demos import ALL, DEMOS
from asistente.training.parameters import EXAMPLES, ConfigError


def config_of(arguments: Mapping[str, Any], last: RunConfig | None) -> RunConfig:
    """The run that `train` asks for: its demo, or the last run with what is named changed.

    Raises ConfigError where there is no such demo, parameter or value.
    """
    given = dict(arguments)
    demo = given.pop("demo", None)
    if demo is None and last is not None:
        return RunConfig.of(last.demo, **{**last.given(), **given})
    return RunConfig.of(str(demo or "addition"), **given)


def _exactly(error: ConfigError, arguments: Mapping[str, Any]) -> ConfigError:
    """An error that shows a whole number digit by digit, as it was given."""
    given = arguments.get(str(error.values.get("name")))
    if isinstance(given, int) and not isinstance(given, bool):
        error.values["value"] = given
    return error


def train(arguments: Mapping[str, Any], run: RunView | None, language: Language) -> Said:
    """Whether the run can be made, and what was understood."""
    texts = Texts(language)
    demo = str(arguments.get("demo") or (run.config.demo if run else "addition"))
    key = f"chat.train.demos.{demo}"
    if demo not in ALL and key in texts:
        known = ", ".join(texts(f"chat.train.demos.{name}") for name in DEMOS)
        text = texts("chat.train.missing", demo=texts(key), known=known)
        return Said(text, (_instead(texts),), "refusal", arguments)
    try:
        config = config_of(arguments, run.config if run else None)
    except ConfigError as error:
        return _refused(error, arguments, run, demo, texts)
    name = texts(key) if key in texts else demo
    named = any(one != "demo" for one in arguments)
    if "demo" in arguments or run is None:
        text = texts("chat.train.start", demo=name)
    else:
        text = texts("chat.train.varied" if named else "chat.train.again")
    if named:
        # The whole line, also where it only varies the last run: it must give this very run again.
        before = {} if "demo" in arguments or run is None else run.config.given()
        line = line_of({**before, **arguments}, demo)
        # Names of files and columns may hold blanks, which a line of words would part: a link quotes them.
        text += f"\n\n`{config.link() if any(' ' in name for name in config.chosen().values()) else line}`"
    failure = gallery.failure_of(config)
    if failure is None:
        return Said(text, arguments=arguments)
    return Said(
        f"{text}\n\n{gallery.look(failure, texts)}", (gallery.cure(failure, texts),), arguments=arguments
    )


def _refused(
    error: ConfigError, arguments: Mapping[str, Any], run: RunView | None, demo: str, texts: Texts
) -> Said:
    """What cannot be, with the run that comes nearest to it as a key."""
    shown = _exactly(error, arguments)
    text = texts.error(shown)
    kind = "demo" if "unknown_demo" in error.code else str(error.values.get("name"))
    near = nearest(kind, str(error.values.get("value", error.values.get("name"))))
    if near is not None:
        known = error.values["known"]
        what = str(error.values.get("value", error.values.get("name")))
        text = texts(
            "chat.train.absent", kind=texts(f"chat.train.kinds.{kind}"), what=what, near=near, known=known
        )
    usual = Suggestion(texts("chat.train.retry"), f"demo:{demo}") if demo in DEMOS else _instead(texts)
    before = {} if "demo" in arguments or run is None else run.config.given()
    changed = mended({**before, **arguments}, error, demo)
    if changed is None:
        return Said(text, (usual,), "refusal", arguments)
    config = RunConfig.of(
        str(changed.get("demo") or demo), **{k: v for k, v in changed.items() if k != "demo"}
    )
    line = line_of({k: v for k, v in changed.items() if k in arguments}, config.demo).removeprefix("/train ")
    nearby = Suggestion(texts("chat.train.nearest", line=line), config.link())
    return Said(text, (nearby, usual) if nearby.target != usual.target else (nearby,), "refusal", arguments)


def compare(arguments: Mapping[str, Any], run: RunView | None, language: Language) -> Said:
    """The run beside the one before; or, where parameters are named, that it is done again with them."""
    texts = Texts(language)
    if run is None:
        start = Suggestion(texts("chat.greeting.demo"), "demo:addition")
        return Said(texts("chat.compare.no_run"), (start,), arguments=arguments)
    from asistente.assistant import compare_runs  # NumPy: not before there is a run

    if not arguments:
        if run.before is None:
            return compare_runs.offer(language)
        return Said(compare_runs.compared(run.before, run, language))
    try:
        config = config_of(arguments, run.config)
    except ConfigError as error:
        return Said(texts.error(_exactly(error, arguments)), kind="refusal", arguments=arguments)
    return Said(compare_runs.begun(config, run.config, language), arguments=arguments)


def explain(arguments: Mapping[str, Any], run: RunView | None, language: Language) -> Said:
    """The last step of the run, at the depth asked for."""
    texts = Texts(language)
    if run is None:
        return Said(texts("chat.explain.no_run"), (Suggestion(texts("chat.greeting.demo"), "demo:addition"),))
    from asistente.assistant.explain_step import explained  # NumPy: not before there is a run

    depth = arguments.get("depth", "words")
    said = explained(run, language, depth, arguments.get("weight"))
    return replace(said, arguments=arguments)


def not_read(text: str, language: Language) -> str:
    """The paragraph on what of the words for a run could not be read; empty where all of it was."""
    missed = read(text, language).unread
    if not missed:
        return ""
    name = next((one for one in missed if one in EXAMPLES), "steps")
    what = ", ".join(f"`{one}`" for one in missed)
    return "\n\n" + Texts(language)("chat.train.unread", what=what, form=f"{name}={EXAMPLES[name]}")


def _instead(texts: Texts) -> Suggestion:
    first = next(iter(DEMOS))
    return Suggestion(texts("chat.train.also", demo=texts(f"chat.train.demos.{first}")), f"demo:{first}")


def topic_list(library: Library, language: Language) -> Said:
    """Every topic in reading order, under its part."""
    texts = Texts(language)
    lines: list[str] = []
    part = None
    for page in library.pages(language):
        if page.part and page.part != part:
            part = page.part
            lines += ["", f"**{part}**", ""]
        summary = f": {page.summary}" if page.summary else ""
        lines.append(f"- [{page.title}]({page.slug}.md){summary}")
    return Said(texts("chat.command.topics") + "\n" + "\n".join(["", *lines]))


def open_topic(slug: str | None, near: Sequence[str], library: Library, language: Language) -> Said:
    """The page that is opened, or those that come near where there is none."""
    texts = Texts(language)
    page = library.page(slug, language) if slug else None
    choices = suggest.topics(library, near, language)
    if page is not None:
        text = texts("chat.command.open", title=page.title, link=f"{page.slug}.md")
        return Said(f"{text} {page.summary}".rstrip(), arguments={"slug": page.slug})
    if slug is None:
        first = library.slugs()[0]
        return Said(texts("chat.command.open_which", slug=first), choices, "refusal")
    return Said(texts("chat.command.open_none", name=slug[:60]), choices, "refusal", {"slug": slug})


def helped(language: Language) -> Said:
    """All commands, from the registry."""
    texts = Texts(language)
    lines = [
        f"- `{line.written}{' ' + line.usage if line.usage else ''}`: {line.help}"
        for line in help_lines(language)
    ]
    parts = ("\n".join(lines), texts("chat.command.help_keys"), texts("chat.command.help_more"))
    return Said("\n\n".join((texts("chat.command.help"), *parts)))


def simple(intent: str, language: Language) -> Said:
    """Commands that need no more than a word."""
    texts = Texts(language)
    return Said(texts(f"chat.command.{intent}"))


def command(
    intent: str, arguments: Mapping[str, Any], run: RunView | None, library: Library, language: Language
) -> Said:
    """The words for a command that needs nothing but its arguments; `predict` and `open_topic` need more."""
    if intent == "train":
        return train(arguments, run, language)
    if intent in ON_A_RUN:
        return on_run(intent, arguments, run, language)
    if intent == "compare":
        return compare(arguments, run, language)
    if intent == "explain":
        return explain(arguments, run, language)
    if intent == "topics":
        return topic_list(library, language)
    if intent == "help":
        return helped(language)
    if intent == "failures":
        return gallery.gallery(language)
    if intent == "quiet":
        silent = arguments.get("value") != "off"
        return Said(
            Texts(language)(f"chat.command.{'quiet' if silent else 'quiet_off'}"), arguments=arguments
        )
    if intent == "language":
        wanted = arguments.get("lang")
        if wanted not in ("en", "es"):
            names = (Suggestion("English", "/language en"), Suggestion("Español", "/language es"))
            return Said(Texts(language)("chat.command.language_which"), names, "refusal")
        return Said(Texts(wanted)("chat.command.language"), arguments=arguments)
    return simple(intent, language)
