from __future__ import annotations

import re

import numpy as np
import pytest

from asistente.assistant.asking.figures import NO_BREAK, decimals
from asistente.assistant.assistant import Assistant
from asistente.assistant.conversation import Conversation
from asistente.assistant.run_view import RunView
from asistente.training.demos import DEMOS
from asistente.training.model import predict
from tests.assistant.conftest import view


def three_numbers(*weights: float) -> RunView:
    """The network without a hidden layer, its weights given by hand."""
    run = view(1, hidden=())
    run.snapshot.weights[:] = np.array(weights, np.float32)
    return run


def test_without_a_run_it_says_so_and_offers_one(assistant: Assistant) -> None:
    reply = assistant.reply("7 + 5")
    assert (reply.kind, reply.intent, reply.arguments) == ("command", "predict", {"a": 7, "b": 5, "op": "+"})
    assert "no network" in reply.text
    assert [one.target for one in reply.suggestions] == ["demo:addition"]


def test_the_answer_is_the_networks_own(assistant: Assistant) -> None:
    run = view(200)
    said = float(predict(run.config, run.snapshot.weights, [(7.0, 5.0)])[0])
    text = assistant.reply("how much is 7 + 5?", run=run).text.replace(NO_BREAK, " ")
    assert f"7 + 5 = {said:.3f}" in text
    assert f"off by {abs(said - 12):.3f}" in text
    assert "The truth is 12" in text
    assert "Step 200" in text
    assert "never practised" in text


def test_a_perfect_answer_is_not_off_by_nothing(assistant: Assistant) -> None:
    text = assistant.reply("1 + 2", run=three_numbers(1, 1, 0)).text.replace(NO_BREAK, " ")
    assert "1 + 2 = 3.000" in text
    assert "off by" not in text
    assert "It practises this sum" in text


def test_out_of_range_is_said_first_with_a_link(assistant: Assistant) -> None:
    text = assistant.reply("12 + 30", run=view(50)).text.replace(NO_BREAK, " ")
    assert text.startswith("12 + 30 lies outside")
    assert "(learning-addition.md#out-of-range)" in text
    assert text.index("outside") < text.index("The network says")


def test_an_untrained_network_is_shown_for_what_it_is(assistant: Assistant) -> None:
    assert "nothing learnt yet" in assistant.reply("1 + 2", run=view(0)).text


def test_asked_again_later_both_answers_are_shown(assistant: Assistant) -> None:
    conversation = Conversation()
    first = assistant.reply("7 + 5", conversation, view(50)).text.replace(NO_BREAK, " ")
    before = re.search(r"7 \+ 5 = (\S+?)\*\*", first)
    assert before
    second = assistant.reply("and 7 + 5?", conversation, view(500)).text.replace(NO_BREAK, " ")
    assert f"When you asked at step 50 it said {before[1]}" in second


def test_multiplication_is_not_what_it_learnt(assistant: Assistant) -> None:
    reply = assistant.reply("3 times 4", run=three_numbers(1, 1, 0))
    assert reply.arguments == {"a": 3, "b": 4, "op": "*"}
    assert "to add and nothing else" in reply.text
    assert "3\N{NO-BREAK SPACE}+\N{NO-BREAK SPACE}4 = 7.000" in reply.text


def test_two_numbers_at_a_time(assistant: Assistant) -> None:
    text = assistant.reply("1 + 2 + 3", run=three_numbers(1, 1, 0)).text.replace(NO_BREAK, " ")
    assert "two numbers at a time" in text
    assert "1 + 2 = 3.000" in text


@pytest.mark.parametrize("question", ["9e99 + 1", "1e999 + 1e999", "1" + "0" * 400 + " + 2", "-1e30 + 5"])
def test_numbers_that_are_too_large(assistant: Assistant, question: str) -> None:
    reply = assistant.reply(question, run=view(10))
    assert "beyond any number" in reply.text
    assert reply.suggestions


def test_a_network_that_went_off_the_rails(assistant: Assistant) -> None:
    run = view(1)
    run.snapshot.weights[:] = np.nan
    assert "NaN" in assistant.reply("1 + 2", run=run).text


def test_in_spanish(assistant: Assistant) -> None:
    text = assistant.reply("¿cuánto es 12 más 30?", run=view(1200, "paused")).text
    assert "queda fuera" in text
    assert "1\N{NO-BREAK SPACE}200, en pausa" in text


def test_kinds_of_questions() -> None:
    demo = DEMOS["addition"]
    assert demo.put(1, 2).kind == "seen"
    assert demo.put(7, 5).kind == "unseen"
    assert demo.put(12, 30).kind == "outside"
    assert demo.put(-1, 3).kind == "outside"
    assert demo.put(2.5, 1.5).kind == "between"


def test_how_answers_are_written() -> None:
    assert decimals(2.9984) == "2.998"
    assert decimals(-0.4861) == "−0.486"
    assert decimals(1234.567) == "1234.57"
    assert decimals(3e12) == "3.00e+12"
    assert decimals(float("inf")) == "∞"


def test_what_is_not_learnt_here_is_not_offered() -> None:
    assistant = Assistant(language="en", encoder=None)
    reply = assistant.reply("1/0")
    assert "to add and nothing else" in reply.text
    assert "ask it “7\N{NO-BREAK SPACE}+\N{NO-BREAK SPACE}5”" in reply.text
