from __future__ import annotations

import pytest

from asistente.ui.chat.chips import Chip
from asistente.ui.chat.conversation_view import LIVE, ConversationView, with_commands
from asistente.ui.chat.entries import Answer, Question
from asistente.ui.chat.prompt import LONGEST, Prompt
from tests.ui.conftest import Opener
from tests.ui.fakes import FakeSearcher


async def test_greets_in_the_language_of_the_person(open_app: Opener) -> None:
    async with open_app(language="en") as driver:
        assert "Hello, I am **Asistente Virtual**" in driver.said
    async with open_app(language="es") as driver:
        assert "Hola, soy **Asistente Virtual**" in driver.said


async def test_a_question_is_answered_with_its_source(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("what is training?")
        assert "what is training?" in driver.said
        assert "To **train** is to adjust" in driver.said
        source = driver.screen.query_one(".source", Chip)
        assert source.suggestion.label == "↳ Training › The loop"
        assert source.suggestion.target == "topic:training#how"


async def test_the_source_opens_its_page(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("what is training?")
        driver.screen.query_one(".source", Chip).focus()
        await driver.pilot.press("enter")
        await driver.settle()
        assert driver.screen.sight.place == "topics"
        assert driver.screen.query_one("#topics").display
        assert not driver.screen.query_one("#conversation").display


async def test_chips_are_chosen_by_number_by_key_and_by_mouse(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("1")
        assert "What is a neural network?" in driver.said
    async with open_app() as driver:
        await driver.pilot.press("tab", "tab")
        chosen = driver.app.focused
        assert isinstance(chosen, Chip)
        await driver.pilot.press("enter")
        await driver.settle()
        assert chosen.suggestion.label in driver.said
    async with open_app() as driver:
        await driver.pilot.click(driver.screen.query(Chip).last())
        await driver.settle()
        assert driver.trainer.calls[-1] == "start demo:addition"


async def test_a_number_without_such_a_chip_is_a_question(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("77")
        assert "That is not in my pages." in driver.said


async def test_only_the_last_reply_keeps_its_chips(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("what is training?")
        first = driver.screen.dialogue.view.chips
        await driver.say("training again")
        assert driver.screen.dialogue.view.chips is not first
        assert len(driver.screen.query("Chips")) == 1


async def test_a_refusal_keeps_what_it_offers_but_not_the_numbers(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("the weather")
        assert "1" in driver.picture("Chips Chip")
        await driver.say("what is training?")
        assert driver.picture("Chips.-retired Chip").strip() == "Training"
        await driver.say("1")
        assert "how does it add" in driver.said, "the number chooses from the newest reply"


async def test_a_reply_that_breaks_does_not_end_the_conversation(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("break")
        assert "RuntimeError" in driver.said
        assert not driver.screen.dialogue.busy
        await driver.say("what is training?")
        assert "To **train** is to adjust" in driver.said


async def test_questions_typed_ahead_are_all_answered_in_order(open_app: Opener) -> None:
    async with open_app() as driver:
        prompt = driver.screen.query_one(Prompt)
        for text in ("what is training?", "weather", "training more"):
            prompt.value = text
            await prompt.action_submit()
        await driver.settle()
        asked = [entry.text for entry in driver.screen.dialogue.view.entries if isinstance(entry, Question)]
        assert asked == ["what is training?", "weather", "training more"]


async def test_a_monstrous_paste_is_refused_and_nothing_typed_is_lost(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.pilot.press(*"abc")
        from textual.events import Paste

        prompt = driver.screen.query_one(Prompt)
        prompt.post_message(Paste("x" * 1_000_000))
        await driver.settle()
        assert prompt.value == "abc"
        assert "1,000,000 characters" in driver.said
        prompt.post_message(Paste("two\nlines\x1b[31m"))
        await driver.settle()
        assert prompt.value == "abctwo lines [31m"
        assert len(prompt.value) < LONGEST


async def test_arrows_recall_what_was_said(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("first")
        await driver.say("second")
        await driver.pilot.press(*"draft", "up")
        prompt = driver.screen.query_one(Prompt)
        assert prompt.value == "second"
        await driver.pilot.press("up", "up")
        assert prompt.value == "first"
        await driver.pilot.press("down", "down")
        assert prompt.value == "draft"


async def test_a_long_conversation_keeps_few_widgets_and_every_entry(open_app: Opener) -> None:
    async with open_app() as driver:
        view = driver.screen.query_one(ConversationView)
        for number in range(60):
            await view.add(Question(f"question {number}"))
            await view.add(Answer(f"answer {number}"))
            await driver.pilot.pause()
        assert len(view.entries) == 121
        assert len(view.children) <= LIVE + 10
        oldest = view.children[0]
        for _ in range(20):
            await driver.pilot.press("pageup")
        await driver.settle()
        assert view.children[0] is not oldest, "scrolling up brings back what stood before"


async def test_a_resize_brings_back_nothing(open_app: Opener) -> None:
    async with open_app() as driver:
        view = driver.screen.query_one(ConversationView)
        for number in range(40):
            await view.add(Answer(f"answer {number}\n\n- one\n- two"))
        await driver.settle()
        before = len(view.children)
        for size in ((90, 30), (120, 40), (80, 24)):
            await driver.pilot.resize_terminal(*size)
            await driver.settle()
        assert len(view.children) == before
        assert view.is_vertical_scroll_end


async def test_clear_begins_again(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("what is training?")
        await driver.say("/clear")
        assert driver.said.startswith("Hello, I am")
        assert "To **train**" not in driver.said


async def test_the_language_changes_everything_on_the_screen(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("train")
        await driver.say("/language es")
        assert driver.screen.query_one(Prompt).placeholder == "Pregunta, o escribe «entrena»"
        assert "Pausa" in driver.picture("#control-pause")
        assert "[Charla]" in driver.picture("#tab-chat")
        assert "en marcha" in driver.picture("StatusView")


async def test_keys_typed_behind_enter_are_the_next_question(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.pilot.press(*"hello", "enter", *"bye", "enter")
        await driver.settle()
        asked = [entry.text for entry in driver.screen.dialogue.view.entries if isinstance(entry, Question)]
        assert asked == ["hello", "bye"]


async def test_letters_go_to_the_prompt_whatever_has_the_focus(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.pilot.press("f9")
        await driver.settle()
        assert not driver.screen.dialogue.prompt.has_focus
        await driver.pilot.press(*"train", "enter")
        await driver.settle()
        assert driver.trainer.calls == ["start demo:addition"]


async def test_tab_reaches_the_newest_answer_first(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("what is training?")
        await driver.say("training again")
        await driver.pilot.press("tab")
        newest = driver.screen.query(".source").last(Chip)
        assert driver.app.focused is newest
        await driver.pilot.press("tab", "enter")
        await driver.settle()
        assert "how does it add" in driver.said


async def test_what_is_said_out_of_sight_is_marked_on_the_tab(open_app: Opener) -> None:
    async with open_app(size=(80, 24)) as driver:
        await driver.say("train")
        await driver.pilot.press("f7")
        await driver.settle()
        assert "Chat*" in driver.picture("#tab-chat")
        await driver.pilot.press("f8")
        await driver.settle()
        assert driver.picture("#tab-chat").strip() == "[Chat]"


async def test_search_by_words_alone_is_said(open_app: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FakeSearcher, "notice", lambda self, language: "no-vectors")
    async with open_app() as driver:
        await driver.pilot.pause(0.6)
        await driver.settle()
        assert "Searching by words alone" in driver.said


def test_a_notice_shows_commands_without_their_marks() -> None:
    shown = with_commands("`asistente index` does it.")
    assert shown.plain == "asistente index does it."
    assert [(span.start, span.end) for span in shown.spans if span.style == "bold"] == [(0, 15)]
    assert with_commands("there is no `file").plain == "there is no `file"


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("height", [8, 12, 17, 18, 24])
async def test_what_is_typed_is_seen_at_every_height(open_app: Opener, ascii_only: bool, height: int) -> None:
    async with open_app(size=(40, height), ascii=ascii_only) as driver:
        await driver.pilot.press("h", "i")
        assert driver.screen.dialogue.prompt.content_size.height == 1


async def test_two_things_in_a_turn_are_both_said_and_done_in_order(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.say("train && pause && what is training?")
        assert [call.split()[0] for call in driver.trainer.calls] == ["start", "pause"]
        texts = [entry.text for entry in driver.screen.dialogue.view.entries[1:]]
        assert texts[1:3] == ["Here it goes.", "done: pause"]
        assert "To **train** is to adjust." in texts[3]
        chips = driver.screen.dialogue.view.chips
        assert chips is not None and chips.suggestions, "those of the last part can be chosen"
