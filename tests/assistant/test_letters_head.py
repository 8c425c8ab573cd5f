from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from asistente.assistant.examples import Label
from asistente.assistant.head import LOWEST
from asistente.assistant.letters_head import BUCKETS, LettersHead, inputs, save, train
from asistente.assistant.ngrams import NgramIndex

WORDS = {
    "dropout": ("dropout", "dropouts", "drop out"),
    "epochs": ("epoch", "epochs", "one epoch"),
    "weights": ("weight", "weights", "a weight"),
}
FRAMES = ("what is {} in a neural network", "why does a neural network have {}", "tell me about {}", "{}")
LABELS = [Label("topic", name) for name in WORDS]


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return [frame.format(word) for forms in WORDS.values() for word in forms for frame in FRAMES]


@pytest.fixture(scope="module")
def index(texts: list[str]) -> NgramIndex:
    return NgramIndex(texts, folded=True)


@pytest.fixture(scope="module")
def file(texts: list[str], index: NgramIndex, tmp_path_factory: pytest.TempPathFactory) -> Path:
    owner = np.repeat(np.arange(len(WORDS)), len(texts) // len(WORDS))
    # So few examples make an epoch of a fraction of a batch: each stands there many times.
    network = train(texts * 60, np.tile(owner, 60), len(WORDS), index)
    path = tmp_path_factory.mktemp("letters") / "letters.npz"
    save(network, LABELS, path)
    return path


def head(file: Path, labels: list[Label]) -> LettersHead:
    found = LettersHead.load(labels, file)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("is dropout good for a neural network", "dropout"),
        ("is the epoch good for a neural network", "epochs"),
        ("a neural network and its wieghts weigts", "weights"),
    ],
)
def test_the_rare_word_tells_and_the_common_frame_does_not(
    file: Path, index: NgramIndex, text: str, name: str
) -> None:
    scores = head(file, LABELS).scores(text, index)
    assert LABELS[int(scores.argmax())].name == name
    assert np.exp(scores).sum() == pytest.approx(1, abs=1e-3)


def test_a_label_that_was_not_learnt_is_out_of_the_question(file: Path, index: NgramIndex) -> None:
    labels = [Label("topic", "momentum"), *reversed(LABELS)]
    scores = head(file, labels).scores("what is dropout", index)
    assert scores[0] == pytest.approx(LOWEST)
    assert labels[int(scores.argmax())].name == "dropout"


def test_a_text_of_unknown_letters_tells_nothing(file: Path, index: NgramIndex) -> None:
    buckets, values = inputs("zzqq xxjj", index)
    assert len(buckets) == len(values) == 0
    assert np.ptp(head(file, LABELS).scores("zzqq xxjj", index)) < 1


def test_runs_are_spread_over_the_inputs(index: NgramIndex) -> None:
    buckets, values = inputs("what is dropout in a neural network", index)
    assert buckets.min() >= 0
    assert buckets.max() < BUCKETS
    assert len(set(buckets.tolist())) > 0.9 * len(buckets)
    assert 0.3 < (values > 0).mean() < 0.7


def test_without_a_file_there_is_none(tmp_path: Path) -> None:
    assert LettersHead.load(LABELS, tmp_path / "nowhere.npz") is None
