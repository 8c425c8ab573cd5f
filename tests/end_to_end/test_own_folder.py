"""The app on somebody's own folder, in real processes: edits, broken pages, two at once, one killed."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from tests.end_to_end.terminal import terminal
from tests.knowledge.folders import folder_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs a pseudo-terminal and /proc")

PAGES: dict[str, str | bytes] = {
    "bread.md": "# Baking bread\n\nKnead the dough ten minutes until it is smooth.\n\n## Proofing\n\n"
    "Let the dough rise at 26 degrees until it doubles.\n",
    "soups/lentils.md": "# Lentil soup\n\nLentils, carrots and onions boiled for forty minutes.\n",
}
QUESTION = "how long do I knead the dough"


def test_edits_are_answered_from_and_broken_pages_are_told(tmp_path: Path) -> None:
    pages = folder_of(tmp_path / "pages", PAGES)
    with terminal(tmp_path, "--content", str(pages), "--language", "en") as app:
        app.wait_for("I answer from the pages in this folder")
        app.say(QUESTION)
        app.wait_for("Knead the dough ten minutes")

        (pages / "bread.md").write_text("# Baking bread\n\nKnead the dough for an hour by the clock.\n")
        app.wait_for("read again: 1")
        app.say(QUESTION)
        app.wait_for("for an hour by the clock")

        (pages / "tea.md").write_text("# Brewing tea\n\nGreen tea is brewed at seventy degrees.\n")
        app.wait_for("new: 1")
        app.say("how is green tea brewed")
        app.wait_for("brewed at seventy degrees")

        (pages / "soups" / "lentils.md").write_bytes(b"---\ntitle: [a\n---\n\nCaf\xe9 \x1b[2J soup.\n")
        app.wait_for(r"lentils\.md:\d+: ")
        app.say("brewing tea")
        app.wait_for("brewed at seventy degrees")


def test_one_that_is_killed_leaves_nothing_in_the_way_of_the_next(tmp_path: Path) -> None:
    pages = folder_of(tmp_path / "pages", PAGES)
    options = ["--content", str(pages), "--language", "en"]
    with (
        terminal(tmp_path, *options) as first,
        terminal(tmp_path, *options) as second,
    ):
        for app in (first, second):
            app.wait_for("I answer from the pages in this folder")
        first.process.kill(signal.SIGKILL)
        second.say(QUESTION)
        second.wait_for("Knead the dough ten minutes")
    with terminal(tmp_path, *options) as third:
        third.wait_for("I answer from the pages in this folder")
        third.say(QUESTION)
        third.wait_for("Knead the dough ten minutes")
