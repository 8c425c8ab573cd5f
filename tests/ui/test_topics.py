from __future__ import annotations

from dataclasses import replace

from textual.widgets import Markdown, OptionList

from asistente.ui.topics.page_text import in_parts
from tests.ui.conftest import Opener


async def test_topics_open_and_close_by_key(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.pilot.press("f9")
        await driver.settle()
        options = driver.screen.query_one("#topic-list", OptionList)
        labels = [str(options.get_option_at_index(n).prompt).strip() for n in range(options.option_count)]
        assert labels[:4] == ["First steps", "Training", "Adding", "Runs that go wrong"]
        assert "To train is to adjust" in driver.screen.query_one("#page", Markdown).source
        await driver.pilot.press("escape")
        await driver.settle()
        assert driver.screen.sight.place == "chat"
        assert driver.screen.query_one("#prompt").has_focus


async def test_a_topic_is_chosen_in_the_list(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.pilot.press("f9")
        await driver.settle()
        driver.screen.query_one("#topic-list").focus()
        await driver.pilot.press("down", "enter")
        await driver.settle()
        assert "Two numbers in" in driver.screen.query_one("#page", Markdown).source


async def test_links_of_a_page_are_reached_by_key(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.pilot.press("f9")
        await driver.settle()
        await driver.pilot.press("tab", "tab", "enter")  # list, page, first link
        await driver.settle()
        assert driver.trainer.calls[-1] == "start demo:addition?seed=2"
        assert driver.screen.sight.place == "topics", "the page stays beside the run"


async def test_links_of_a_page_are_reached_by_their_number(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.pilot.press("f9")
        await driver.settle()
        driver.screen.dialogue.prompt.focus()
        await driver.pilot.press("1", "enter")  # a part is turned to, and nothing is said of it
        await driver.settle()
        assert driver.trainer.calls[-1] == "start demo:addition?seed=2"


async def test_a_link_to_a_topic_that_is_not_there_is_said(open_app: Opener) -> None:
    async with open_app() as driver:
        from asistente.ui.messages import LinkFollowed

        driver.screen.post_message(LinkFollowed("nowhere.md"))
        await driver.settle()
        assert "There is no topic “nowhere”" in driver.said
        driver.screen.post_message(LinkFollowed("https://example.org"))
        await driver.settle()
        assert "leads out of this program" in driver.said


async def test_a_very_long_page_comes_in_parts(open_app: Opener) -> None:
    async with open_app() as driver:
        library = (await driver.screen.dialogue.answerer.assistant()).library
        page = library.page("adding", "en")
        assert page is not None
        long = replace(page, body="\n\n".join(f"Paragraph {n} of {'many ' * 60}words." for n in range(2_000)))
        library._pages["adding", "en"] = long
        await driver.pilot.press("f9")
        await driver.pilot.press("down", "enter")
        await driver.settle()
        source = driver.screen.query_one("#page", Markdown).source
        assert "Paragraph 3 " in source and len(source) < 20_000
        driver.screen.dialogue.prompt.focus()
        await driver.pilot.press("1", "enter")  # a part is turned to, and nothing is said of it
        await driver.settle()
        assert "Paragraph 3 " not in driver.screen.query_one("#page", Markdown).source


def test_parts_are_cut_between_blocks_and_never_inside_code() -> None:
    text = "\n\n".join(["word " * 20] * 40 + ["```\n" + "code\n\n" * 200 + "```"] + ["word " * 20] * 40)
    parts = in_parts(text, size=1_000)
    assert len(parts) > 3
    assert "\n".join(parts) == text
    assert all(part.count("```") % 2 == 0 for part in parts)
