"""Folders of pages for tests, and an encoder that needs no model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from asistente.knowledge.vectors import DIMENSIONS, FloatArray, Kind, hashed
from asistente.language.normalise import words


def folder_of(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder and return it."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


PUPPY = """---
title: The puppy
summary: Training is like raising a dog.
part: First steps
order: 20
prerequisites: [training]
related: [training]
questions:
  - is it like a dog
  - what has a pet to do with it
---

A network learns as a puppy does: it tries, it errs, it is corrected.

## In plain words {#plain}

A puppy sits after hundreds of biscuits. See [training](training.md#how).

## Where it breaks down {#breaks-down}

A network has no feelings. [Watch one](demo:addition?seed=2).
"""

TRAINING = """---
title: What is training
summary: Adjusting numbers.
part: First steps
order: 10
related: [puppy]
questions:
  - how are the weights found
---

Training adjusts the weights until the answers are good.

## How it goes {#how}

The network answers, the loss measures the error, every weight moves a little.

```python
# ## not a heading
weight = weight - rate * gradient
```

## Tiny steps {#small-steps}

Each step changes a weight by thousandths.
"""


def english() -> dict[str, str | bytes]:
    """Two topics in English, as the shipped pages are laid out."""
    return {"en/puppy.md": PUPPY, "en/training.md": TRAINING}


class LetterEncoder:
    """Stands in for the model: a text is the sum of fixed random directions, one for each of its words."""

    name = "letters"

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str], kind: Kind = "query") -> FloatArray:
        self.encoded += texts
        rows = np.zeros((len(texts), DIMENSIONS), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in words(text[:1000]) or [""]:
                row += np.random.default_rng(hashed("query", word)).standard_normal(DIMENSIONS, np.float32)
            row /= np.linalg.norm(row)
        return rows
