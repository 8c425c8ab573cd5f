"""The signs that pictures are made of: Unicode, or plain ASCII for terminals without it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One set of signs; every drawing function takes one."""

    right: str = "✓"
    wrong: str = "✗"
    seen: str = "●"
    unseen: str = "○"
    outside: str = "△"
    full: str = "█"
    empty: str = "░"
    axis: str = "│"
    tick: str = "┤"
    corner: str = "└"
    floor: str = "─"
    solid: str = "━━"
    dotted: str = "╍╍"
    behind: str = "┄┄"
    minus: str = "−"
    dash: str = "—"
    ellipsis: str = "…"
    arrow: str = "→"
    play: str = "▶"
    pause: str = "‖"
    stop: str = "■"
    back: str = "◀"
    knob: str = "●"
    mark: str = "◆"
    braille: bool = True


UNICODE = Glyphs()
ASCII = Glyphs(
    right="+",
    wrong="x",
    seen="*",
    unseen="o",
    outside="^",
    full="#",
    empty=".",
    axis="|",
    tick="+",
    corner="+",
    floor="-",
    solid="**",
    dotted="oo",
    behind="..",
    minus="-",
    dash="-",
    ellipsis="...",
    arrow="->",
    play=">",
    pause="=",
    stop="#",
    back="<",
    knob="O",
    mark="^",
    braille=False,
)
