"""Search by words: tantivy's BM25, with the language's stemmer, blind to accents."""

from __future__ import annotations

import math
import string
from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from asistente.language.detect import Language
from asistente.language.normalise import words
from asistente.language.wordlists import function_words

Document: TypeAlias = tuple[str, str]
"""Head and body."""
_STEMMER: dict[Language, str] = {"en": "english", "es": "spanish"}
_MAX_WORDS = 60
_CORRECTED = range(5, 31)  # shorter words are too like each other, longer ones are no words
_LETTERS = string.ascii_lowercase


@cache
def analyzer(language: Language) -> Any:
    """The way from a text to stems: `analyzer("es").analyze("activaciones")` is `["activ"]`.

    Accents go after stemming: the stemmer knows endings by them, and a word without them meets the same stem.
    """
    import tantivy

    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(60))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.stemmer(_STEMMER[language]))
        .filter(tantivy.Filter.ascii_fold())
        .build()
    )


@cache
def schema(language: Language) -> Any:
    """What the index of a language consists of."""
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("place", fast=True)
    for field in ("head", "body"):
        builder.add_text_field(field, tokenizer_name=language, index_option="freq")
    return builder.build()


class WordIndex:
    """An index of documents, each a head (title and heading) and a body, all of one language."""

    def __init__(
        self,
        language: Language,
        documents: Sequence[Document],
        vocabulary: Counter[str] | None = None,
        index: Any = None,
    ) -> None:
        """`vocabulary`: how often the documents have each word, counted if not given; `index`: their index,
        made in memory if not given."""
        import tantivy

        self._tantivy = tantivy
        self._analyzer = analyzer(language)
        self._function_words = function_words(language)
        self._schema = schema(language)
        self._searcher = (filled(language, documents) if index is None else index).searcher()
        self._count = int(self._searcher.num_docs)
        self.vocabulary = counted(documents) if vocabulary is None else vocabulary

    def __len__(self) -> int:
        return self._count

    def corrections(self, text: str) -> dict[str, str]:
        """The words of a question that no document has, each with a word of theirs one slip away."""
        found: dict[str, str] = {}
        for word in dict.fromkeys(words(text[:4000])[:_MAX_WORDS]):
            if len(word) not in _CORRECTED or not word.isascii() or not word.isalpha() or self._has(word):
                continue
            counted = ((self.vocabulary[near], near) for near in _one_slip_away(word))
            count, best = max(counted, default=(0, ""))
            if count:
                found[word] = best
        return found

    def search(self, text: str, limit: int = 100) -> list[tuple[int, float, float]]:
        """The documents that share words with a text, best first: place, BM25 score, share of the words.

        The share is 0..1: how much of the question's weight the document holds, a rare word weighing more
        and one that no document has most of all. Any signs in the text are just signs.
        """
        asked = words(text[:4000])[:_MAX_WORDS]
        asked = [word for word in asked if word not in self._function_words] or asked
        corrected = self.corrections(text)
        found = [corrected.get(word, word) for word in asked]
        stems = list(dict.fromkeys(stem for word in found for stem in self._analyzer.analyze(word)))
        known = [stem for stem in stems if self._documents_with(stem)]
        if not known:
            return []
        query, should = self._tantivy.Query, self._tantivy.Occur.Should
        ranked = query.boolean_query([(should, self._ranking(stem)) for stem in known])
        shares = query.boolean_query([(should, self._share(stem)) for stem in known])
        total = sum(self._rarity(stem) for stem in stems)
        share = dict(self._run(shares, self._count))
        return [(place, score, share.get(place, 0.0) / total) for place, score in self._run(ranked, limit)]

    def _run(self, query: Any, limit: int) -> list[tuple[int, float]]:
        hits = self._searcher.search(query, limit, count=False).hits
        places: Any = self._searcher.fast_field_values("place", [address for _, address in hits])
        return [(int(place), float(score)) for place, (score, _) in zip(places, hits, strict=True)]

    def _term(self, field: str, stem: str) -> Any:
        return self._tantivy.Query.term_query(self._schema, field, stem, index_option="freq")

    def _ranking(self, stem: str) -> Any:
        query, should = self._tantivy.Query, self._tantivy.Occur.Should
        return query.boolean_query([(should, self._term(field, stem)) for field in ("head", "body")])

    def _share(self, stem: str) -> Any:
        return self._tantivy.Query.const_score_query(self._ranking(stem), self._rarity(stem))

    def _has(self, word: str) -> bool:
        return word in self.vocabulary or any(map(self._documents_with, self._analyzer.analyze(word)))

    def _documents_with(self, stem: str) -> int:
        return max(int(self._searcher.doc_freq(field, stem)) for field in ("head", "body"))

    def _rarity(self, stem: str) -> float:
        """Inverse document frequency, as BM25 has it."""
        having = self._documents_with(stem)
        return math.log1p((self._count - having + 0.5) / (having + 0.5))


def filled(language: Language, documents: Sequence[Document], folder: Path | None = None) -> Any:
    """The index of these documents: in memory, or in an empty folder."""
    import tantivy

    index = tantivy.Index(schema(language), path=str(folder) if folder is not None else None)
    index.register_tokenizer(language, analyzer(language))
    writer = index.writer(15_000_000, num_threads=1)
    for place, (head, body) in enumerate(documents):
        writer.add_document(tantivy.Document(place=place, head=head, body=body))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


def counted(documents: Sequence[Document]) -> Counter[str]:
    """How often documents have each word."""
    found: Counter[str] = Counter()
    for head, body in documents:
        found.update(words(head))
        found.update(words(body))
    return found


def _one_slip_away(word: str) -> set[str]:
    """Every word that one letter left out, put in, mistaken or swapped away makes of this one."""
    splits = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    left_out = {a + b[1:] for a, b in splits if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1}
    mistaken = {a + letter + b[1:] for a, b in splits if b for letter in _LETTERS}
    put_in = {a + letter + b for a, b in splits for letter in _LETTERS}
    return (left_out | swapped | mistaken | put_in) - {word}
