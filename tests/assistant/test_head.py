from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from asistente.assistant import head
from asistente.assistant.examples import Label
from asistente.assistant.head import LOWEST, LinearHead, NetworkHead, save, train

LABELS = [Label("topic", "one"), Label("command", "speed.max"), Label("offtopic", "")]


def cloud(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Vectors of length one around three directions, and which of them each is near to."""
    random = np.random.default_rng(seed)
    owner = np.arange(count) % 3
    vectors = np.eye(3, 20, dtype=np.float32)[owner] + 0.15 * random.standard_normal((count, 20))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32), owner


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(head, "UNITS", 16)
    monkeypatch.setattr(head, "BATCH", 20)


@pytest.mark.usefixtures("small")
def test_it_learns_labels_and_says_how_probable_each_is(tmp_path: Path) -> None:
    vectors, owner = cloud(120, 1)
    save([train(vectors, owner, LABELS, seed) for seed in range(2)], LABELS, tmp_path / "head.npz")
    loaded = NetworkHead.load(LABELS, tmp_path / "head.npz")
    assert loaded is not None
    unseen, right = cloud(60, 2)
    scores = np.array([loaded.scores(vector) for vector in unseen])
    assert np.mean(scores.argmax(axis=1) == right) > 0.95
    assert np.exp(scores).sum(axis=1) == pytest.approx(np.ones(60), abs=1e-3)


@pytest.mark.usefixtures("small")
def test_labels_keep_their_scores_in_any_order_and_new_ones_have_the_lowest(tmp_path: Path) -> None:
    vectors, owner = cloud(120, 1)
    save([train(vectors, owner, LABELS)], LABELS, tmp_path / "head.npz")
    asked = [Label("topic", "new"), *reversed(LABELS)]
    straight, turned = (NetworkHead.load(labels, tmp_path / "head.npz") for labels in (LABELS, asked))
    assert straight is not None and turned is not None
    found = turned.scores(vectors[0])
    assert found[0] == LOWEST
    assert found[:0:-1] == pytest.approx(straight.scores(vectors[0]))


@pytest.mark.usefixtures("small")
def test_the_same_seed_trains_the_same_network() -> None:
    vectors, owner = cloud(60, 1)
    first, again, other = (train(vectors, owner, LABELS, seed).parameters for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)


def test_without_a_file_there_is_none(tmp_path: Path) -> None:
    assert NetworkHead.load(LABELS, tmp_path / "none.npz") is None


def test_a_linear_readout_tells_them_apart_too() -> None:
    vectors, owner = cloud(120, 1)
    readout = LinearHead(vectors, owner, np.bincount(owner))
    unseen, right = cloud(60, 2)
    assert np.mean([readout.scores(vector).argmax() for vector in unseen] == right) > 0.95


def test_the_shipped_networks_know_every_label_of_the_shipped_pages() -> None:
    with np.load(head.FILE) as kept:
        learnt = {head.label_of(name) for name in kept["labels"].tolist()}
        assert len(kept["parameters"]) == head.MEMBERS
    from asistente.assistant.examples import examples
    from asistente.knowledge.library import Library
    from asistente.storage.folders import content_folder

    assert {one.label for one in examples(Library.load(content_folder()))} == learnt
