"""Indexes of words in the cache, in tantivy's own files: opened in a hundredth of the time of making them."""

from __future__ import annotations

import shutil
import zlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import mkdtemp

import numpy as np

from asistente.knowledge.shelf import Part, Parts, packed, unpacked
from asistente.knowledge.words import Document, WordIndex, analyzer, filled, schema
from asistente.language.detect import Language


def opened(language: Language, folder: Path, part: Part) -> WordIndex | None:
    """The index that lies in a folder, whole as the part says; None where it does not."""
    import tantivy

    try:
        names = unpacked(part["files"])
        if [_sum(folder / name) for name in names] != part["sums"].tolist():
            return None
        index = tantivy.Index(schema(language), path=str(folder), reuse=True)
    except (OSError, ValueError):
        return None
    index.register_tokenizer(language, analyzer(language))
    vocabulary = Counter(dict(zip(unpacked(part["words"]), part["counts"].tolist(), strict=True)))
    return WordIndex(language, (), vocabulary, index)


def keep(
    language: Language, folder: Path, index: WordIndex, documents: Sequence[Document], shelf: Parts
) -> None:
    """Write the index of these documents to a folder, and the rest of it to the shelf.

    It is written under another name and renamed: nobody opens half of it. Raises OSError where the folder
    cannot be written.
    """
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = Path(mkdtemp(prefix=".part-", dir=folder.parent))
    try:
        filled(language, documents, made)
        # Neither its locks nor what tantivy notes for itself belongs to what is searched.
        files = sorted(path for path in made.iterdir() if not path.name.startswith("."))
        names, sums = [path.name for path in files], [_sum(path) for path in files]
        shutil.rmtree(folder, ignore_errors=True)  # of no use, or it would have been opened
        made.rename(folder)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    shelf.put(
        f"words-{language}",
        files=packed(names),
        sums=np.array(sums, np.int64),
        words=packed(index.vocabulary),
        counts=np.array(list(index.vocabulary.values()), np.int64),
    )


def take(language: Language, folder: Path | None, shelf: Parts) -> WordIndex | None:
    """The index of a language, if it was kept."""
    part = shelf.take(f"words-{language}") if folder is not None else None
    return opened(language, folder, part) if part is not None and folder is not None else None


def _sum(path: Path) -> int:
    return zlib.crc32(path.read_bytes())
