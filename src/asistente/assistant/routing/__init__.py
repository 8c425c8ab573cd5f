"""The readable data that routing works from: phrases, vocabularies and fitted thresholds."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from asistente.language.detect import Language

FOLDER = Path(__file__).parent
LANGUAGES: tuple[Language, ...] = ("en", "es")


@cache
def table(language: Language, name: str) -> dict[str, Any]:
    """The table `routing/<language>/<name>.toml`."""
    return tomllib.loads((FOLDER / language / f"{name}.toml").read_text(encoding="utf-8"))


def lines(path: Path) -> list[str]:
    """The phrases of a file, one a line; blank lines and lines that begin with `# ` are left out."""
    text = path.read_text(encoding="utf-8")
    stripped = (line.strip() for line in text.splitlines())
    return [line for line in stripped if line and not line.startswith("# ")]
