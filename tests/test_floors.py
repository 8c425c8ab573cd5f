"""The floors hold at run time too: what lies below the screen loads without it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "asistente"
LOWER = ("storage", "language", "nn", "training", "knowledge", "assistant")


def modules(floor: str) -> list[str]:
    return [
        ".".join(("asistente", *path.relative_to(SOURCE).with_suffix("").parts))
        for path in sorted((SOURCE / floor).rglob("*.py"))
        if path.stem not in ("__init__", "__main__")
    ]


@pytest.mark.parametrize("floor", LOWER)
def test_a_lower_floor_loads_without_a_screen(floor: str) -> None:
    imports = "\n".join(f"import {module}" for module in modules(floor))
    code = f"import sys\n{imports}\nprint([m for m in ('textual', 'rich') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


def test_the_public_door_opens_without_loading_anything_heavy() -> None:
    code = "import sys, asistente; print('numpy' in sys.modules, asistente.__version__)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.startswith("False ")


def test_the_example_of_the_readme_answers() -> None:
    from asistente import Assistant

    reply = Assistant(language="en").reply("why are the steps so small?")
    assert reply.topic == "how-a-network-learns"
    assert reply.source is not None and reply.source.startswith("en/how-a-network-learns.md")
