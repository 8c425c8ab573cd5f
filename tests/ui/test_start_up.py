"""What the first screen does not need is not loaded for it, and no part of the screen does everything."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import asistente.ui

FIRST_SCREEN = """
import asyncio, sys
from asistente.ui import main_screen
from asistente.ui.app import AsistenteApp, Look

main_screen.LOAD_AFTER = 3600

def none():
    raise AssertionError("nobody has asked yet")

async def show():
    app = AsistenteApp(Look("en"), none, none)
    async with app.run_test() as pilot:
        await pilot.press("Z")
        assert app.screen.dialogue.prompt.value == "Z"
        print(*(name for name in sys.modules if name.startswith(("asistente.training", "numpy", "tantivy"))))

asyncio.run(show())
"""


def test_the_first_screen_loads_nothing_of_a_run() -> None:
    done = subprocess.run([sys.executable, "-c", FIRST_SCREEN], capture_output=True, text=True, timeout=60)
    assert (done.stdout.strip(), done.returncode) == ("", 0), done.stderr


def test_no_class_does_too_much() -> None:
    for file in Path(asistente.ui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                kinds = ast.FunctionDef | ast.AsyncFunctionDef
                methods = [one for one in node.body if isinstance(one, kinds)]
                assert len(methods) <= 20, f"{file.name}: {node.name} has {len(methods)} methods"
