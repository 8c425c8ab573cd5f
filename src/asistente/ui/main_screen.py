"""The one screen: conversation, reader, run and prompt. It routes; the parts do."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container
from textual.screen import Screen

from asistente.assistant.reply import Reply
from asistente.language.detect import Language
from asistente.language.errors import UserError
from asistente.language.texts import Texts
from asistente.training.config import RunConfig
from asistente.training.events import RunFinished, WorkerLost
from asistente.ui.chat.answerer import Answerer
from asistente.ui.chat.dialogue import Dialogue
from asistente.ui.chat.prompt import LONGEST, Prompt
from asistente.ui.draw.glyphs import Glyphs
from asistente.ui.intents import carry_out
from asistente.ui.key_line import KeyLine
from asistente.ui.messages import ControlPressed, LinkFollowed, NewsArrived
from asistente.ui.parts import Parts
from asistente.ui.places import SIDE_BY_SIDE, Place, arrange
from asistente.ui.run.controller import RunController
from asistente.ui.run.frames import Frames
from asistente.ui.targets import Target, read_target
from asistente.ui.title_bar import PlaceTab, TitleBar

LOAD_AFTER = 0.3
"""Seconds after the first screen until everything else is loaded: the first letters typed come first."""


class MainScreen(Screen[None]):
    """Turns and links come in here and go to the assistant, the run or the reader."""

    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (70, "-narrow"), (SIDE_BY_SIDE, "-wide"), (140, "-very-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-short"), (30, "-tall")]

    BINDINGS = [
        Binding("f1", "help", priority=True),
        Binding("f2", "control('pause')", priority=True),
        Binding("f3", "control('step')", priority=True),
        Binding("f4", "control('slower')", priority=True),
        Binding("f5", "control('faster')", priority=True),
        Binding("f6", "control('reset')", priority=True),
        Binding("f7", "control('stop')", priority=True),
        Binding("f8", "toggle_run", priority=True),
        Binding("f9", "toggle_topics", priority=True),
        Binding("escape", "back", show=False),
        Binding("ctrl+c", "copy_or_quit", priority=True, show=False),
        Binding("pageup", "scroll_page(-1)", show=False),
        Binding("pagedown", "scroll_page(1)", show=False),
    ]

    def __init__(
        self, answerer: Answerer, runs: RunController, texts: Texts, glyphs: Glyphs, own_pages: bool = False
    ) -> None:
        super().__init__()
        self.runs, self.texts = runs, texts
        self.dialogue = Dialogue(answerer, texts, runs.view, self._act_on, own_pages)
        self.parts = Parts(self, texts, glyphs)
        self.frames = Frames(self, self._draw_run)
        self.place: Place = "chat"
        self.run_open = False

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
        self._arrange()
        self.dialogue.prompt.focus()
        if not self.dialogue.own_pages:
            await self.dialogue.begin()
        self.run_worker(self.dialogue.run(), group="conversation", exit_on_error=False)
        self.set_timer(LOAD_AFTER, self._prepare)

    async def _prepare(self) -> None:
        """Behind the first screen: the worker process, the pages and the model, the parts not yet seen."""
        self.runs.trainer.prepare()
        try:
            await self.dialogue.answerer.assistant()
            if self.dialogue.own_pages:
                await self.dialogue.begin()
        except UserError as error:
            await self.dialogue.notice(self.texts.error(error))
        await self.parts.load()

    # -- what is in sight ----------------------------------------------------------------------------

    async def go(self, place: Place) -> None:
        """Bring a place into sight."""
        self.place = place
        if place == "run":
            self.run_open = True
            await self.parts.open_run()
        self._arrange()
        if place != "topics":
            self.dialogue.prompt.focus()

    def _arrange(self) -> None:
        seen = arrange(self.place, self.app.size.width, self.run_open)
        self.dialogue.view.display = seen.conversation
        self.query_one("#left").display = seen.left
        self.query_one("#body").set_class(seen.beside, "-beside")
        self.parts.arrange(seen, self.runs.record)
        self.query_one(TitleBar).show("run" if seen.run and not seen.beside else self.place, self.texts)

    def on_resize(self) -> None:
        """Another width may mean another arrangement."""
        self._arrange()

    def speak(self, language: Language) -> None:
        """From now on, everything in this language."""
        self.texts = texts = Texts(language)
        self.dialogue.translate(texts)
        self.query_one(KeyLine).translate(texts)
        self.parts.translate(texts)
        self._arrange()

    # -- what is said --------------------------------------------------------------------------------

    @on(Prompt.Said)
    def hear(self, event: Prompt.Said) -> None:
        """A line of the prompt: a number chooses a chip, everything else is a turn."""
        chips = self.parts.page_chips if self.place == "topics" else self.dialogue.view.chips
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

    async def _act_on(self, reply: Reply) -> None:
        """What a reply asks the app to do is done; what is only said is brought into sight."""
        if not await carry_out(reply, self) and self.place != "chat":
            await self.go("chat")

    # -- what is chosen ------------------------------------------------------------------------------

    @on(LinkFollowed)
    async def follow(self, event: LinkFollowed) -> None:
        """A chip or a link: a run, a page, a place, or a question."""
        event.stop()
        try:
            target = read_target(event.target)
            if target.config is not None:
                await self.dialogue.note(event.label or event.target)
                await self.start_run(target.config)
            elif target.slug is not None:
                await self.open_topic(target)
            elif target.place is not None:
                await self.go(target.place)
            elif target.question is not None:
                await self.go("chat")
                self.dialogue.ask(target.question)
            else:
                await self.dialogue.notice(self.texts("ui.error.link", link=event.target))
        except UserError as error:
            await self.dialogue.notice(self.texts.error(error))

    async def open_topic(self, target: Target) -> None:
        """Open a page over the conversation; with no slug, the one that was open before."""
        library = (await self.dialogue.answerer.assistant()).library
        if await self.parts.open_topic(library, target.slug, target.anchor):
            await self.go("topics")
            self.parts.focus_page()
        else:
            await self.dialogue.notice(self.texts("ui.error.topic", slug=target.slug or ""))

    @on(PlaceTab.Chosen)
    async def choose_place(self, event: PlaceTab.Chosen) -> None:
        """A click on a tab."""
        if event.place == "topics":
            await self.open_topic(Target())
        else:
            await self.go(event.place)

    # -- the run -------------------------------------------------------------------------------------

    async def start_run(self, config: RunConfig) -> None:
        """Begin a run and bring it into sight."""
        try:
            self.runs.start(config)
        except OSError as error:
            await self.dialogue.notice(self.texts("ui.error.worker", error=error.strerror or str(error)))
            return
        self.run_open = True
        await self.parts.open_run()
        if self.app.size.width < SIDE_BY_SIDE:
            await self.go("run")
        self._arrange()

    @on(NewsArrived)
    async def take_news(self) -> None:
        """The worker has sent something: draw it once, and say in the chat what is worth saying."""
        events = self.runs.take_news()
        record = self.runs.record
        if not events or record is None:
            return
        self.frames.request()
        for event in events:
            if isinstance(event, RunFinished):
                from asistente.assistant.commentary import report

                await self.dialogue.say(report(event, record.config, self.texts.language))
            elif isinstance(event, WorkerLost):
                await self.dialogue.notice(self.texts("ui.error.worker_lost"))

    def _draw_run(self) -> None:
        if self.runs.record is not None:
            self.parts.draw_run(self.runs.record)

    @on(ControlPressed)
    async def press(self, event: ControlPressed) -> None:
        """A button or a key of the run."""
        event.stop()
        if not self.runs.press(event.name):
            await self.dialogue.notice(self.texts("ui.error.no_run"))
        elif event.name == "reset":
            self.frames.request()

    # -- keys ----------------------------------------------------------------------------------------

    def action_control(self, control: str) -> None:
        """F2 to F7."""
        self.post_message(ControlPressed(control))

    async def action_help(self) -> None:
        """F1: what can be said and pressed."""
        await self.go("chat")
        self.dialogue.ask("/help")

    async def action_toggle_run(self) -> None:
        """F8: show the run or hide it."""
        if self.app.size.width < SIDE_BY_SIDE:
            await self.go("chat" if self.place == "run" else "run")
        else:
            self.run_open = not self.run_open
            await self.parts.open_run()
            self._arrange()

    async def action_toggle_topics(self) -> None:
        """F9: the topics, or back."""
        if self.place == "topics":
            await self.go("chat")
        else:
            await self.open_topic(Target())

    async def action_back(self) -> None:
        """Escape: from the topics to the chat; from anywhere else to the prompt."""
        if self.place == "topics":
            await self.go("chat")
        else:
            self.dialogue.prompt.focus()

    def action_scroll_page(self, pages: int) -> None:
        """Page up and down scroll the conversation while the prompt keeps the focus."""
        view = self.dialogue.view
        view.scroll_relative(y=pages * (view.size.height - 2), animate=False)

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
