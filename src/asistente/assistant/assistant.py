"""The assistant: a turn in, a reply out."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from asistente.assistant import actions, suggest
from asistente.assistant.actions import Said
from asistente.assistant.compose import answer, choose
from asistente.assistant.conversation import Asked, Conversation
from asistente.assistant.depth import asked
from asistente.assistant.evidence import Memory
from asistente.assistant.examples import examples
from asistente.assistant.greeting import greeting
from asistente.assistant.parameters import demo, parameters, varies
from asistente.assistant.predict import network_answer, said
from asistente.assistant.reply import Kind, Reply, Suggestion
from asistente.assistant.router import Route, Router
from asistente.assistant.run_view import RunView
from asistente.assistant.slash import Order, Unknown, exact
from asistente.assistant.sums import Sum, find_sum
from asistente.knowledge.index import vector_files
from asistente.knowledge.library import Library
from asistente.knowledge.page import Page
from asistente.knowledge.search import Passage, Searcher
from asistente.knowledge.vectors import Encoder, VectorStore, load_encoder
from asistente.language.detect import Language, detect
from asistente.language.normalise import clean, words
from asistente.language.texts import Texts
from asistente.storage.folders import cache_folder, content_folder

LONGEST = 4_000
"""Characters of a turn that are read; a longer one is asked to be shortened."""
PASSAGES = 120
ALTERNATIVES = 3


class Assistant:
    """Answers from the pages of a folder, understands commands, and asks the network of a run."""

    def __init__(
        self,
        content: Path | None = None,
        language: Language | None = None,
        *,
        encoder: Encoder | Literal["load"] | None = "load",
    ) -> None:
        """`content`: a folder of Markdown, the shipped pages by default. `encoder`: None for words alone.

        Raises UserError where the folder cannot be read or holds no page.
        """
        shipped = content_folder()
        self.library = Library.load(content or shipped)
        self.language: Language = language or "en"
        self._own = content is not None and content.resolve() != shipped.resolve()
        self.store = VectorStore.load(*vector_files(self.library.folder, shipped, cache_folder()))
        self._wanted = encoder
        self.searcher = Searcher(self.library, None, self.store)
        self._router: Router | None = None
        self._lock = threading.RLock()

    def warm_up(self) -> None:
        """Load the model and build what the first question needs; safe to call more than once."""
        with self._lock:
            if self._wanted is not None and self.searcher.encoder is None:
                encoder = load_encoder() if self._wanted == "load" else self._wanted
                self.searcher.encoder, self._wanted = encoder, None
            self.searcher.prepare()
            _ = self.routing

    def greeting(self) -> Reply:
        """What is said first, with things to begin with."""
        if not self._own:
            return greeting(self.language)
        first = self.library.pages(self.language)[:3]
        starts = [suggest.question_on(page, self.language) for page in first]
        return replace(
            greeting(self.language),
            text=Texts(self.language)("chat.greeting.own"),
            suggestions=(*starts, greeting(self.language).suggestions[-1]),
        )

    def reply(self, text: str, conversation: Conversation | None = None, run: RunView | None = None) -> Reply:
        """The reply to a turn, which is added to the conversation. Nothing in the text makes it raise."""
        started = time.perf_counter()
        conversation = conversation if conversation is not None else Conversation()
        with self._lock:
            reply = self._reply(text, conversation, run)
        reply = replace(reply, took_ms=1000 * (time.perf_counter() - started))
        conversation.add(reply)
        return reply

    # -- inside ----------------------------------------------------------------------------------------

    @property
    def routing(self) -> Router:
        """The router over the examples of this library, built on first use."""
        if self._router is None:
            pages = [page.body for page in self.library]
            memory = Memory(examples(self.library, own=self._own), self.store, own=self._own)
            self._router = Router(memory, pages)
        return self._router

    def _reply(self, text: str, conversation: Conversation, run: RunView | None) -> Reply:
        default = conversation.language or self.language
        question = clean(text[: LONGEST + 1]).strip()
        language = detect(question, default)
        turn = _Turn(question[:LONGEST], language, conversation, run)
        if len(text) > LONGEST:
            length = Texts(default).number(len(text))
            return turn.refusal(Texts(default)("chat.refuse.long", length=length))
        if not question:
            return turn.refusal(Texts(default)("chat.refuse.empty"))
        order = exact(question, language)
        if isinstance(order, Unknown):
            return self._unknown_command(turn, order)
        if order is not None:
            return self._order(turn, order)
        if not words(question):
            return turn.refusal(Texts(default)("chat.refuse.symbols"))
        self.warm_up()
        read, _ = self.routing.speller.correct(question, language)
        vector = self.searcher.embed(read)
        passages = self.searcher.search(read, language, PASSAGES, vector)
        route = self.routing.route(read, language, vector, passages, conversation.topic)
        return self._routed(turn, route, passages)

    def _routed(self, turn: _Turn, route: Route, passages: Sequence[Passage]) -> Reply:
        label = route.label
        if label.kind == "command":
            return self._order(turn, order_of(label.name, turn), route.confidence)
        if label.kind == "smalltalk":
            kind: Kind = "refusal" if label.name == "mood" else "smalltalk"
            intent = "refuse" if label.name == "mood" else "smalltalk"
            text = Texts(turn.language)(f"chat.smalltalk.{label.name}")
            return turn.made(text, kind, intent, score=route.confidence)
        if label.kind == "followup":
            return self._follow(turn, label.name, route)
        slug = label.name if label.kind == "topic" else self.routing.covering(route, passages)
        return self._answer(turn, slug, route, passages) if slug else self._refuse(turn, route)

    def _answer(self, turn: _Turn, slug: str, route: Route, passages: Sequence[Passage]) -> Reply:
        page = self.library.page(slug, turn.language)
        if page is None:
            return self._refuse(turn, route)
        section = choose(page, passages, asked(turn.question, turn.language))
        made = answer(self.library, page, section, turn.conversation.read())
        others = tuple(one.label.name for one in route.topics if one.label.kind == "topic")
        suggestions = made.suggestions
        if len(route.topics) > 1 and route.topics[1].probability > 0.3:
            other = suggest.topics(self.library, [route.topics[1].label.name], turn.language)
            suggestions = suggest.unique((*other, *suggestions))[: suggest.MOST]
        return replace(
            turn.made(made.text, "answer", "ask", suggestions, score=route.confidence),
            topic=page.slug,
            heading=section.heading,
            source=section.source,
            alternatives=tuple(slug for slug in others if slug != page.slug)[:ALTERNATIVES],
        )

    def _refuse(self, turn: _Turn, route: Route) -> Reply:
        texts = Texts(turn.language)
        near = [one.label.name for one in route.topics if one.label.kind == "topic"]
        suggestions = suggest.topics(self.library, near, turn.language)
        subject = f"chat.subject.{route.label.name}"
        if route.label.kind == "subject" and subject in texts:
            text = texts("chat.refuse.subject", name=texts(subject))
        else:
            text = texts("chat.refuse.own" if self._own else "chat.refuse.off_topic")
        reply = turn.refusal(text, suggestions)
        return replace(reply, score=route.confidence, alternatives=tuple(near[:ALTERNATIVES]))

    def _follow(self, turn: _Turn, name: str, route: Route) -> Reply:
        before = turn.conversation.last_answer
        page = self.library.page(before.topic or "", turn.language) if before else None
        if page is None or before is None:
            return self._refuse(turn, route)
        if name == "show":
            link = suggest.demo_of(page)
            order = exact(link.target if link else "demo:addition", turn.language)
            assert isinstance(order, Order)
            return self._order(turn, order, route.confidence)
        section = follow_section(page, name, before, turn.conversation.shown())
        made = answer(self.library, page, section, turn.conversation.read())
        return replace(
            turn.made(made.text, "answer", "ask", made.suggestions, score=route.confidence),
            topic=page.slug,
            heading=section.heading,
            source=section.source,
        )

    def _order(self, turn: _Turn, order: Order, score: float = 1.0) -> Reply:
        if order.intent == "predict":
            return self._predict(turn, order, score)
        if order.intent == "open_topic":
            made = self._open(turn, order)
        else:
            made = actions.command(order.intent, order.arguments, turn.run, self.library, turn.language)
        reply = turn.made(made.text, made.kind, order.intent, made.suggestions, score=score)
        reply = replace(reply, arguments=dict(made.arguments or order.arguments))
        if order.intent == "open_topic" and made.kind == "command":
            reply = replace(reply, topic=str(made.arguments["slug"]))
        if order.intent == "language" and made.kind == "command":
            self.language = order.arguments["lang"]
            reply = replace(reply, language=self.language)
        return reply

    def _open(self, turn: _Turn, order: Order) -> Said:
        wanted = order.rest
        page = self.library.find(wanted, turn.language) if wanted else None
        near = self.library.nearest(wanted, turn.language, 3) if wanted else self.library.slugs()[:3]
        slug = page.slug if page else None
        if slug is None and wanted:
            vector = self.searcher.embed(wanted)
            passages = self.searcher.search(wanted, turn.language, PASSAGES, vector)
            self.warm_up()
            route = self.routing.route(wanted, turn.language, vector, passages)
            near = [one.label.name for one in route.topics if one.label.kind == "topic"]
            slug = (
                route.topics[0].label.name if route.topics and route.topics[0].probability > 0.4 else wanted
            )
        return actions.open_topic(slug, near, self.library, turn.language)

    def _predict(self, turn: _Turn, order: Order, score: float) -> Reply:
        sum_asked = find_sum(order.rest or turn.question, turn.language)
        if sum_asked is None:
            return turn.made(Texts(turn.language)("chat.command.predict_which"), "refusal", "predict")
        explained = self.library.page("learning-addition", turn.language) is not None
        text, suggestions = said(sum_asked, turn.run, turn.conversation, turn.language, explained)
        self._remember(turn, sum_asked)
        reply = turn.made(text, "command", "predict", suggestions, score=score)
        return replace(reply, arguments=sum_asked.arguments())

    def _remember(self, turn: _Turn, asked_sum: Sum) -> None:
        run = turn.run
        if run is None or run.config.demo != "addition" or max(abs(asked_sum.a), abs(asked_sum.b)) > 1e9:
            return
        value = network_answer(run, asked_sum.a, asked_sum.b)
        numbers = (asked_sum.a, asked_sum.b)
        turn.conversation.asked.append(Asked(numbers, run.snapshot.run, run.snapshot.step, value))

    def _unknown_command(self, turn: _Turn, order: Unknown) -> Reply:
        import difflib

        from asistente.assistant.commands import help_lines

        names = [line.written for line in help_lines(turn.language)]
        near = difflib.get_close_matches(order.written, names, n=1, cutoff=0.0)[0]
        text = Texts(turn.language)("chat.refuse.unknown_command", written=order.written, nearest=near)
        return turn.refusal(text)


class _Turn:
    """A turn that is being answered."""

    def __init__(
        self, question: str, language: Language, conversation: Conversation, run: RunView | None
    ) -> None:
        self.question = question
        self.language = language
        self.conversation = conversation
        self.run = run

    def made(
        self, text: str, kind: Kind, intent: str, suggestions: tuple[Suggestion, ...] = (), score: float = 0.0
    ) -> Reply:
        return Reply(
            question=self.question,
            language=self.language,
            kind=kind,
            intent=intent,
            text=text,
            score=round(score, 4),
            suggestions=suggestions,
        )

    def refusal(self, text: str, suggestions: tuple[Suggestion, ...] = ()) -> Reply:
        return self.made(text, "refusal", "refuse", suggestions)


def order_of(name: str, turn: Any) -> Order:
    """The order that a command's label stands for, with the arguments of the turn."""
    intent, _, value = name.partition(".")
    if intent == "speed":
        return Order(intent, {"value": value})
    if intent == "language":
        return Order(intent, {"lang": value})
    if intent == "train":
        arguments = parameters(turn.question, turn.language)
        named = demo(turn.question, turn.language)
        if named is None and not varies(turn.question, turn.language):
            named = "addition"
        return Order(intent, {"demo": named, **arguments} if named else arguments)
    return Order(intent, {}, turn.question if intent in ("predict", "open_topic") else "")


_ROLES = {
    "simpler": ("plain", ""),
    "example": ("numbers", "examples"),
    "formula": ("formula", "numbers"),
    "code": ("code", "formula"),
    "why": ("how", "plain"),
    "mistakes": ("mistakes",),
}


def follow_section(page: Page, name: str, before: Reply, shown: set[str]) -> Any:
    """The section of the topic that a follow-up asks for; the next one not shown where it is just "more"."""
    if name == "repeat":
        anchor = (before.source or "").partition("#")[2]
        return page.section(anchor) or page.sections[0]
    for role in _ROLES.get(name, ()):
        section = page.section(role) if role else page.sections[0]
        if section is not None and section.source not in shown:
            return section
    rest = [
        one for one in page.sections if one.source not in shown and one.anchor not in ("quiz", "try", "code")
    ]
    return rest[0] if rest else page.sections[0]
