"""The assistant: a turn in, a reply out."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import replace
from pathlib import Path
from typing import Literal

from asistente.assistant import answers, orders, suggest
from asistente.assistant.about_run import about_run
from asistente.assistant.asking.asks import asked, likely
from asistente.assistant.by_hand.asks import by_hand_order
from asistente.assistant.by_hand.said import offered, remarked
from asistente.assistant.compose import Composer
from asistente.assistant.conversation import Conversation
from asistente.assistant.cues import switches_language
from asistente.assistant.evidence import Memory
from asistente.assistant.examples import Label, examples
from asistente.assistant.foreseen import foreseen
from asistente.assistant.greeting import greeting, greeting_on
from asistente.assistant.guessing import guess_order
from asistente.assistant.how import How, LanguageBy, Looked
from asistente.assistant.judging import parts_of
from asistente.assistant.looking import looking_order
from asistente.assistant.order import Order, Unknown
from asistente.assistant.own_router import own_router
from asistente.assistant.reply import Reply
from asistente.assistant.router import Router
from asistente.assistant.run_view import RunView
from asistente.assistant.several import may_be_several
from asistente.assistant.slash import exact
from asistente.assistant.spelling import note
from asistente.assistant.steering import steered
from asistente.assistant.subject import Terms, declines, only_declines
from asistente.assistant.sums import chip_number
from asistente.assistant.turn import Turn
from asistente.assistant.understanding import Understanding, chosen
from asistente.assistant.why import explained
from asistente.knowledge.index import vector_files
from asistente.knowledge.kept import open_kept
from asistente.knowledge.library import Library
from asistente.knowledge.search import Searcher
from asistente.knowledge.vectors import Encoder, VectorStore, load_encoder
from asistente.language.detect import Language
from asistente.language.normalise import clean, words
from asistente.storage.folders import cache_folder, content_folder

LONGEST = 4_000
"""Characters of a turn that are read; a longer one is asked to be shortened."""
NEAREST = 3
"""Examples that are named where it is explained how a reply was chosen."""

COMPARE = Label("command", "compare")


class Assistant:
    """Answers from the pages of a folder, understands commands, and asks the network of a run."""

    def __init__(
        self,
        content: Path | None = None,
        language: Language | None = None,
        *,
        encoder: Encoder | Literal["load"] | None = "load",
        saved: Callable[[], Sequence[str]] | None = None,
    ) -> None:
        """`content`: a folder of Markdown, the shipped pages by default. `encoder`: None for words alone.
        `saved`: tells the names of the networks that are saved, the newest first.

        Raises UserError where the folder cannot be read or holds no page.
        """
        shipped = content_folder()
        files = vector_files(content or shipped, shipped, cache_folder())
        beside = tuple(path for path in files if path.parent in (content, shipped))
        self.library, self.kept = open_kept(content or shipped, cache_folder(), beside)
        self.language: Language = language or "en"
        self._own = content is not None and content.resolve() != shipped.resolve()
        self._wanted = encoder
        self._saved = saved
        self.store = VectorStore.load(*files)
        self.searcher = Searcher(self.library, None, self.store, self.kept)
        self.composer = Composer(self.library, self.store)
        self._router: Router | None = None
        self._understanding = self._understand_anew()
        self._lock = threading.RLock()

    def warm_up(self) -> None:
        """Load the model and build what the first question needs; safe to call more than once."""
        with self._lock:
            if self._wanted is not None:
                self.searcher.encoder = load_encoder() if self._wanted == "load" else self._wanted
                self._wanted = None
            self.searcher.prepare()
            _ = self.routing

    @property
    def routing(self) -> Router:
        """The router over the examples of this library, built on first use."""
        if self._router is None:
            terms = Terms(self.library)
            if self._own:
                self._router = own_router(self.library, self.searcher, self.store, terms, self.kept.made)
            else:
                memory = Memory(examples(self.library), self.store, shelf=self.kept.made)
                pages = [(page.language, page.body) for page in self.library]
                self._router = Router(memory, lambda: pages, terms, self.kept.made)
        return self._router

    def _understand_anew(self) -> Understanding:
        """What reads one turn."""
        return Understanding(lambda: self.routing, self.searcher, self.library)

    @property
    def own(self) -> bool:
        """Whether the pages are somebody's own."""
        return self._own

    def renew(self, library: Library | None = None) -> None:
        """Go on with a library read anew (None: the same), and with the vectors that have come since.

        All is made while the old is still asked; safe to call from any thread.
        """
        fresh = copy(self)
        fresh._router = None
        if library is not None:
            fresh.library, fresh.kept = library, self.kept.following(library)
            fresh.searcher = Searcher(library, self.searcher.encoder, self.store, fresh.kept)
            fresh.composer = Composer(library, self.store)
            fresh.searcher.prepare()
        router = fresh.routing
        with self._lock:
            self.library, self.searcher, self._router = fresh.library, fresh.searcher, router
            self.composer, self.kept = fresh.composer, fresh.kept

    def keep(self) -> None:
        """Keep what was made of the pages for the next start. Raises OSError where that is impossible."""
        searcher, kept = self.searcher, self.kept
        searcher.keep()
        kept.save()

    def greeting(self) -> Reply:
        """What is said first, with things to begin with."""
        return greeting_on(self.library, self.language) if self._own else greeting(self.language)

    def reply(self, text: str, conversation: Conversation | None = None, run: RunView | None = None) -> Reply:
        """The reply to a turn, which is added to the conversation. Nothing in the text makes it raise."""
        started = time.perf_counter()
        conversation = conversation if conversation is not None else Conversation()
        with self._lock:
            reply = self._reply(text, conversation, run)
        reply = replace(reply, took_ms=round(1000 * (time.perf_counter() - started), 3))
        conversation.add(reply)
        return reply

    def _reply(self, text: str, conversation: Conversation, run: RunView | None) -> Reply:
        question = clean(text[: LONGEST + 1]).strip()[:LONGEST]
        self._understanding = self._understand_anew()
        language, language_by = self._understanding.language(question, conversation, self.language)
        saved = self._saved() if self._saved is not None else None
        turn = Turn(chosen(question, language, conversation), language, conversation, run, saved)
        parts = self._parts(turn)
        if len(parts) > 1:
            reply = self._several(parts, turn, language_by)
        else:
            reply = self._one(turn, len(text), language_by)
        if not self._own:
            reply = offered(reply, turn)
        return replace(remarked(reply, turn), question=question)

    def _one(self, turn: Turn, length: int, language_by: LanguageBy) -> Reply:
        """The reply to a turn of `length` characters that is one thing."""
        looked = None
        reply = self._as_it_stands(turn, length)
        if reply is None:
            self.warm_up()
            looked = self._understanding.about(turn)
            reply = self._weighed(turn, looked)
        if reply.intent != "why":
            turn.conversation.how = How(reply, turn.language, language_by, looked)
        return reply

    def _parts(self, turn: Turn) -> list[str]:
        if not may_be_several(turn.question, turn.language) or by_hand_order(turn) is not None:
            return [turn.question]
        self.warm_up()
        return parts_of(turn, self._understanding, self.library, self.routing)

    def _several(self, parts: Sequence[str], turn: Turn, language_by: LanguageBy) -> Reply:
        """The reply to the first thing of a turn, with those to the others; what needs a run that is not to
        be is left out."""
        replies: list[Reply] = []
        so_far, run = turn.conversation.copy(), turn.run
        for part in parts:
            one = self._one(
                replace(turn, question=part, conversation=so_far, run=run), len(part), language_by
            )
            if one.kind == "command" and any(before.kind == "refusal" for before in replies):
                break
            replies.append(one)
            so_far.add(one)
            run = foreseen(one, run)
        turn.conversation.how = so_far.how
        return replace(replies[0], also=tuple(replies[1:]))

    def _as_it_stands(self, turn: Turn, length: int) -> Reply | None:
        """The reply to a turn of `length` characters that need not be weighed; None where it must be."""
        question = turn.question
        if length > LONGEST:
            return turn.refused(turn.texts("chat.refuse.long", length=turn.texts.number(length)))
        if not question:
            return turn.refused(turn.texts("chat.refuse.empty"))
        order = by_hand_order(turn) or exact(question, turn.language) or guess_order(turn)
        order = order or looking_order(turn) or asked(turn) or steered(turn) or orders.assigned(turn)
        order = order or orders.opens_page(turn, self.library)
        if isinstance(order, Unknown):
            return orders.unknown(order, turn)
        if order is not None:
            return self._order(order, turn)
        choice = chip_number(question)
        if choice is not None:  # those on the screen are taken before this is asked
            return turn.refused(turn.texts("chat.refuse.no_choice", number=choice))
        if not words(question):
            return turn.refused(turn.texts("chat.refuse.symbols"))
        if only_declines(question, turn.language):
            return self._declined(turn)
        return None

    def _declined(self, turn: Turn) -> Reply:
        """A no to what was offered, which is offered once more."""
        last = turn.conversation.last_answer
        return turn.made(
            turn.texts("chat.smalltalk.no"), "smalltalk", "smalltalk", last.suggestions if last else ()
        )

    def _weighed(self, turn: Turn, looked: Looked) -> Reply:
        """The reply to a turn that had to be weighed; it begins with the words that were read as others."""
        if turn.conversation.topic is None and self.routing.follows_nothing(turn.question):
            starts = suggest.topics(self.library, self.library.slugs()[:3], turn.language)
            return turn.refused(turn.texts("chat.refuse.nothing_before"), starts)
        reply = self._routed(turn, looked)
        if looked.route.label.kind not in ("topic", "offtopic"):
            return reply
        line = note(looked.corrections, turn.texts)
        return replace(reply, text=f"*{line}*\n\n{reply.text}") if line else reply

    def _routed(self, turn: Turn, looked: Looked) -> Reply:
        route, passages = looked.route, looked.passages
        label = route.label
        reply: Reply | None = None
        if label == COMPARE and route.topics and self._asks_of_pages(turn, looked):
            label = route.topics[0].label
        if label.kind == "command":
            return self._order(orders.order_of(label.name, turn), turn, route.confidence)
        if label.kind == "smalltalk":
            if label.name == "ack" and declines(turn.question, turn.language):
                return self._declined(turn)
            text = turn.texts(f"chat.smalltalk.{label.name}")
            if label.name == "mood":  # said kindly, but it is no help, and does not count as such
                return turn.refused(text, score=route.confidence)
            last = turn.conversation.last_answer
            again = last.suggestions if last and label.name == "ack" else ()
            return turn.made(text, "smalltalk", "smalltalk", again, route.confidence)
        if label.kind == "run" and turn.run is not None:
            return about_run(label.name, turn, turn.run, route.confidence, self.library)
        asks = likely(turn) if label.kind == "offtopic" else None
        if asks is not None:
            return self._order(asks, turn, route.confidence)
        if label.kind == "followup" and label.name == "show":
            return self._order(
                orders.demo_of(turn.conversation.topic, self.library, self.language), turn, route.confidence
            )
        if label.kind == "followup":
            reply = answers.follow_up(label.name, turn, route.confidence, self.library)
        elif label.kind == "topic":
            slug = answers.in_own_language(label.name, turn, passages, self.library)
            if looked.subject is not None and looked.subject.said:
                reply = answers.said_before(slug, turn, route, passages, self.library)
            elif route.torn:
                reply = answers.between(turn, route, self.library)
            reply = reply or answers.on_topic(slug, turn, looked, self.composer)
        return reply or answers.refusal(turn, route, self.library, self._own)

    def _asks_of_pages(self, turn: Turn, looked: Looked) -> bool:
        """Whether a turn that compares asks about two things of the pages, and not for two runs."""
        ordered = any(word.startswith("compar") for word in words(turn.question))
        told = self.composer.names_two(looked.read, turn.language)
        return told and (turn.run is None or not ordered)

    def _order(self, order: Order, turn: Turn, score: float = 1.0) -> Reply:
        wanted: Language | None = order.arguments.get("lang") if order.intent == "language" else None
        if wanted and score < 1 and not switches_language(turn.question):
            again = answers.again_in(wanted, turn, self.library)
            if again is not None:
                return again
        if order.intent == "why":
            return self._why(turn, score)
        reply = orders.carried_out(order, turn, self.library, self._understanding.route, score)
        if wanted and reply.kind == "command":
            self.language = wanted
            return self._said_again(reply, wanted, turn)
        return reply

    def _said_again(self, reply: Reply, language: Language, turn: Turn) -> Reply:
        """The reply to a change of language, with the answer that it follows once more in that language."""
        last = turn.conversation.turns[-1] if turn.conversation.turns else None
        again = answers.again_in(language, turn, self.library)
        if last is None or last.source is None or last.language == language or again is None:
            return reply
        text = f"{reply.text}\n\n{again.text}"
        return replace(again, kind=reply.kind, intent=reply.intent, arguments=reply.arguments, text=text)

    def _why(self, turn: Turn, score: float) -> Reply:
        """How the last reply was chosen."""
        how = turn.conversation.how
        if how is None:
            return turn.made(turn.texts("chat.why.nothing"), "command", "why", score=score)
        looked = how.looked
        nearest = self.routing.nearest(looked.read, how.language, looked.vector, NEAREST) if looked else ()
        text = explained(how, nearest, self.library, turn.texts)
        return turn.made(text, "command", "why", how.reply.suggestions, score)
