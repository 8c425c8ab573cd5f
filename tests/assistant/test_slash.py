from __future__ import annotations

from typing import Any

import pytest

from asistente.assistant.order import Order, Unknown
from asistente.assistant.slash import exact


@pytest.mark.parametrize(
    ("text", "intent", "arguments"),
    [
        ("/train", "train", {"demo": "addition"}),
        ("/train xor", "train", {"demo": "xor"}),
        ("/train addition?learning_rate=0.1", "train", {"demo": "addition", "learning_rate": 0.1}),
        ("/train addition --seed 3", "train", {"demo": "addition", "seed": 3}),
        (
            "/train addition learning_rate=0.1 hidden=16,8",
            "train",
            {"demo": "addition", "learning_rate": 0.1, "hidden": [16, 8]},
        ),
        ("/train with two layers of 4", "train", {"demo": "addition", "hidden": [4, 4]}),
        ("/train sine?hidden=none&seed=2", "train", {"demo": "sine", "hidden": [], "seed": 2}),
        ("/train adition", "train", {"demo": "addition"}),
        ("/train chess", "train", {"demo": "chess"}),
        ("demo:addition", "train", {"demo": "addition"}),
        (
            "demo:addition?learning_rate=5&seed=1",
            "train",
            {"demo": "addition", "learning_rate": 5, "seed": 1},
        ),
        ("[Train it](demo:addition?hidden=16,8)", "train", {"demo": "addition", "hidden": [16, 8]}),
        (
            "please run demo:addition?optimizer=adam for me",
            "train",
            {"demo": "addition", "optimizer": "adam"},
        ),
        (
            "demo:csv?file=my flats (2).csv&target=price in €&seed=2",
            "train",
            {"demo": "csv", "file": "my flats (2).csv", "target": "price in €", "seed": 2},
        ),
        ("demo:addition?steps=nan", "train", {"demo": "addition", "steps": "nan"}),
        ("/pause", "pause", {}),
        ("/resume", "resume", {}),
        ("/step", "step", {}),
        ("/stop", "stop", {}),
        ("/reset", "reset", {}),
        ("/restart", "reset", {}),
        ("/faster", "speed", {"value": "faster"}),
        ("/slower", "speed", {"value": "slower"}),
        ("/max", "speed", {"value": "max"}),
        ("/speed max", "speed", {"value": "max"}),
        ("/topics", "topics", {}),
        ("/open learning-addition", "open_topic", {}),
        ("/help", "help", {}),
        ("/?", "help", {}),
        ("/language es", "language", {"lang": "es"}),
        ("/language español", "language", {"lang": "es"}),
        ("/language klingon", "language", {}),
        ("/clear", "clear", {}),
        ("/quit", "quit", {}),
        ("/predict 1+2", "predict", {"a": 1, "b": 2, "op": "+"}),
        ("/predict 7 5", "predict", {"a": 7, "b": 5, "op": "+"}),
        ("/predict", "predict", {}),
        ("/PAUSA", "pause", {}),
        ("/entrena sumas", "train", {"demo": "addition"}),
        ("/rapido", "speed", {"value": "faster"}),
        ("/open_topic training", "open_topic", {}),
        ("12 + 30", "predict", {"a": 12, "b": 30, "op": "+"}),
    ],
)
def test_exact_forms(text: str, intent: str, arguments: dict[str, Any]) -> None:
    order = exact(text, "en")
    assert isinstance(order, Order)
    assert (order.intent, order.arguments) == (intent, arguments)


def test_an_unknown_slash_command() -> None:
    assert exact("/trian addition", "en") == Unknown("/trian")


@pytest.mark.parametrize("text", ["what is training", "pause", "train it", "1/2 or so", "/"])
def test_plain_words_are_left_to_the_router(text: str) -> None:
    assert exact(text, "en") is None


def test_values_that_cannot_be_read_stay_as_written() -> None:
    order = exact("/train addition learning_rate=fast seed=1e999", "en")
    assert isinstance(order, Order)
    assert order.arguments == {"demo": "addition", "learning_rate": "fast", "seed": "1e999"}
