"""Makes src/asistente/training/demos/data/digits.npz from scikit-learn's copy of the UCI digits.

    pip download scikit-learn --no-deps
    python benchmarks/make_digits.py scikit_learn-*.whl

The wheel is only read, nothing of scikit-learn is installed or kept.
"""

from __future__ import annotations

import gzip
import sys
import zipfile
from pathlib import Path

import numpy as np

INSIDE = "sklearn/datasets/data/digits.csv.gz"
OUT = Path(__file__).parents[1] / "src" / "asistente" / "training" / "demos" / "data" / "digits.npz"


def main() -> None:
    """Read the table in the wheel, 64 dots and the digit a line, and write it as small arrays."""
    with zipfile.ZipFile(sys.argv[1]) as wheel:
        text = gzip.decompress(wheel.read(INSIDE)).decode("ascii")
    table = np.array(
        [[int(value) for value in line.split(",")] for line in text.splitlines()], dtype=np.uint8
    )
    if table.shape != (1797, 65) or table[:, :64].max() != 16 or set(table[:, 64]) != set(range(10)):
        raise SystemExit(f"not the digits that we know: {table.shape}")
    np.savez_compressed(OUT, images=table[:, :64], digits=table[:, 64])
    print(f"{OUT.name}: {len(table)} images, {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
