from __future__ import annotations

import subprocess
import sys

import pytest

CODE = """
import gc
from asistente.ui.undisturbed import undisturbed
try:
    with undisturbed():
        during = gc.isenabled()
        kept = [[] for _ in range(50_000)]
        {trouble}
except ValueError:
    pass
left = sum(len(gc.get_objects(generation)) for generation in range(3))
print(during, gc.isenabled(), gc.get_freeze_count() > 50_000, left < 5_000)
"""


@pytest.mark.parametrize("trouble", ["pass", "raise ValueError"])
def test_what_was_loaded_is_never_searched_for_garbage(trouble: str) -> None:
    code = CODE.format(trouble=trouble)  # in a process of its own: what is frozen stays
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "True", "True", "True"]
