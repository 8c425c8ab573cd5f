from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from asistente.assistant.evidence import Greatest


@given(st.lists(st.integers(1, 70), min_size=1, max_size=12), st.integers(0, 1000))
def test_the_greatest_of_each_label_are_those_that_sorting_finds(sizes: list[int], seed: int) -> None:
    values = np.random.default_rng(seed).random(sum(sizes), np.float32)
    found = Greatest(np.array(sizes))(values)
    start = 0
    for row, size in zip(found, sizes, strict=True):
        expected = np.zeros(Greatest.MOST, np.float32)
        best = np.sort(values[start : start + size])[::-1][: Greatest.MOST]
        expected[: len(best)] = best
        assert row.tolist() == expected.tolist()
        start += size
