"""The front matter of a page: read as YAML nodes, so that every complaint knows its line."""

from __future__ import annotations

import difflib
import math
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yaml.nodes import Node

_TEXTS = ("title", "summary", "part")
_LISTS = ("prerequisites", "related", "questions")
KEYS = (*_TEXTS, "order", *_LISTS)
_FENCE = re.compile(r"---[ \t]*\n(.*?)(?:^(?:---|\.\.\.)[ \t]*(?:\n|\Z))", re.DOTALL | re.MULTILINE)
_MAX_CHARACTERS = 100_000
_MAX_NESTING = 50  # brackets: deeper ones would exhaust the stack of the YAML reader


@dataclass
class FrontMatter:
    """What the front matter says; what it does not say is empty."""

    title: str = ""
    summary: str = ""
    part: str = ""
    order: float = math.inf
    prerequisites: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    lines: dict[str, int] = field(default_factory=dict)
    """Line of each key in the file, and of each question as `questions:<place>`."""
    complaints: list[tuple[int, str, tuple[tuple[str, str], ...]]] = field(default_factory=list)
    """Line, code and values of each problem."""

    def complain(self, line: int, code: str, **values: str) -> None:
        """Note a problem."""
        self.complaints.append((line, code, tuple(values.items())))


def split(text: str) -> tuple[FrontMatter, int]:
    """The front matter of a text, and where the Markdown begins (offset of a character, 0 without any)."""
    front = FrontMatter()
    if not re.match(r"---[ \t]*\n", text):
        return front, 0
    match = _FENCE.match(text)
    if match is None:
        # A page may open with a rule; only what looks like a key is front matter that was never closed.
        if re.match(r"---[ \t]*\n\w+:", text):
            front.complain(1, "front-matter-open")
        return front, 0
    source = match[1]
    if len(source) > _MAX_CHARACTERS or max(source.count("["), source.count("{")) > _MAX_NESTING:
        front.complain(1, "front-matter-large")
        return front, match.end()
    node = _compose(source, front)
    if node is None:
        return front, match.end()
    from yaml.nodes import MappingNode

    if not isinstance(node, MappingNode):
        front.complain(2, "front-matter-not-keys")
        return front, 0
    for key_node, value in node.value:
        _read_key(front, str(key_node.value), value, _line(key_node))
    return front, match.end()


def _compose(source: str, front: FrontMatter) -> Node | None:
    """The YAML nodes of a text: no object is ever constructed. None where empty or broken."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C reader: 10 times faster
    try:
        return yaml.compose(source, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        why = error.problem or "?"
        front.complain(mark.line + 2 if mark else 1, "front-matter-broken", why=why)
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        front.complain(1, "front-matter-broken", why=str(error) or type(error).__name__)
    return None


def _read_key(front: FrontMatter, key: str, value: Node, line: int) -> None:
    if key not in KEYS:
        # Other keys are other programs' business, but a slip of the pen is ours.
        if near := difflib.get_close_matches(key, KEYS, 1, cutoff=0.8):
            front.complain(line, "front-matter-key", key=key, nearest=near[0])
        return
    front.lines[key] = line
    if key == "order":
        front.order = _number(front, value)
    elif key in _TEXTS:
        setattr(front, key, _text(front, key, value))
    else:
        setattr(front, key, tuple(_list(front, key, value)))


def _text(front: FrontMatter, key: str, value: Node) -> str:
    from yaml.nodes import ScalarNode

    if isinstance(value, ScalarNode):
        return " ".join(str(value.value).split())
    front.complain(_line(value), "front-matter-text", key=key)
    return ""


def _number(front: FrontMatter, value: Node) -> float:
    try:
        order = float(_text(front, "order", value) or "inf")
    except ValueError:
        order = math.nan
    if math.isnan(order):
        front.complain(_line(value), "front-matter-number", key="order")
        return math.inf
    return order


def _list(front: FrontMatter, key: str, value: Node) -> list[str]:
    from yaml.nodes import ScalarNode, SequenceNode

    if isinstance(value, ScalarNode):
        if value.value.strip() in ("", "~", "null"):
            return []
        return [_text(front, key, value)]  # one value without brackets is a list of one
    if not isinstance(value, SequenceNode):
        front.complain(_line(value), "front-matter-list", key=key)
        return []
    found: list[str] = []
    for item in value.value:
        if isinstance(item, ScalarNode) and item.value.strip():
            front.lines[f"{key}:{len(found)}"] = _line(item)
            found.append(" ".join(item.value.split()))
        else:
            front.complain(_line(item), "front-matter-item", key=key)
    return found


def _line(node: Node) -> int:
    """Line in the file: nodes count from 0 and begin below the first `---`."""
    return int(node.start_mark.line) + 2
