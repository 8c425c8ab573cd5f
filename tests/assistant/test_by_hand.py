"""The game in which a person is the optimizer: how moves are read, and a game from beginning to end."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asistente.assistant.assistant import Assistant
from asistente.assistant.by_hand.asks import by_hand_order
from asistente.assistant.by_hand.game import Game, game_of
from asistente.assistant.by_hand.moves import Bad, Change, Move, Numbers, read
from asistente.assistant.conversation import Conversation
from asistente.assistant.reply import Reply
from asistente.assistant.turn import Turn
from asistente.language.detect import Language
from asistente.training.by_hand import by_hand

START = (0.5, -1.0, 0.25)


@pytest.mark.parametrize(
    ("text", "language", "after"),
    [
        ("w1 = 0.8", "en", (0.8, -1, 0.25)),
        ("w1=0.8", "en", (0.8, -1, 0.25)),
        ("W1: 0.8", "en", (0.8, -1, 0.25)),
        ("w1 0.8 w2 1 b 0", "en", (0.8, 1, 0)),
        ("w1=0.8, w2=1, b=0", "en", (0.8, 1, 0)),
        ("w1=0,8,w2=1", "es", (0.8, 1, 0.25)),
        ("w_1 = .8; w 2 = 1", "en", (0.8, 1, 0.25)),
        ("1 1 0", "en", (1, 1, 0)),
        ("1, 1, 0", "en", (1, 1, 0)),
        ("1,1,0", "en", (1, 1, 0)),
        ("(1, -1, 0.5)", "en", (1, -1, 0.5)),
        ("set w1 to 0.9", "en", (0.9, -1, 0.25)),
        ("can you set the first weight to one please?", "en", (1, -1, 0.25)),
        ("put w2 at minus two", "en", (0.5, -2, 0.25)),
        ("w1 = -0.5", "en", (-0.5, -1, 0.25)),
        ("raise w1 by 0.1", "en", (0.6, -1, 0.25)),
        ("raise w1 to 0.9", "en", (0.9, -1, 0.25)),
        ("raise w1 0.1", "en", (0.6, -1, 0.25)),
        ("raise w1", "en", (0.6, -1, 0.25)),
        ("raise w1 a bit", "en", (0.6, -1, 0.25)),
        ("lower the bias by 0.25", "en", (0.5, -1, 0)),
        ("w1 +0.1", "en", (0.6, -1, 0.25)),
        ("w1 + 0.1", "en", (0.6, -1, 0.25)),
        ("w1 += 0.1", "en", (0.6, -1, 0.25)),
        ("w1 -= 0.1", "en", (0.4, -1, 0.25)),
        ("w1 -0.1", "en", (0.4, -1, 0.25)),
        ("w1 - 0.1", "en", (0.4, -1, 0.25)),
        ("w1 = w1 + 0.1", "en", (0.6, -1, 0.25)),
        ("+0.1 to w1", "en", (0.6, -1, 0.25)),
        ("add 0.1 to w1 and w2", "en", (0.6, -0.9, 0.25)),
        ("add 0.1 to w1, w2 = 1", "en", (0.6, 1, 0.25)),
        ("raise w1 by 0.1 and lower b by 0.05", "en", (0.6, -1, 0.2)),
        ("w1 up 0.1, w2 up 0.2", "en", (0.6, -0.8, 0.25)),
        ("w1 0.8 w2 -1.5", "en", (0.8, -1.5, 0.25)),
        ("w1 = w2 = 1", "en", (1, 1, 0.25)),
        ("both weights to 1", "en", (1, 1, 0.25)),
        ("w1 and w2 to 1, b to zero", "en", (1, 1, 0)),
        ("double w1", "en", (1, -1, 0.25)),
        ("w1 * 2", "en", (1, -1, 0.25)),
        ("halve w2", "en", (0.5, -0.5, 0.25)),
        ("subtract 0.2 from w2", "en", (0.5, -1.2, 0.25)),
        ("sube w1 0,1", "es", (0.6, -1, 0.25)),
        ("sube w1 en 0,1", "es", (0.6, -1, 0.25)),
        ("sube w1 a 0,9", "es", (0.9, -1, 0.25)),
        ("súbele un poco a w1", "es", (0.6, -1, 0.25)),
        ("b a cero", "es", (0.5, -1, 0)),
        ("pon w1 a 0,8 y w2 a 1", "es", (0.8, 1, 0.25)),
        ("baja el sesgo 0,05", "es", (0.5, -1, 0.2)),
        ("suma 0,1 a w1", "es", (0.6, -1, 0.25)),
        ("resta 0,2 a w2", "es", (0.5, -1.2, 0.25)),
        ("el primer peso a uno", "es", (1, -1, 0.25)),
        ("los dos pesos a 1", "es", (1, 1, 0.25)),
        ("sube los dos pesos 0,1", "es", (0.6, -0.9, 0.25)),
        ("w1 menos 0,1", "es", (0.4, -1, 0.25)),
        ("w1 más 0,1", "es", (0.6, -1, 0.25)),
        ("duplica w1", "es", (1, -1, 0.25)),
        ("b vale 0,1", "es", (0.5, -1, 0.1)),
        ("w1 should be 1", "en", (1, -1, 0.25)),
        ("what if w1 = 1?", "en", (1, -1, 0.25)),
        ("change w2 from 1.27 to 1", "en", (0.5, 1, 0.25)),
        ("try 1 for w1", "en", (1, -1, 0.25)),
        ("w2 down to -2", "en", (0.5, -2, 0.25)),
        ("set w1, w2 and b to 1, 1 and 0", "en", (1, 1, 0)),
        ("nudge w1 up", "en", (0.6, -1, 0.25)),
        ("raise w1 a lot", "en", (1, -1, 0.25)),
        ("w1 -> 0.9", "en", (0.9, -1, 0.25)),
        ("multiply w1 by 4", "en", (2, -1, 0.25)),
        ("put everything to zero", "en", (0, 0, 0)),
        ("que w1 sea 1", "es", (1, -1, 0.25)),
        ("¿y si w1 = 1?", "es", (1, -1, 0.25)),
        ("ponle 1 a w1", "es", (1, -1, 0.25)),
        ("pongo w1 en 0,9", "es", (0.9, -1, 0.25)),
        ("sube w1 de 0,5 a 0,9", "es", (0.9, -1, 0.25)),
        ("aumenta el peso 1 en 0,3", "es", (0.8, -1, 0.25)),
        ("multiplica w1 por 4", "es", (2, -1, 0.25)),
        ("réstale 0,1 a b", "es", (0.5, -1, 0.15)),
    ],
)
def test_moves_as_people_write_them(text: str, language: Language, after: Numbers) -> None:
    found = read(text, language)
    assert isinstance(found, Move)
    assert found.applied(START) == pytest.approx(after)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("w4 = 1", "name"),
        ("raise w3 by 0.1", "name"),
        ("w1 = potato", "value"),
        ("w1 = nan", "value"),
        ("b = potato", "value"),
        ("w1 = w2 + 1", "value"),
        ("raise w1 by 10%", "value"),
        ("w1 = 1e999", "huge"),
        ("w1 = -1e35", "huge"),
        ("set w1", "value"),
        ("w1, w2 and b to 1, 1", "value"),
        ("raise it by 0.1", "which"),
        ("súbelo 0,1", "which"),
    ],
)
def test_what_is_meant_as_a_move_and_is_none(text: str, why: str) -> None:
    for language in ("en", "es"):
        found = read(text, "en" if language == "en" else "es")
        assert isinstance(found, Bad)
        assert found.why == why


@pytest.mark.parametrize(
    "text",
    ["what is a gradient?", "why", "is b a bias?", "entrena xor", "b", "2", "0.5 0.5", "", "a + b", "¿y b?"],
)
def test_anything_else_is_no_move(text: str) -> None:
    assert read(text, "en") is None


numbers = st.floats(-1000, 1000).map(lambda value: round(value, 4))


@given(numbers, st.sampled_from(["w1 = {}", "set w1 to {}", "w1: {}", "pon w1 a {}"]))
def test_any_number_may_be_set(value: float, form: str) -> None:
    found = read(form.format(f"{value:.4f}"), "en")
    assert found == Move((Change((0,), "set", value),))


@given(numbers, numbers, numbers)
def test_all_three_at_once(first: float, second: float, bias: float) -> None:
    found = read(f"w1={first:.4f} w2={second:.4f} b={bias:.4f}", "es")
    assert isinstance(found, Move)
    assert found.applied(START) == (first, second, bias)


PARTS = "w1 w2 b = + - up down to by in from 0.1 9 both x * % multiply"


@given(st.text(max_size=40) | st.lists(st.sampled_from(PARTS.split())).map(" ".join))
def test_nothing_makes_reading_fail(text: str) -> None:
    found = read(text, "en")
    assert found is None or isinstance(found, Bad | Move)


@given(st.lists(st.tuples(numbers, numbers, numbers), min_size=1, max_size=5))
def test_a_game_survives_json(path: list[Numbers]) -> None:
    game = Game(7)
    for one in path:
        game = game.moved(one)
    back = game.back()
    assert game_of(json.loads(json.dumps(game.arguments()))) == game
    assert game_of(json.loads(json.dumps(back.arguments()))) == back
    assert back.moves == game.moves
    assert back.standing == game.standing[:-1]


BEGINS = [
    ("let me be the optimizer", "en"),
    ("I want to be the optimizer", "en"),
    ("can I be the optimiser?", "en"),
    ("I want to set the weights myself", "en"),
    ("let me change the weights by hand", "en"),
    ("I'd like to move the three numbers myself", "en"),
    ("can I beat gradient descent?", "en"),
    ("let me train it by hand", "en"),
    ("quiero ser el optimizador", "es"),
    ("déjame cambiar los pesos a mano", "es"),
    ("¿puedo mover yo los números?", "es"),
    ("quiero poner los pesos yo mismo", "es"),
    ("quiero competir contra el descenso por gradiente", "es"),
    ("/optimizer", "en"),
    ("/optimizador", "es"),
]


@pytest.mark.parametrize(("text", "language"), BEGINS)
def test_the_game_begins_in_words(by_words: Assistant, text: str, language: Language) -> None:
    reply = by_words.reply(text, Conversation(language=language))
    assert (reply.kind, reply.intent, reply.language) == ("command", "by_hand", language)
    assert reply.arguments == {"seed": 1, "path": []}


@pytest.mark.parametrize(
    "text",
    [
        "what is an optimizer",
        "how does the optimizer change the weights",
        "why not set the weights by hand?",
        "¿qué es un optimizador?",
        "¿cómo se ajustan los pesos a mano?",
        "train with the adam optimizer",
        "use the momentum optimizer",
        "entrena con el optimizador adam",
        "set the learning rate to 0.1",
        "raise the learning rate",
    ],
)
def test_a_question_or_a_run_is_no_game(text: str) -> None:
    for language in ("en", "es"):
        turn = Turn(text, "en" if language == "en" else "es", Conversation(), None)
        assert by_hand_order(turn) is None


def play(assistant: Assistant, *turns: str, language: Language = "en") -> list[Reply]:
    conversation = Conversation(language=language)
    return [assistant.reply(turn, conversation) for turn in turns]


def test_a_game_that_is_won(by_words: Assistant) -> None:
    begun, first, worse, undone, last = play(
        by_words, "let me be the optimizer", "w1 = 0.8", "raise w2 by 1", "undo", "1 1 0"
    )
    net = by_hand(1)
    assert "0.000025" in begun.text
    assert f"{net.loss(net.start):.4g}" in begun.text
    assert "**down**" in first.text
    assert f"{net.loss((0.8, net.start[1], 0.0)):.4g}" in first.text
    assert f"{net.descent.after(1).loss:.4g} after 1 step" in first.text
    assert "**up**" in worse.text
    assert "still counts" in undone.text
    assert last.arguments == {
        "seed": 1,
        "path": [[0.8, net.start[1], 0.0], [1.0, 1.0, 0.0]],
        "undone": [2],
        "ended": "goal",
    }
    assert "in 3 moves" in last.text
    assert f"{net.descent.after(3).loss:.4g} after 3 steps" in last.text
    assert "(gradient-descent.md)" in last.text
    assert last.suggestions[0].target == "/train addition hidden=none seed=1"
    (again,) = play(by_words, last.suggestions[0].target)
    assert again.arguments == {"demo": "addition", "hidden": [], "seed": 1}


def test_a_game_in_spanish_that_is_given_up(by_words: Assistant) -> None:
    replies = play(
        by_words, "quiero ser el optimizador", "pista", "sube w1 0,1", "descenso por gradiente", "me rindo",
        language="es",
    )  # fmt: skip
    assert {reply.language for reply in replies} == {"es"}
    _, hint, moved, descent, end = replies
    assert all(f"{name} " in hint.text for name in ("w1", "w2", "b"))
    assert "súbelo" in hint.text
    assert "**baja**" in moved.text
    assert f"en {by_hand(1).descent.steps_to(by_hand(1).goal)} pasos" in descent.text
    assert "tras 1 movimiento," in end.text
    assert end.arguments["ended"] == "given_up"


def test_questions_are_answered_in_the_middle(by_words: Assistant) -> None:
    conversation = Conversation()
    for turn in ("let me be the optimizer", "w1 = 0.8"):
        by_words.reply(turn, conversation)
    answer = by_words.reply("what is a gradient?", conversation)
    assert answer.topic == "gradient-descent"
    assert answer.text.rstrip().endswith("It is your turn.*")
    assert by_words.reply("what does w1 do?", conversation).intent != "by_hand"
    assert by_words.reply("w2 = 1", conversation).arguments["path"][-1] == [0.8, 1.0, 0.0]


@pytest.mark.parametrize("order", ["train xor", "/train sine", "demo:digits"])
def test_a_run_ends_the_game_with_one_line(by_words: Assistant, order: str) -> None:
    _, _, train, after = play(by_words, "/optimizer", "w1 = 0.8", order, "what is a loss?")
    assert train.intent == "train"
    assert "ends here: 1 move, a loss of 0.01289" in train.text
    assert "Your game" not in after.text


@pytest.mark.parametrize(
    ("bad", "remedy"),
    [
        ("w4 = 1", "`w4`"),
        ("w1 = potato", "`w1 = 0.8`"),
        ("w1 = nan", "`w1 = 0.8`"),
        ("w1 = 1e999", "smaller"),
        ("/optimizer what is love", "`hint`"),
    ],
)
def test_bad_moves_get_one_line_and_change_nothing(by_words: Assistant, bad: str, remedy: str) -> None:
    _, reply, after = play(by_words, "/optimizer", bad, "w1 = 1")
    assert reply.kind == "refusal"
    assert remedy in reply.text
    assert "\n" not in reply.text
    assert reply.arguments == {"seed": 1, "path": []}
    assert len(after.arguments["path"]) == 1


def test_a_loss_that_overflows_is_told(by_words: Assistant) -> None:
    _, moved, hint, _, end = play(by_words, "/optimizer", "w1 = 1e25", "hint", "w2 = -1e25", "give up")
    assert "**overflows**" in moved.text
    assert "no slope" in hint.text
    assert "too large for a number" in end.text


def test_other_games(by_words: Assistant) -> None:
    first, seeded, again, stands, unmoved, bad = play(
        by_words, "/optimizer", "/optimizer seed=9", "new game", "/optimizer", "give up", "/optimizer seed=-1"
    )
    assert [reply.arguments["seed"] for reply in (first, seeded, again, stands)] == [1, 9, 10, 10]
    assert "before your first move" in unmoved.text
    assert bad.kind == "refusal"


def test_a_sum_is_asked_of_the_three_numbers(by_words: Assistant) -> None:
    *_, reply = play(by_words, "/optimizer", "w1 = 0.5, w2 = 2, b = 0.1", "7 + 5")
    assert reply.intent == "by_hand"
    assert "**14.5**" in reply.text
    *_, reply = play(by_words, "7 + 5")
    assert reply.intent == "predict"


def test_the_table_shows_the_last_moves_and_stays_narrow(by_words: Assistant) -> None:
    turns = [f"w1 = {0.1 * at:.1f}" for at in range(1, 9)]
    *_, reply = play(by_words, "/optimizer", *turns)
    rows = reply.text.split("```")[1].splitlines()[1:]
    assert len(rows) == 1 + 1 + 1 + 6
    assert rows[2].strip() == ":"
    assert max(map(len, rows)) <= 43
    assert "\n".join(rows).isascii()


def test_it_is_offered_once_on_the_pages_it_belongs_to(by_words: Assistant) -> None:
    first, second, other = play(
        by_words, "what is gradient descent?", "what is gradient descent?", "what is overfitting?"
    )
    assert first.suggestions[-1].target == "/optimizer"
    assert all(chip.target != "/optimizer" for reply in (second, other) for chip in reply.suggestions)


def test_arguments_are_plain_values(by_words: Assistant) -> None:
    replies: list[Any] = [reply.as_json() for reply in play(by_words, "/optimizer", "w1 1", "undo", "stop")]
    assert json.loads(json.dumps(replies)) == json.loads(json.dumps(replies))
    assert replies[-1]["arguments"] == {"seed": 1, "path": [], "undone": [1], "ended": "given_up"}
