from __future__ import annotations

from textual.widgets import Markdown, OptionList

from tests.ui.conftest import Opener


async def test_topics_open_and_close_by_key(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.pilot.press("f9")
        await driver.settle()
        options = driver.screen.query_one("#topic-list", OptionList)
        labels = [str(options.get_option_at_index(n).prompt).strip() for n in range(options.option_count)]
        assert labels == ["First steps", "Training", "Adding"]
        assert "To train is to adjust" in driver.screen.query_one("#page", Markdown).source
        await driver.pilot.press("escape")
        await driver.settle()
        assert driver.screen.place == "chat"
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
        await driver.pilot.press("tab", "enter")
        await driver.settle()
        assert driver.trainer.calls[-1] == "start demo:addition?seed=2"
        assert driver.screen.place == "topics", "the page stays beside the run"


async def test_links_of_a_page_are_reached_by_their_number(open_app: Opener) -> None:
    async with open_app() as driver:
        await driver.pilot.press("f9")
        await driver.settle()
        driver.screen.dialogue.prompt.focus()
        await driver.say("1")
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
