"""Where things lie on disk: the shipped pages, and the person's own folders by the XDG rules."""

from __future__ import annotations

import os
from pathlib import Path

_NAME = "asistente"
_PACKAGE = Path(__file__).resolve().parents[1]


def content_folder() -> Path:
    """The shipped pages: `asistente/content` in an installed wheel, `content/` at the top of a checkout."""
    inside = _PACKAGE / "content"
    return inside if inside.is_dir() else _PACKAGE.parents[1] / "content"


def cache_folder() -> Path | None:
    """Where things stand that can be computed again; made if need be, None where that is impossible."""
    return _own_folder("XDG_CACHE_HOME", ".cache")


def config_folder() -> Path | None:
    """Where settings stand; made if need be, None where that is impossible."""
    return _own_folder("XDG_CONFIG_HOME", ".config")


def data_folder() -> Path | None:
    """Where conversations and runs stand; made if need be, None where that is impossible."""
    return _own_folder("XDG_DATA_HOME", ".local/share")


def _own_folder(variable: str, below_home: str) -> Path | None:
    """The program's folder under an XDG base; a relative or empty variable counts as not set (so XDG)."""
    try:
        base = Path(os.environ.get(variable, ""))
        if not base.is_absolute():
            base = Path.home() / below_home
        folder = base / _NAME
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder if os.access(folder, os.W_OK) else None
    except (OSError, RuntimeError, ValueError):
        return None  # no home, a read-only disk, a file in the way: the program works without
