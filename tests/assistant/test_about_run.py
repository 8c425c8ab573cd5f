"""Questions about a run are answered from its own numbers; the stories of these runs are known."""

from __future__ import annotations

import re

import numpy as np
import pytest

from asistente.assistant.about_run import PAGES, told
from asistente.assistant.assistant import Assistant
from asistente.assistant.conversation import Conversation
from asistente.assistant.explain_step import figure
from asistente.assistant.run_view import RunView, State
from asistente.knowledge.library import Library
from asistente.language.detect import Language
from asistente.storage.folders import content_folder
from asistente.training.config import parse_link
from asistente.training.events import Snapshot
from asistente.training.model import answers, weight_names
from asistente.training.record import RunRecord
from asistente.training.run import Run
from asistente.training.signs import Sign


@pytest.fixture(scope="module")
def library() -> Library:
    return Library.load(content_folder())


def view(link: str, steps: int) -> RunView:
    """A real run, as the app knows it: with its history and the signs noticed on the way."""
    config = parse_link(link)
    run, record = Run(config), RunRecord(1, config)
    signs: list[Sign] = []

    def news() -> Snapshot:
        left = run.steps_left()
        return run.snapshot(
            1, seconds=2.0, seconds_left=None if left is None else left / 1e4, steps_per_second=1e4
        )

    record.apply(news())
    while run.steps < steps and not run.finished:
        run.step(max(1, min(steps // 40, steps - run.steps)))
        record.apply(news())
        signs += run.take_signs()
    assert record.snapshot is not None
    state: State = "finished" if run.finished else "running"
    return RunView(config, record.snapshot, state, run.finished, history=record.history, signs=tuple(signs))


def ask(library: Library, what: str, run: RunView, question: str = "", language: Language = "en") -> str:
    return told(what, question, run, language, library)


@pytest.mark.parametrize("what", PAGES)
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("link", "steps"),
    [
        ("demo:addition", 0),
        ("demo:addition", 500),
        ("demo:digits", 100),
        ("demo:addition?learning_rate=5", 99),
    ],
)
def test_every_answer_names_the_run_its_step_and_a_page(
    library: Library, what: str, language: Language, link: str, steps: int
) -> None:
    run = view(link, steps)
    text = ask(library, what, run, language=language)
    start = {"en": "*From the run, step ", "es": "*Según el entrenamiento, paso "}[language]
    assert text.startswith(f"{start}{run.snapshot.step}.*")
    slug, anchor = PAGES[what]
    (link_to,) = re.findall(r"\]\(([\w-]+\.md(?:#[\w-]+)?)\)\.$", text)
    assert link_to == f"{slug}.md" + (f"#{anchor}" if anchor else "")
    assert "{" not in text


def test_how_it_is_doing_has_its_losses_and_what_is_right(library: Library) -> None:
    run = view("demo:addition", 500)
    text = ask(library, "now", run)
    right = sum(one.correct for one in answers(run.config, run.snapshot.weights, run.config.task.held_out))
    for number in (figure(run.snapshot.train_loss), figure(run.snapshot.test_loss)):
        assert f"**{number}**" in text
    assert f"Of the 25 answers that it never saw, {right} are right" in text


def test_a_loss_that_falls_is_not_said_to_rise(library: Library) -> None:
    assert "Over all it does not" in ask(library, "loss_up", view("demo:addition", 2_000))


def test_a_run_that_blew_up_is_blamed_on_its_rate(library: Library) -> None:
    text = ask(library, "loss_up", view("demo:addition?learning_rate=5", 99))
    assert "without end" in text and "The learning rate is 5; this demo's usual one is 0.1" in text


def test_swings_are_called_so(library: Library) -> None:
    run = view("demo:addition?learning_rate=0.3&steps=5000", 3_000)
    assert "jumps up and down" in ask(library, "loss_up", run)


def test_memorising_is_told_from_learning(library: Library) -> None:
    memorising = view("demo:sine?steps=10000&hidden=64,64&noise=0.3", 9_000)
    assert "It looks like it" in ask(library, "memorising", memorising)
    assert "No sign of it" in ask(library, "memorising", view("demo:addition", 2_000))


def test_stuck_runs_have_their_reason(library: Library) -> None:
    alike = ask(library, "stuck", view("demo:addition?steps=5000&init=zero", 3_000))
    assert "hardly moves" in alike and "all 8 units of a hidden layer are alike" in alike
    line = ask(library, "stuck", view("demo:xor?steps=5000&hidden=none", 3_000))
    assert "hardly moves" in line and "a straight line only" in line
    assert "by " in ask(library, "stuck", view("demo:addition", 2_000))
    assert "too early" in ask(library, "stuck", view("demo:addition", 20))


def test_the_biggest_weight_is_the_biggest(library: Library) -> None:
    run = view("demo:addition", 500)
    names, at = weight_names(run.config), int(np.argmax(np.abs(run.snapshot.weights)))
    text = ask(library, "weights", run)
    assert f"The biggest is `{names[at]}` with **{figure(float(run.snapshot.weights[at]))}**" in text
    named = ask(library, "weights", run, "how big is a->h3 now?")
    value = run.snapshot.weights[names.index("a→h3")]
    assert f"`a→h3` is **{figure(float(value))}** now" in named


def test_counts_add_up(library: Library) -> None:
    text = ask(library, "count", view("demo:digits", 10))
    assert "**2,410 numbers** to learn, 2,368 weights and 42 biases" in text
    assert "64 inputs, 32 units in a hidden layer, 10 outputs" in text
    assert "1,438 examples; 359 more" in text


def test_what_it_has_learnt_names_what_is_wrong(library: Library) -> None:
    early = ask(library, "learnt", view("demo:addition", 30))
    assert "Wrong, for example:" in early and "(right: " in early
    done = ask(library, "learnt", view("demo:addition", 100_000))
    assert "Yes: all 25" in done and "The first right one was 9 + 2, at step 6" in done


def test_time_left_is_told_only_where_it_is_known(library: Library) -> None:
    assert "cannot be told yet" in ask(library, "left", view("demo:addition", 20))
    assert "steps to the goal" in ask(library, "left", view("demo:addition", 2_000))
    hopeless = view("demo:addition?steps=5000&init=zero", 3_000)
    assert "before its 5,000 steps are used up" in ask(library, "left", hopeless)
    assert "it has ended" in ask(library, "left", view("demo:addition", 100_000))


def test_the_start_is_the_start_of_this_very_run(library: Library) -> None:
    run = view("demo:addition", 2_000)
    first = Run(run.config).snapshot()
    assert f"its loss was {figure(first.train_loss)}" in ask(library, "start", run)


def test_settings_that_were_changed_by_hand_are_told(library: Library) -> None:
    run = view("demo:addition?l2=0.001", 100)
    changed = RunView(run.config, run.snapshot, "running", learning_rate=0.05, history=run.history)
    text = ask(library, "settings", changed)
    assert "a learning rate of **0.05**" in text and "it began with 0.1" in text and "l2 0.001" in text


def test_why_it_ended(library: Library) -> None:
    assert "has not ended yet" in ask(library, "ended", view("demo:addition", 100))
    assert "reached its goal" in ask(library, "ended", view("demo:addition", 100_000))


@pytest.mark.parametrize(
    ("question", "what"),
    [
        ("is it stuck?", "stuck"),
        ("how long will it take?", "left"),
        ("what is the biggest weight?", "weights"),
        ("how many numbers does it have?", "count"),
        ("¿se ha atascado?", "stuck"),
        ("¿por qué sube la pérdida?", "loss_up"),
        ("¿cuánto falta?", "left"),
    ],
)
def test_they_are_taken_for_questions_about_the_run_only_beside_one(
    assistant: Assistant, question: str, what: str
) -> None:
    run = view("demo:addition", 500)
    reply = assistant.reply(question, Conversation(), run)
    assert (reply.intent, reply.arguments) == ("about_run", {"about": what})
    assert reply.topic == PAGES[what][0]
    assert assistant.reply(question, Conversation()).intent != "about_run"
