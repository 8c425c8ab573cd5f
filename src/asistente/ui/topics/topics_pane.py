"""Browsing: the reading path on one side, the page on the other."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Markdown, OptionList
from textual.widgets.option_list import Option

from asistente.assistant.gallery import gallery
from asistente.assistant.reply import Suggestion
from asistente.knowledge.library import Library
from asistente.knowledge.page import Page
from asistente.language.detect import Language
from asistente.language.texts import Texts
from asistente.ui.chat.chips import Chips
from asistente.ui.messages import LinkFollowed
from asistente.ui.topics.page_text import in_parts, page_links, page_markdown

MOST_LINKS = 20
"""Links under a page; a page with hundreds is read with the mouse."""


class TopicsPane(Horizontal):
    """A list of topics by part, and the page that is open."""

    def __init__(self, texts: Texts, id: str | None = None) -> None:
        super().__init__(id=id)
        self.texts = texts
        self.library: Library | None = None
        self.slug: str | None = None

    def compose(self) -> ComposeResult:
        """The list, the page, the page's links."""
        yield OptionList(id="topic-list")
        with VerticalScroll(id="page-scroll", can_focus=True):
            yield Markdown(id="page", open_links=False)

    def fill(self, library: Library, texts: Texts) -> None:
        """List the topics of the library in the reader's language, then the runs that go wrong."""
        self.library, self.texts = library, texts
        options = self.query_one("#topic-list", OptionList)
        options.clear_options()
        part = None
        for page in library.pages(texts.language):
            if page.part != part:
                part = page.part
                options.add_option(Option(part or texts("ui.topics.other"), disabled=True))
            options.add_option(Option("  " + page.title, id=page.slug))
        options.add_option(Option(texts("ui.topics.failures"), disabled=True))
        for one in gallery(texts.language).suggestions:
            options.add_option(Option("  " + one.label, id=one.target))

    async def turn(self, part: int) -> None:
        """Show another part of a long page."""
        page = self.library.page(self.slug, self.texts.language) if self.library and self.slug else None
        if page is not None:
            await self._show(page, "", part)

    async def open(self, slug: str | None = None, anchor: str = "", language: Language | None = None) -> bool:
        """Show a page (the one shown before, or the first, where none is named); False: no such page."""
        if self.library is None:
            return False
        language = language or self.texts.language
        pages = self.library.pages(language)
        wanted = slug or self.slug or (pages[0].slug if pages else "")
        page = self.library.page(wanted, language)
        if page is None:
            return False
        self.slug = page.slug
        await self._show(page, anchor)
        options = self.query_one("#topic-list", OptionList)
        for index in range(options.option_count):
            if options.get_option_at_index(index).id == page.slug:
                options.highlighted = index
        return True

    async def _show(self, page: Page, anchor: str, part: int | None = None) -> None:
        scroll = self.query_one("#page-scroll", VerticalScroll)
        await scroll.query(Chips).remove()
        markdown = self.query_one("#page", Markdown)
        parts = in_parts(page_markdown(page, self.texts))
        heading = next((one.heading for one in page.sections if one.anchor == anchor and anchor), None)
        if part is None:
            part = next((at for at, text in enumerate(parts) if heading and f"# {heading}\n" in text), 0)
        await markdown.update(parts[part])
        links = [
            *self._neighbours(part, len(parts)),
            *page_links(page)[:MOST_LINKS],
            Suggestion(self.texts("ui.topics.back"), "view:chat"),
        ]
        await scroll.mount(Chips(links))
        scroll.scroll_home(animate=False)
        if heading is not None:
            self.call_after_refresh(self._show_heading, heading)

    def _neighbours(self, part: int, count: int) -> list[Suggestion]:
        """The way to the parts of a long page before and after this one."""
        ways = (("next_part", part + 1), ("previous_part", part - 1))
        return [
            Suggestion(self.texts(f"ui.topics.{way}", part=at + 1, count=count), f"part:{at}")
            for way, at in ways
            if 0 <= at < count
        ]

    def _show_heading(self, heading: str) -> None:
        markdown = self.query_one("#page", Markdown)
        for _, title, block_id in markdown.table_of_contents:
            if title == heading and block_id:
                block = markdown.query_one(f"#{block_id}")
                self.query_one("#page-scroll", VerticalScroll).scroll_to_widget(
                    block, animate=False, top=True
                )
                return

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter or a click opens the topic, or starts the run."""
        event.stop()
        if event.option.id and event.option.id.startswith("demo:"):
            self.post_message(LinkFollowed(event.option.id, str(event.option.prompt).strip()))
        elif event.option.id:
            await self.open(event.option.id)
            self.query_one("#page-scroll").focus()

    def on_markdown_link_clicked(self, event: Markdown.LinkClicked) -> None:
        """Links of the page lead where chips lead."""
        event.stop()
        self.post_message(LinkFollowed(event.href))
