"""What a turn means: its language, the choice that it names, and where it leads."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TypeAlias

from asistente.assistant.answers import OPPOSITE
from asistente.assistant.by_hand.game import last_game
from asistente.assistant.conversation import Conversation
from asistente.assistant.examples import Label
from asistente.assistant.how import LanguageBy, Looked
from asistente.assistant.opposites import asks_opposite, opposite_of
from asistente.assistant.router import Route, Router
from asistente.assistant.subject import choice_of, declines, names_nothing, subject_of
from asistente.assistant.sums import is_half_sum
from asistente.assistant.turn import Turn
from asistente.knowledge.library import Library
from asistente.knowledge.search import Passage, Searcher
from asistente.knowledge.vectors import FloatArray
from asistente.language.detect import Language, detect, other
from asistente.language.normalise import words

WEIGHED = 400
"""Characters up to which a turn is compared as a whole; of a longer one the last sentences count."""
LAST = 160
"""Characters of those last sentences; the very last is always whole."""
_SENTENCE = re.compile(r"[^.!?…]+[.!?…]*\s*")
_WORD = re.compile(r"[^\W\d_]{2}")
"""What tells a language is at least a word of two letters: "-1e30 + 5" has none."""
ABOUT = Label("followup", "about")
"""Asks something of the topic before that only makes sense after it: "and if I have only a few?"."""
PASSAGES = 120
"""Passages that the choice of topic and section looks at."""
TERMS = 4
"""Words of a turn that may all be English terms of the field."""


_Read: TypeAlias = tuple[str, dict[str, str], FloatArray | None, list[Passage]]


class Understanding:
    """Reads turns by the examples and the pages of a library.

    One is made for each turn: what it has read once it knows. "Pause it and tell me what a batch is" is read
    in parts to see whether it is two things, and then each of them is answered.
    """

    def __init__(self, router: Callable[[], Router], searcher: Searcher, library: Library) -> None:
        """`router` is asked for where it is needed: an order that is written exactly needs none."""
        self._router, self.searcher, self.library = router, searcher, library
        self._read: dict[tuple[str, Language], _Read] = {}
        self._looked: dict[tuple[str, Language, str | None, bool], Looked] = {}

    def language(
        self, question: str, conversation: Conversation, setting: Language
    ) -> tuple[Language, LanguageBy]:
        """The language of a turn, and what told it: its words, or else the examples that it is like.

        `setting`: that of the screen, for a turn that does not tell in a conversation that has not told.
        """
        default = conversation.language or setting
        by_default: LanguageBy = "before" if conversation.turns else "setting"
        if is_half_sum(question, default) or not _WORD.search(question):
            return default, by_default
        if default == "es" and self._says_terms(question):
            return default, by_default
        told = detect(question, default)
        if detect(question, other(default)) == told:
            return told, "words"
        if len(question) > WEIGHED or question.startswith("/") or last_game(conversation) is not None:
            return default, by_default
        alike = self._router().language(question, default)
        return alike, "examples" if alike != default else by_default

    def _says_terms(self, question: str) -> bool:
        """Whether a turn is English terms of the field alone: in Spanish too one says "batch size"."""
        found = words(question)
        return len(found) <= TERMS and self._router().terms.only(found, "en")

    def about(self, turn: Turn) -> Looked:
        """Where a turn leads: the subject that it names, else all its words after the topic before."""
        before = turn.conversation.last_answer
        topic = before.topic if before else None
        named = subject_of(turn.question, turn.language, self._router().terms) if before else None
        if named is not None and not self._router().follows_nothing(named.text):
            looked = self.look(named.text, turn)
            if named.said:
                looked = _recalled(looked, turn.conversation)
            kind = looked.route.label.kind
            # Asked what was said of something unknown, the last answer would be none.
            if (kind == "topic" and not looked.route.torn) or (named.said and kind == "offtopic"):
                return replace(looked, subject=named)
        looked = self.look(gist(turn.question), turn, topic)
        opposite = Label("followup", OPPOSITE)
        found = opposite_of(before, turn.language, self.library) if before else None
        if found and asks_opposite(turn.question, turn.language):
            return replace(looked, route=replace(looked.route, label=opposite), by_form="opposite")
        label = looked.route.label
        stays = label == ABOUT or (label.kind == "topic" and names_nothing(turn.question, turn.language))
        if topic is not None and stays:
            route = replace(looked.route, label=Label("topic", topic), torn=False)
            return replace(looked, route=route, by_form="stays")
        return looked

    def look(self, text: str, turn: Turn, topic: str | None = None) -> Looked:
        """Where a text leads, and the passages that it finds."""
        key = text, turn.language, topic, turn.run is not None
        if key not in self._looked:
            read, corrections, vector, passages = self._found(text, turn.language)
            route = self._router().route(read, turn.language, vector, passages, topic, turn.run is not None)
            self._looked[key] = Looked(read, corrections, vector, route, passages)
        return self._looked[key]

    def _found(self, text: str, language: Language) -> _Read:
        """A text with its slips put right, its vector, and the passages that it finds."""
        if (text, language) not in self._read:
            read, corrections = self._router().speller.correct(text, language)
            vector = self.searcher.embed(read)
            passages = self.searcher.search(read, language, PASSAGES, vector)
            self._read[text, language] = read, corrections, vector, passages
        return self._read[text, language]

    def route(self, text: str, turn: Turn) -> Route:
        """Where a text leads."""
        return self.look(text, turn).route


def _recalled(looked: Looked, conversation: Conversation) -> Looked:
    """What a few words lead to that name something said before: a topic that was talked of, if it is near."""
    read = conversation.told().read
    near = [one.label for one in looked.route.topics[:2] if one.label.name in read]
    if not near:
        return looked
    return replace(looked, route=replace(looked.route, label=near[0], torn=False))


def chosen(question: str, language: Language, conversation: Conversation) -> str:
    """What a turn stands for that names a choice under the last reply by its place; else the turn itself."""
    last = conversation.turns[-1] if conversation.turns else None
    offered = last.suggestions if last else ()
    place = choice_of(question, language)
    if (
        last
        and last.intent == "ask"
        and last.source is None
        and last.kind == "answer"
        and declines(question, language)
    ):
        place = len(offered) - 1  # neither of the two that it asked about
    if place is None or place >= len(offered):
        return question
    kind, _, rest = offered[place].target.partition(":")
    return f"/open {rest.partition('#')[0]}" if kind == "topic" else offered[place].target


def gist(question: str) -> str:
    """What of a turn is compared with examples and pages: all of it, or the last sentences of a long one."""
    if len(question) <= WEIGHED:
        return question
    kept = ""
    for sentence in reversed(_SENTENCE.findall(question)):
        if kept and len(kept) + len(sentence) > LAST:
            break
        kept = sentence + kept
    return kept[-WEIGHED:] or question[-WEIGHED:]
