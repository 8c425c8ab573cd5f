from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import asistente
from asistente.assistant.assistant import LONGEST, Assistant
from asistente.language.detect import Language
from asistente.training.config import parse_link
from tests.assistant.conftest import view


def test_the_public_door() -> None:
    assert asistente.Assistant is Assistant


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_greeting_says_who_speaks_and_offers_four_beginnings(language: Language) -> None:
    assistant = Assistant(language=language, encoder=None)
    greeting = assistant.greeting()
    assert "Asistente Virtual" in greeting.text
    assert len(greeting.suggestions) == 4
    assert greeting.suggestions[3].label.startswith("▶")
    assert greeting.suggestions[3].target == "demo:addition"
    for one in greeting.suggestions[:3]:
        assert assistant.reply(one.target).kind == "answer"


@pytest.mark.parametrize(
    ("question", "language", "topic"),
    [
        ("what is a neural network?", "en", "what-is-a-neural-network"),
        ("is it like a brain", "en", "what-is-a-neural-network"),
        ("what does it mean to train a network", "en", "what-is-training"),
        ("how does it know which way is downhill", "en", "gradient-descent"),
        ("why is it like a puppy", "en", "puppy-analogy"),
        ("why does it get 12 + 30 wrong", "en", "learning-addition"),
        ("is it magic", "en", "why-it-seems-complicated"),
        ("does it keep learning after training", "en", "after-training"),
        ("do you need the internet", "en", "using-the-assistant"),
        ("¿qué es una red neuronal?", "es", "what-is-a-neural-network"),
        ("qué significa entrenar una red", "es", "what-is-training"),
        ("por qué los cambios son tan pequeños", "es", "how-a-network-learns"),
        ("en qué se parece a un cachorro", "es", "puppy-analogy"),
        ("por qué se equivoca con 12 + 30", "es", "learning-addition"),
        ("es magia?", "es", "why-it-seems-complicated"),
        ("qué queda después del entrenamiento", "es", "after-training"),
        ("funciona sin internet", "es", "using-the-assistant"),
    ],
)
def test_questions_find_their_topic(
    assistant: Assistant, by_words: Assistant, question: str, language: Language, topic: str
) -> None:
    for one in (assistant, by_words):
        reply = one.reply(question)
        assert (reply.kind, reply.intent, reply.topic) == ("answer", "ask", topic)
        assert reply.language == language
        assert reply.source is not None
        assert reply.source.startswith(f"{language}/{topic}.md")
        assert reply.heading
        assert 0 < reply.score <= 1
        assert 1 <= len(reply.suggestions) <= 3


@pytest.mark.parametrize(
    ("question", "anchor"),
    [
        ("what is a neural network", ""),
        ("what is a neural network in simple words", "#plain"),
        ("give me an example of training with real numbers", "#numbers"),
        ("the formula of a neuron", "#formula"),
        ("python code for training a network", "#code"),
        ("what are common misunderstandings about backpropagation", "#mistakes"),
        ("what is dropout", "#dropout"),
    ],
)
def test_the_section_fits_the_depth_that_was_asked(assistant: Assistant, question: str, anchor: str) -> None:
    source = assistant.reply(question).source or ""
    assert source.partition(".md")[2] == anchor


@pytest.mark.parametrize(
    "question",
    [
        "how do I train for a marathon",
        "my network is down",
        "weights for the gym",
        "how to learn to drive",
        "what is the capital of France",
        "cómo entreno para una maratón",
        "se cayó la red de mi casa",
        "cuántos pesos son cien dólares",
        "receta de tortilla de patatas",
    ],
)
def test_off_topic_is_refused_kindly_with_the_nearest(
    assistant: Assistant, by_words: Assistant, question: str
) -> None:
    for one in (assistant, by_words):
        reply = one.reply(question)
        assert (reply.kind, reply.intent, reply.topic) == ("refusal", "refuse", None)
        assert 2 <= len(reply.suggestions) <= 3
        assert all(one.reply(chip.target).kind == "answer" for chip in reply.suggestions)


@pytest.mark.parametrize(
    ("question", "source"),
    [
        ("what is dropout", "en/regularization.md#dropout"),
        ("qué es la convolución", "es/image-recognition.md#convolution"),
        ("what is backpropagation", "en/backpropagation.md"),
    ],
)
def test_what_has_a_section_of_its_own_is_answered_from_it(
    assistant: Assistant, question: str, source: str
) -> None:
    assert assistant.reply(question).source == source


@pytest.mark.parametrize(
    ("text", "intent", "arguments"),
    [
        (
            "train it with 16 neurons and learning rate 0.01",
            "train",
            {"demo": "addition", "learning_rate": 0.01, "hidden": [16]},
        ),
        ("show me how it learns to add", "train", {"demo": "addition"}),
        ("enséñame cómo aprende a sumar", "train", {"demo": "addition"}),
        ("again but with Adam", "train", {"optimizer": "adam"}),
        ("otra vez con adam", "train", {"optimizer": "adam"}),
        ("what would happen with a learning rate of 5?", "train", {"learning_rate": 5}),
        ("demo", "train", {"demo": "addition"}),
        ("pause", "pause", {}),
        ("sigue", "resume", {}),
        ("one more step", "step", {}),
        ("para ya", "stop", {}),
        ("start over", "reset", {}),
        ("más rápido", "speed", {"value": "faster"}),
        ("slow down", "speed", {"value": "slower"}),
        ("a toda velocidad", "speed", {"value": "max"}),
        ("list the topics", "topics", {}),
        ("open the page about the puppy", "open_topic", {"slug": "puppy-analogy"}),
        ("abre qué es entrenar", "open_topic", {"slug": "what-is-training"}),
        ("clear the screen", "clear", {}),
        ("ayuda", "help", {}),
        ("speak spanish", "language", {"lang": "es"}),
        ("cierra el programa", "quit", {}),
    ],
)
def test_commands_in_plain_words(
    assistant: Assistant, text: str, intent: str, arguments: dict[str, Any]
) -> None:
    reply = assistant.reply(text, run=view(3))
    assert (reply.kind, reply.intent, reply.arguments) == ("command", intent, arguments)
    assert reply.text


def test_what_was_understood_can_be_pasted_back(assistant: Assistant) -> None:
    first = assistant.reply("train with two layers of 8, rate 0,01 and no noise")
    line = first.text.split("`")[1]
    assert line == "/train addition learning_rate=0.01 hidden=8,8"
    assert assistant.reply(line).arguments == first.arguments


def test_another_demo_than_addition(assistant: Assistant) -> None:
    reply = assistant.reply("train xor with two layers of 8")
    assert (reply.kind, reply.intent) == ("command", "train")
    assert reply.arguments == {"demo": "xor", "hidden": [8, 8]}


@pytest.mark.parametrize(
    "text",
    [
        "/train addition learning_rate=-1",
        "/train addition hidden=9999999",
        "/train addition steps=nan",
        "/train chess",
        "demo:addition?optimizer=magic",
        "demo:addition?color=blue",
        "train with a learning rate of -3",
    ],
)
def test_a_mad_parameter_is_a_clear_line_with_a_way_out(assistant: Assistant, text: str) -> None:
    reply = assistant.reply(text)
    assert (reply.kind, reply.intent) == ("refusal", "train")
    assert "\n" not in reply.text
    parse_link(reply.suggestions[0].target)


@pytest.mark.parametrize(
    ("text", "state", "said"),
    [
        ("pause", None, "no run"),
        ("resume", None, "no run"),
        ("faster", None, "no run"),
        ("pause", "paused", "already"),
        ("resume", "running", "It is running"),
        ("step", "finished", "has ended"),
        ("stop", "running", "stopping"),
        ("max", "paused", "still paused"),
        ("restart", "finished", "same seed"),
    ],
)
def test_what_is_said_to_a_command_fits_the_run(
    assistant: Assistant, text: str, state: Any, said: str
) -> None:
    reply = assistant.reply(f"/{text}", run=view(3, state) if state else None)
    assert said in reply.text
    assert "step 3" not in reply.text  # the run goes on while this is on its way


@pytest.mark.parametrize(
    "text",
    [
        "hello",
        "thanks",
        "bye",
        "who are you",
        "are you ChatGPT?",
        "are you alive?",
        "how are you",
        "you are stupid",
        "well done",
        "tell me a joke",
        "ok",
        "hola",
        "gracias",
        "quién eres",
        "eres chatgpt",
        "estás vivo",
        "adiós",
    ],
)
def test_small_talk_is_brief(assistant: Assistant, text: str) -> None:
    reply = assistant.reply(text)
    assert reply.kind == "smalltalk"
    assert len(reply.text) < 300


def test_it_says_truthfully_what_it_is(assistant: Assistant) -> None:
    assert assistant.reply("are you chatgpt?").text.startswith("No.")
    assert assistant.reply("¿estás vivo?").text.startswith("No, soy un programa")


@pytest.mark.parametrize(
    "text", ["", "   ", "\n\t", "???", "...", "🙂🎉", "\x00\x07\x1b[31m", "\u202e", "¿¡"]
)
def test_nothing_to_read_is_said(assistant: Assistant, text: str) -> None:
    reply = assistant.reply(text)
    assert reply.kind == "refusal"
    assert reply.text


def test_a_megabyte_is_refused_at_once(assistant: Assistant) -> None:
    started = time.process_time()
    reply = assistant.reply("what is training? " * 60_000)
    assert reply.kind == "refusal"
    assert "1,080,000" in reply.text
    assert len(reply.question) <= LONGEST
    assert time.process_time() - started < 5


def test_a_long_question_is_answered(assistant: Assistant) -> None:
    rambling = "My cousin came by on Sunday and we talked about this and that for hours. " * 20
    reply = assistant.reply(rambling + "So what exactly does it mean to train a neural network?")
    assert reply.topic == "what-is-training"


def test_escape_sequences_do_not_come_back(assistant: Assistant) -> None:
    reply = assistant.reply("what is \x1b[31mtraining\x1b[0m?\x07")
    assert reply.topic == "what-is-training"
    assert "\x1b" not in reply.question


@given(text=st.text(max_size=60))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_raises(by_words: Assistant, text: str) -> None:
    for prefix in ("", "/train ", "/open ", "/predict ", "train with ", "demo:"):
        reply = by_words.reply(prefix + text)
        assert reply.text
        assert reply.as_json()["intent"]


def test_the_language_of_each_turn(assistant: Assistant) -> None:
    assert assistant.reply("que es el learning rate").language == "es"
    assert assistant.reply("what is the tasa de aprendizaje").language == "en"
    assistant.reply("/language es")
    assert assistant.language == "es"
    assert assistant.reply("xor").language == "es"


def test_slips_of_the_pen_are_understood(assistant: Assistant) -> None:
    assert assistant.reply("wat is a nueral netwrok").topic == "what-is-a-neural-network"
    assert assistant.reply("komo aprende una red").topic == "how-a-network-learns"


def test_the_answer_is_no_dump(assistant: Assistant) -> None:
    for question in ("what is training", "how does it learn from mistakes", "why does 12 + 30 go wrong"):
        text = assistant.reply(question).text
        assert len(text) < 2_000
        assert "```quiz" not in text


def test_what_was_cut_can_be_read_on(assistant: Assistant) -> None:
    reply = assistant.reply("example of backpropagation with numbers")
    assert "There is more on the page" in reply.text
    assert reply.suggestions[0].target == f"topic:{reply.topic}#numbers"


@pytest.mark.parametrize(
    ("text", "number"), [("99", 99), ("0", 0), ("1.", 1), ("#1", 1), ("uno", 1), ("one", 1)]
)
def test_a_number_alone_is_a_choice(assistant: Assistant, text: str, number: int) -> None:
    reply = assistant.reply(text, run=view(3))
    assert reply.kind == "refusal"
    assert str(number) in reply.text
    assert "\n" not in reply.text


def test_a_sum_with_half_a_number_is_asked_again_in_the_language_of_the_screen(assistant: Assistant) -> None:
    reply = assistant.reply("7 + nan")
    assert (reply.intent, reply.language, reply.kind) == ("predict", "en", "refusal")


def test_the_line_of_a_varied_run_gives_that_run(assistant: Assistant) -> None:
    run = view(3, learning_rate=0.2, hidden=(4, 4))
    reply = assistant.reply("again with relu", run=run)
    assert reply.arguments == {"activation": "relu"}
    line = reply.text.split("`")[1]
    again = assistant.reply(line).arguments
    assert again == {"demo": "addition", "learning_rate": 0.2, "hidden": [4, 4], "activation": "relu"}


def test_a_table_is_trained_named_and_trained_again(assistant: Assistant, tmp_path: Path) -> None:
    file = tmp_path / "my flats.csv"
    rows = "".join(f"{n},{n % 5},{3 * n}\n" for n in range(40))
    file.write_text("size,rooms,price\n" + rows, encoding="utf-8")
    reply = assistant.reply(f"demo:csv?file={file}&target=price")
    assert reply.text.startswith("A network learns a table of your own.")
    assert assistant.reply(reply.text.split("`")[1]).arguments == reply.arguments
    run = view(3, demo="csv", file=str(file), target="price")
    assert "learns a table of your own, so it cannot answer" in assistant.reply("7 + 5", run=run).text
    missing = assistant.reply("demo:csv?file=nowhere.csv&target=price")
    assert [one.target for one in missing.suggestions] == ["demo:addition"]
    assert missing.suggestions[0].label == "▶ Train addition instead"


def test_a_long_number_is_said_digit_by_digit(assistant: Assistant) -> None:
    assert "99,999,999,999,999,999,999" in assistant.reply("train with seed 99999999999999999999").text


def test_only_a_near_command_is_offered(assistant: Assistant) -> None:
    assert "/train" in assistant.reply("/trian").text
    assert "mean" not in assistant.reply("/zzzzz").text


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("what does ✓ mean", "✓"),
        ("what does h1 mean", "h1"),
        ("what does the percentage mean", "percentage"),
        ("what are the dots", "dots"),
        ("¿qué significa ✓?", "✓"),
        ("¿qué significa h1?", "h1"),
        ("¿qué significa el porcentaje?", "porcentaje"),
        ("¿qué son los puntos?", "punto"),
    ],
)
def test_the_signs_of_the_pane_are_explained(by_words: Assistant, question: str, part: str) -> None:
    reply = by_words.reply(question)
    assert str(reply.source).endswith("using-the-assistant.md#watch")
    assert part in reply.text


@pytest.mark.parametrize("text", ["entrena una red neuronal", "train a neural network"])
def test_an_order_to_train_in_full_words(by_words: Assistant, text: str) -> None:
    assert by_words.reply(text).intent == "train"
