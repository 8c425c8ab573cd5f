"""Browsing: the reading path on one side, the page on the other."""

from __future__ import annotations

from contextlib import suppress

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Markdown, OptionList
from textual.widgets.option_list import Option, OptionDoesNotExist

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
        self._part = 0

    def compose(self) -> ComposeResult:
        """The list, the page, the page's links."""
        yield OptionList(id="topic-list")
        with VerticalScroll(id="page-scroll", can_focus=True):
            yield Markdown(id="page", open_links=False)

    def fill(self, library: Library, texts: Texts) -> None:
        """List the topics of the library in the reader's language, then the runs that go wrong."""
        self.library, self.texts = library, texts
        options = self.query_one("#topic-list", OptionList)
        part = None
        listed: list[Option] = []
        for page in library.pages(texts.language):
            if page.part != part:
                part = page.part
                listed.append(Option(part or texts("ui.topics.other"), disabled=True))
            listed.append(Option("  " + page.title, id=page.slug))
        listed.append(Option(texts("ui.topics.failures"), disabled=True))
        listed += [Option("  " + one.label, id=one.target) for one in gallery(texts.language).suggestions]
        options.clear_options()
        options.add_options(listed)  # at once: one by one, a thousand take seconds

    async def renew(self, library: Library, texts: Texts) -> None:
        """List the topics anew; the open page stays open, where it was, with what it says now."""
        before = self._page
        self.fill(library, texts)
        page = self._page
        if page is None:
            self.slug = None
            await self.open()
        elif page != before:
            scroll = self.query_one("#page-scroll", VerticalScroll)
            at, focused = scroll.scroll_y, scroll.has_focus_within and not scroll.has_focus
            await self._show(page, "", self._part)
            self.call_after_refresh(scroll.scroll_to, y=at, animate=False)
            if focused:  # the link that had it is gone
                scroll.focus()
        self._highlight()

    @property
    def _page(self) -> Page | None:
        """The page that is open."""
        return self.library.page(self.slug, self.texts.language) if self.library and self.slug else None

    def _highlight(self) -> None:
        """Mark the open page in the list."""
        options = self.query_one("#topic-list", OptionList)
        if self.slug is not None:
            with suppress(OptionDoesNotExist):
                options.highlighted = options.get_option_index(self.slug)

    async def turn(self, part: int) -> None:
        """Show another part of a long page."""
        if (page := self._page) is not None:
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
        self._highlight()
        return True

    async def _show(self, page: Page, anchor: str, part: int | None = None) -> None:
        scroll = self.query_one("#page-scroll", VerticalScroll)
        await scroll.query(Chips).remove()
        markdown = self.query_one("#page", Markdown)
        parts = in_parts(page_markdown(page, self.texts))
        heading = next((one.heading for one in page.sections if one.anchor == anchor and anchor), None)
        if part is None:
            part = next((at for at, text in enumerate(parts) if heading and f"# {heading}\n" in text), 0)
        part = self._part = min(part, len(parts) - 1)
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
