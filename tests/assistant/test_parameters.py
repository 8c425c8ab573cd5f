from __future__ import annotations

from typing import Any

import pytest

from asistente.assistant.parameters import demo, parameters, read, varies
from asistente.language.detect import Language


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("train it with 16 neurons and learning rate 0.01", "en", {"learning_rate": 0.01, "hidden": [16]}),
        ("use a learning rate of a thousandth", "en", {"learning_rate": 0.001}),
        ("with lr .5 for 100 steps", "en", {"learning_rate": 0.5, "steps": 100}),
        ("again with tanh instead of relu", "en", {"activation": "tanh"}),
        ("de nuevo con sigmoide en vez de relu", "es", {"activation": "sigmoid"}),
        ("en lugar de adam usa sgd", "es", {"optimizer": "sgd"}),
        ("train the digits with adam and 1e-3", "en", {"learning_rate": 0.001, "optimizer": "adam"}),
        ("sube la tasa de esta corrida a 0,2", "es", {"learning_rate": 0.2}),
        ("xor with all weights starting at zero", "en", {"init": "zero"}),
        ("todos los pesos empezando en cero", "es", {"init": "zero"}),
        ("0.2 as learning rate, seed 3", "en", {"learning_rate": 0.2, "seed": 3}),
        ("seed 3 steps 200", "en", {"steps": 200, "seed": 3}),
        ("half a million steps", "en", {"steps": 500_000}),
        ("a batch of 4", "en", {"batch_size": 4}),
        ("16 examples at a time", "en", {"batch_size": 16}),
        ("weight decay 1e-4 and noise 0.5", "en", {"l2": 0.0001, "noise": 0.5}),
        ("with Adam and ReLU", "en", {"activation": "relu", "optimizer": "adam"}),
        ("hyperbolic tangent, plain gradient descent", "en", {"activation": "tanh", "optimizer": "sgd"}),
        ("he initialization", "en", {"init": "he"}),
        ("he trained it", "en", {}),
        ("start with zero weights", "en", {"init": "zero"}),
        ("lerning rate 0.1 and 4 nuerons", "en", {"learning_rate": 0.1, "hidden": [4]}),
        ("con 0,01 de tasa de aprendizaje y lote de 4", "es", {"learning_rate": 0.01, "batch_size": 4}),
        ("tasa de una décima", "es", {"learning_rate": 0.1}),
        ("mil pasos con la semilla 42", "es", {"steps": 1000, "seed": 42}),
        ("entrena con learning rate 0.5", "es", {"learning_rate": 0.5}),
        ("con momento y sigmoide", "es", {"activation": "sigmoid", "optimizer": "momentum"}),
        ("un poco de ruido, 0,2", "es", {"noise": 0.2}),
        ("another seed, 99", "en", {"seed": 99}),
        ("learning rate 0.1, 8 neurons", "en", {"learning_rate": 0.1, "hidden": [8]}),
        ("0.1 learning rate, 8 neurons", "en", {"learning_rate": 0.1, "hidden": [8]}),
        ("12 relu neurons and lr 0.02", "en", {"learning_rate": 0.02, "hidden": [12], "activation": "relu"}),
        ("1024,1024,1024 hidden and batch size 4096", "en", {"hidden": [1024] * 3, "batch_size": 4096}),
        ("ruido de 0,2", "es", {"noise": 0.2}),
        (
            "learning_rate=0,5 hidden=16,8 steps=nan",
            "en",
            {"learning_rate": 0.5, "steps": "nan", "hidden": [16, 8]},
        ),
        ("--learning-rate 5 --seed 1", "en", {"learning_rate": 5, "seed": 1}),
        ("what is training", "en", {}),
    ],
)
def test_named_parameters(text: str, language: Language, expected: dict[str, Any]) -> None:
    assert parameters(text, language) == expected


@pytest.mark.parametrize(
    ("text", "language", "layers"),
    [
        ("two layers of 8", "en", [8, 8]),
        ("two layers, 16 and 8", "en", [16, 8]),
        ("one layer of 16 and another of 8", "en", [16, 8]),
        ("8 neurons in each of two layers", "en", [8, 8]),
        ("hidden 16,8", "en", [16, 8]),
        ("16 and 8 neurons", "en", [16, 8]),
        ("three hidden layers of five neurons each", "en", [5, 5, 5]),
        ("1,024 neurons", "en", [1024]),
        ("no hidden layer", "en", []),
        ("without any hidden layers", "en", []),
        ("zero hidden layers", "en", []),
        ("haz el xor con dos capas de 8", "es", [8, 8]),
        ("una capa oculta de 16", "es", [16]),
        ("con tres capas: 8, 4 y 2 neuronas", "es", [8, 4, 2]),
        ("capas de 30 y 10", "es", [30, 10]),
        ("dieciséis neuronas", "es", [16]),
        ("sin capa oculta", "es", []),
        ("sin capas ocultas, con semilla 3", "es", []),
        ("12 small neurons", "en", [12]),
        ("2,5 y 8 neuronas", "es", [2, 5, 8]),
        ("2,5 neuronas", "es", [2.5]),
        ("16,8 neurons", "en", [16, 8]),
        ("dos capas de 16,8 neuronas", "es", [16, 8]),
        ("hidden=2,5", "es", [2, 5]),
        ("three deep tanh layers of 10", "en", [10, 10, 10]),
        ("16, 8 and 4 hidden", "en", [16, 8, 4]),
        ("con 16, 8 capas ocultas", "es", [16, 8]),
        ("3 capas relu de 10", "es", [10, 10, 10]),
    ],
)
def test_hidden_layers(text: str, language: Language, layers: list[int]) -> None:
    assert parameters(text, language)["hidden"] == layers


@pytest.mark.parametrize(
    ("text", "language", "unread"),
    [
        ("train with another seed", "en", ("seed",)),
        ("train with 64 wide hidden layers", "en", ("hidden", "64")),
        ("con la tasa altísima y 12 perros", "es", ("learning_rate", "12")),
        ("train it to add 2 numbers with 16 neurons", "en", ()),
        ("una red de 12 neuronas, semilla 3", "es", ()),
    ],
)
def test_what_could_not_be_read(text: str, language: Language, unread: tuple[str, ...]) -> None:
    assert read(text, language).unread == unread


def test_a_number_belongs_to_one_parameter() -> None:
    found = parameters("16 neurons, learning rate 0.01, 500 steps, seed 3, batch of 8", "en")
    assert found == {"learning_rate": 0.01, "steps": 500, "hidden": [16], "batch_size": 8, "seed": 3}


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("teach it sums", "en", "addition"),
        ("show me the times tables", "en", "multiplication"),
        ("exclusive or, please", "en", "xor"),
        ("the sine wave", "en", "sine"),
        ("two spirals", "en", "spiral"),
        ("handwritten numbers", "en", "digits"),
        ("invent first names", "en", "names"),
        ("que aprenda a sumar", "es", "addition"),
        ("la espiral", "es", "spiral"),
        ("sin capa oculta", "es", None),
        ("train a network", "en", None),
    ],
)
def test_demos_by_their_names(text: str, language: Language, name: str | None) -> None:
    assert demo(text, language) == name


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("again with Adam", "en", True),
        ("same but 20 neurons", "en", True),
        ("what would happen with a learning rate of 5?", "en", True),
        ("change the learning rate to 0.2", "en", True),
        ("train with a learning rate of 0.2", "en", False),
        ("train using adam", "en", False),
        ("otra vez con adam", "es", True),
        ("usa relu", "es", True),
        ("usa relu y entrena", "es", False),
        ("entrena con adam", "es", False),
    ],
)
def test_what_varies_the_last_run(text: str, language: Language, expected: bool) -> None:
    assert varies(text, language) is expected
