"""The shipped pages as their tests read them: which there should be, and the parts of each."""

from __future__ import annotations

import re
from functools import cache

from asistente.knowledge.check.source import Source
from asistente.knowledge.library import Library
from asistente.knowledge.markdown import links, outside_fences
from asistente.knowledge.quiz import Quiz, is_quiz, read_quiz
from asistente.language.detect import LANGUAGES, Language
from asistente.storage.folders import content_folder

READING_PATH: dict[tuple[str, str], tuple[str, ...]] = {
    ("First steps", "Primeros pasos"): (
        "what-is-a-neural-network",
        "what-is-training",
        "how-a-network-learns",
        "puppy-analogy",
        "learning-addition",
    ),
    ("Inside the network", "Dentro de la red"): (
        "weights-and-biases",
        "neurons-and-layers",
        "activation-functions",
        "forward-pass",
    ),
    ("How training works", "Cómo funciona el entrenamiento"): (
        "loss-function",
        "gradient-descent",
        "backpropagation",
        "learning-rate",
        "epochs-batches-steps",
    ),
    ("Making training work", "Para que el entrenamiento funcione"): (
        "initialization",
        "optimizers",
        "vanishing-and-exploding-gradients",
        "feature-scaling",
        "hyperparameters",
    ),
    ("Data and generalization", "Datos y generalización"): (
        "training-data",
        "overfitting",
        "generalization",
        "regularization",
    ),
    ("What networks do", "Lo que hacen las redes"): (
        "regression-and-classification",
        "image-recognition",
        "language-models",
        "transfer-learning",
        "hardware-and-cost",
    ),
    ("Beyond", "Más allá"): (
        "why-it-seems-complicated",
        "after-training",
        "kinds-of-learning",
        "limits-and-bias",
        "history",
    ),
    ("The assistant", "El asistente"): ("reading-a-training-run", "using-the-assistant", "glossary"),
}
"""The slugs by part, in the order in which they are read; the parts in English and Spanish."""

SLUGS = tuple(slug for slugs in READING_PATH.values() for slug in slugs)
_WORD = re.compile(r"\w")


@cache
def library() -> Library:
    """The shipped pages."""
    return Library.load(content_folder())


@cache
def sources() -> dict[tuple[str, Language], Source]:
    """The file of every shipped page."""
    return {(page.slug, page.language): Source.of(page) for page in library()}


def pairs() -> dict[str, tuple[Source, ...]]:
    """The pages of each topic that has one in every language, in the order of the languages."""
    there = sources()
    return {
        slug: tuple(there[slug, language] for language in LANGUAGES)
        for slug in library().slugs()
        if all((slug, language) in there for language in LANGUAGES)
    }


def body_words(source: Source) -> int:
    """How many words a page has, tables, formulas and headings included; code and quizzes are left out."""
    outside = outside_fences(source.lines)
    fences = {
        place for fence in source.fences for place in range(fence.start, fence.start + len(fence.lines) + 2)
    }
    kept = [line for place, line in enumerate(source.lines) if outside[place] and place not in fences]
    return len(" ".join(kept).split())


def quizzes(source: Source) -> list[Quiz]:
    """The quizzes of a page."""
    return [read_quiz("\n".join(fence.lines)) for fence in source.fences if is_quiz(fence)]


def demo_links(source: Source) -> list[str]:
    """The `demo:` links of a page, each once, as they are written."""
    targets = (link.target for link in links(source.lines))
    return list(dict.fromkeys(target for target in targets if target.lower().startswith("demo:")))


def without_language(link: str) -> str:
    """A `demo:` link without the option `language`, in which the two languages of a page may differ."""
    name, _, query = link.partition("?")
    rest = "&".join(part for part in query.split("&") if not part.startswith("language="))
    return f"{name}?{rest}" if rest else name
