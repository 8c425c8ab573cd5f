from __future__ import annotations

import pytest

from asistente.assistant.assistant import Assistant
from asistente.assistant.spelling import Speller, Text, note, sound
from asistente.language.detect import Language
from asistente.language.texts import Texts


@pytest.fixture(scope="module")
def speller() -> Speller:
    english: Text = ("en", "training network puppy neurons finished when does the what happens")
    spanish: Text = ("es", "entrenar perrito sentarse acuerda mano suelo")
    return Speller([english, spanish] * 5, [("en", "a wine recipe"), ("es", "la red")] * 3)


@pytest.mark.parametrize(
    ("text", "language", "read"),
    [
        ("is traning a netwrok", "en", "is training a network"),
        ("the pupy is finnished", "en", "the puppy is finished"),
        ("wat dose it do", "en", "what does it do"),
        ("xq es asi", "es", "por que es asi"),
        ("un perito a sentarce", "es", "un perrito a sentarse"),
        ("se akuerda", "es", "se acuerda"),
    ],
)
def test_slips_are_put_right(speller: Speller, text: str, language: Language, read: str) -> None:
    assert speller.correct(text, language)[0] == read


@pytest.mark.parametrize("text", ["a line of wine", "the sum of 7 + 5", "Training", "xyzzy", "ñandú", "dine"])
def test_what_is_right_or_unlike_anything_stays(speller: Speller, text: str) -> None:
    assert speller.correct(text, "en") == (text, {})


@pytest.mark.parametrize(("text", "language"), [("my mango", "en"), ("mi sueldo", "es"), ("mango", "en")])
def test_a_word_of_daily_life_or_of_the_other_language_is_no_slip(
    speller: Speller, text: str, language: Language
) -> None:
    assert speller.correct(text, language) == (text, {})


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Derive dL/dw", "en"),
        ("Si f(x) = x² y parto de x = 3", "es"),
        ("k = 3", "es"),
        ("call model.traning(netwrok)", "en"),
        ("my PupyNet", "en"),
        ("it hadn't", "en"),
        ("él se acordó", "es"),
    ],
)
def test_formulas_code_and_names_are_not_prose(speller: Speller, text: str, language: Language) -> None:
    assert speller.correct(text, language) == (text, {})


NAMES = [
    "Hinton",
    "LeCun",
    "Bengio",
    "Rosenblatt",
    "Minsky",
    "Vaswani",
    "Karpathy",
    "Kingma",
    "Nesterov",
    "Glorot",
    "Bayes",
    "Markov",
    "Hessian",
    "Jacobian",
    "PyTorch",
    "TensorFlow",
    "Keras",
    "NumPy",
    "Pandas",
    "sklearn",
    "Jax",
    "Caffe",
    "CUDA",
    "Colab",
    "Kaggle",
    "Jupyter",
    "Nvidia",
    "Anthropic",
    "Claude",
    "Gemini",
    "Llama",
    "Mistral",
    "GELU",
    "SELU",
    "Swish",
    "Mish",
    "Softplus",
    "Adagrad",
    "Adadelta",
    "Nadam",
    "LeNet",
    "VGGNet",
    "DenseNet",
    "YOLO",
    "BERT",
    "RoBERTa",
    "Mamba",
    "LSTM",
    "MNIST",
    "CIFAR",
    "softmax",
    "argmax",
    "einsum",
    "dtype",
    "xgboost",
    "kmeans",
]
EVERYDAY: dict[Language, str] = {
    "en": "a quilt of blends causes peace, statins and salt for the banker; center, color, favorite",
    "es": "yo aprendo, tú divides, ella escondió la honda; ponme a Pedro, los seres de Asia y mi tanteo",
}


def test_names_and_right_words_are_never_corrected(by_words: Assistant) -> None:
    speller = by_words.routing.speller
    for language, text in EVERYDAY.items():
        assert speller.correct(text, language) == (text, {})
        for name in NAMES:
            for written in (name, name.lower()):
                assert speller.correct(written, language)[1] == {}


def test_spanish_is_read_with_its_accents(by_words: Assistant) -> None:
    speller = by_words.routing.speller
    assert speller.correct("funsion de perdida", "es") == ("función de perdida", {"funsion": "función"})
    assert speller.correct("tasa de aprendizage", "es")[1] == {"aprendizage": "aprendizaje"}
    assert speller.correct("el overfiting", "es")[1] == {"overfiting": "overfitting"}
    assert speller.correct("presicion and recal", "en")[1]["recal"] == "recall"


def test_the_note_names_what_matters() -> None:
    english = Texts("en")
    assert note({"learnig": "learning"}, english) == "I read “learnig” as “learning”."
    assert note({"rde": "red", "capsa": "capas", "psos": "pesos"}, Texts("es")) == (
        "Leí «rde» como «red» y «capsa» como «capas»."
    )
    assert note({}, english) == ""
    assert note({"wats": "what is", "wiht": "with"}, english) == ""


def test_what_was_changed_is_told(speller: Speller) -> None:
    assert speller.correct("Netwrok", "en") == ("network", {"Netwrok": "network"})


def test_what_sounds_alike_is_alike() -> None:
    assert sound("hizo") == sound("iso")
    assert sound("vez") == sound("bes")
    assert sound("queso") == sound("keso")
