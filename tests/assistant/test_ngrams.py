from __future__ import annotations

import numpy as np

from asistente.assistant.ngrams import NgramIndex

TEXTS = ["pause the training", "what is a neural network", "entrena una red", "¿qué es una red neuronal?"]


def test_a_text_is_most_like_itself() -> None:
    index = NgramIndex(TEXTS)
    for place, text in enumerate(TEXTS):
        found = index.likeness(text)
        assert found.argmax() == place
        assert np.isclose(found[place], 1.0, atol=1e-4)


def test_typos_accents_and_endings_matter_little() -> None:
    index = NgramIndex(TEXTS)
    assert index.likeness("que es una red neronal").argmax() == 3
    assert index.likeness("what are neural netwroks").argmax() == 1
    assert index.likeness("PAUSE TRAINING!!").argmax() == 0


def test_nothing_in_common_is_nothing() -> None:
    index = NgramIndex(TEXTS)
    assert index.likeness("zzz qqq").max() == 0
    assert index.likeness("").max() == 0
    assert index.likeness("日本語").max() == 0


def test_an_empty_index() -> None:
    assert NgramIndex([]).likeness("anything").shape == (0,)
    assert NgramIndex([""]).likeness("anything").tolist() == [0.0]
