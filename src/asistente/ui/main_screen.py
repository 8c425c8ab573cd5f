"""The one screen: conversation, reader, run and prompt. It routes; the parts do."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.events import Key
from textual.screen import Screen

from asistente.assistant.reply import Reply
from asistente.language.detect import Language
from asistente.language.errors import UserError
from asistente.language.texts import Texts
from asistente.ui import keys, links
from asistente.ui.chat.answerer import Answerer
from asistente.ui.chat.dialogue import Dialogue
from asistente.ui.chat.prompt import LONGEST, Prompt
from asistente.ui.draw.glyphs import Glyphs
from asistente.ui.intents import carry_out, carry_out_first
from asistente.ui.keep import Keep
from asistente.ui.key_line import KeyLine
from asistente.ui.messages import ControlPressed, FolderNews, LinkFollowed, NewsArrived, TimeTravelled
from asistente.ui.parts import Parts
from asistente.ui.places import SIDE_BY_SIDE
from asistente.ui.run.controller import RunController
from asistente.ui.run.desk import RunDesk
from asistente.ui.sight import Sight
from asistente.ui.targets import Target
from asistente.ui.title_bar import PlaceTab, TitleBar
from asistente.ui.upkeep import Upkeep

LOAD_AFTER = 0.3
"""Seconds after the first screen until everything else is loaded: the first letters typed come first."""


class MainScreen(Screen[None]):
    """Turns and links come in here and go to the assistant, the run or the reader."""

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (70, "-narrow"), (SIDE_BY_SIDE, "-wide"), (140, "-very-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-short"), (30, "-tall"), (46, "-high")]

    BINDINGS = [*keys.BINDINGS, Binding("ctrl+c", "copy_or_quit", priority=True, show=False)]

    def __init__(
        self,
        answerer: Answerer,
        runs: RunController,
        texts: Texts,
        glyphs: Glyphs,
        own_pages: bool = False,
        data: Path | None = None,
    ) -> None:
        super().__init__()
        self.texts = texts
        self.keep = Keep(data)
        self.dialogue = Dialogue(
            answerer, texts, runs.settled_view, partial(carry_out_first, stage=self), self._act_on, own_pages
        )
        self.parts = Parts(self, texts, glyphs)
        self.sight = Sight(self, self.dialogue, self.parts, runs)
        self.desk = RunDesk(self, runs, self.dialogue, self.parts, self.sight)
        self.upkeep = Upkeep(self, self)

    def compose(self) -> ComposeResult:
        """Title, conversation, prompt, keys; the reader and the run come when they are wanted."""
        yield TitleBar(self.texts)
        with Container(id="body"):
            with Container(id="left"):
                yield self.dialogue.view
            with Container(id="bottom"):
                yield self.dialogue.prompt
        yield KeyLine(self.texts)

    async def on_mount(self) -> None:
        """Greet, and make ready to listen."""
        self.sight.arrange()
        self.dialogue.prompt.focus()
        if not self.dialogue.own_pages:
            await self.dialogue.begin()
        self.run_worker(self.dialogue.run(), group="conversation", exit_on_error=False)
        self.set_timer(LOAD_AFTER, self._prepare)

    async def _prepare(self) -> None:
        """Behind the first screen: the worker process, the pages and the model, the parts not yet seen."""
        await self.desk.runs.prepare()
        await self.dialogue.prepare()
        await self.parts.load()

    def on_resize(self) -> None:
        """Another width may mean another arrangement."""
        self.sight.arrange()
        self.upkeep.show()

    def speak(self, language: Language) -> None:
        """From now on, everything in this language."""
        self.texts = texts = Texts(language)
        self.dialogue.translate(texts)
        self.query_one(KeyLine).translate(texts)
        self.query_one(TitleBar).translate(texts)
        self.parts.translate(texts)
        self.sight.arrange()
        self.upkeep.show()

    @on(Prompt.Said)
    def hear(self, event: Prompt.Said) -> None:
        """A line of the prompt: a number chooses a chip, everything else is a turn."""
        chips = self.parts.page_chips if self.sight.place == "topics" else self.dialogue.view.chips
        chosen = chips.numbered(event.text) if chips is not None else None
        if chosen is not None:
            self.post_message(LinkFollowed(chosen.target, chosen.label))
        else:
            self.dialogue.ask(event.text)

    @on(Prompt.PasteRefused)
    async def refuse_paste(self, event: Prompt.PasteRefused) -> None:
        """Too much for a question."""
        number = self.texts.number
        length, most = number(event.length), number(LONGEST)
        await self.dialogue.notice(self.texts("ui.error.paste", length=length, most=most))

    def on_key(self, event: Key) -> None:
        """Whatever has the focus, letters go to the prompt."""
        if event.is_printable and event.character is not None:
            event.stop()
            self.dialogue.prompt.take_over(event.character)

    async def _act_on(self, reply: Reply) -> None:
        """What a reply asks the app to do is done; what is only said is brought into sight."""
        if not await carry_out(reply, self) and self.sight.place != "chat":
            await self.sight.go("chat")

    @on(LinkFollowed)
    async def follow(self, event: LinkFollowed) -> None:
        """A chip or a link was chosen."""
        event.stop()
        try:
            await links.follow(event, self)
        except UserError as error:
            await self.dialogue.notice(self.texts.error(error))

    async def open_topic(self, target: Target) -> None:
        """Open a page over the conversation; with no slug, the one that was open before."""
        library = (await self.dialogue.answerer.assistant()).library
        if await self.parts.open_topic(library, target.slug, target.anchor):
            await self.sight.go("topics")
            # Without a page in mind one chooses; with one, one reads.
            self.parts.focus_topics("#page-scroll" if target.slug else "#topic-list")
        else:
            await self.dialogue.notice(self.texts("ui.error.topic", slug=target.slug or ""))

    @on(PlaceTab.Chosen)
    async def choose_place(self, event: PlaceTab.Chosen) -> None:
        """A click on a tab."""
        if event.place == "topics":
            await self.open_topic(Target())
        else:
            await self.sight.go(event.place)

    @on(FolderNews)
    async def keep_up(self, event: FolderNews) -> None:
        """The person's own folder was read, or has changed."""
        await self.upkeep.take(event.news)

    @on(NewsArrived)
    async def take_news(self) -> None:
        """The worker has sent something."""
        await self.desk.take_news()

    @on(ControlPressed)
    @on(TimeTravelled)
    async def press(self, event: ControlPressed | TimeTravelled) -> None:
        """A button or a key of the run, or its line of time."""
        event.stop()
        if isinstance(event, TimeTravelled):
            self.desk.time.look_back(event.step)
        else:
            await self.desk.press(event.name)

    def action_control(self, control: str) -> None:
        """A key of the run: as its button."""
        self.post_message(ControlPressed(control))

    async def action_do(self, name: str) -> None:
        """Any other key."""
        await keys.KEYS[name](self)

    def action_copy_or_quit(self) -> None:
        """Ctrl+C copies what is selected; with nothing selected it quits, as terminals expect."""
        selected = self.get_selected_text() or self.dialogue.prompt.selected_text
        if selected:
            self.app.copy_to_clipboard(selected)
        else:
            self.leave()

    def leave(self) -> None:
        """End the app."""
        self.app.exit()
