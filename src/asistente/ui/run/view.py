"""A part of the run pane: it draws a run into its own size, and has painted what has changed."""

from __future__ import annotations

from itertools import zip_longest
from time import monotonic

from rich.segment import Segment
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from asistente.language.texts import Texts
from asistente.training.events import Snapshot
from asistente.training.record import RunRecord
from asistente.ui.draw.glyphs import Glyphs
from asistente.ui.draw.picture import Line, Picture

WHOLE = 1.0
"""Seconds after which all lines are painted again: what a terminal lost while it was resized comes back."""


class View(Widget):
    """A picture of a run, a dozen times a second: Textual is handed finished lines, and only other ones.

    A widget that renders content would wrap, style and paint all of it every time.
    """

    ALLOW_SELECT = False

    def __init__(self, texts: Texts, glyphs: Glyphs) -> None:
        super().__init__()
        self.texts = texts
        self.glyphs = glyphs
        self.record: RunRecord | None = None
        self._picture = Picture()
        self._room: Size | None = None
        """What the picture was drawn for; None: it is to be drawn anew when it is painted."""
        self._whole = 0.0
        """When all lines were last painted."""

    @property
    def room(self) -> Size:
        """The cells that there are for the picture."""
        return self.size

    def show(self, record: RunRecord) -> None:
        """Draw this run as it stands now."""
        self.record = record
        self.redraw()

    def translate(self, texts: Texts) -> None:
        """Say everything in another language from now on."""
        self.texts = texts
        self.renew(layout=True)

    def renew(self, layout: bool = False) -> None:
        """Draw and paint everything, once its size is known."""
        self._room = None
        self.refresh(layout=layout)

    def on_resize(self) -> None:
        """Paint everything once the layout has come to rest."""
        self.call_after_refresh(self.renew)

    def redraw(self) -> None:
        """Draw now, and have the lines painted that are other than before."""
        room = self.room
        if room != self._room:
            if room or self._room is not None:  # not again and again while it is out of sight
                self.renew()
            return
        before, self._picture = self._picture, self._drawn(room)
        if monotonic() - self._whole > WHOLE:
            self._whole = monotonic()
            self.refresh()
            return
        for top, end in _changes(before, self._picture):
            self.refresh(Region(0, top, room.width, end - top))

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region. A layout may have changed the room since they were drawn."""
        room = self.room
        if room != self._room:
            # Textual drops the lines it keeps where the size is another, but not where the view is cut off.
            if self._room is not None:
                self.refresh()
            self._room, self._picture = room, self._drawn(room)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line, in the colours of the present theme."""
        ground = self.visual_style
        if y < len(self._picture):
            return strip_of(self._picture[y], ground)
        return Strip.blank(self.size.width, ground.rich_style)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the picture has at this width."""
        return len(self._drawn(Size(width, 0)))

    def _drawn(self, room: Size) -> Picture:
        record = self.record
        if not room.width:
            return Picture()
        if record is None or record.shown is None:
            return self.blank(room)
        return self.picture(record, record.shown, room)

    def blank(self, room: Size) -> Picture:
        """What stands here before there is anything to show."""
        return Picture()

    def picture(self, record: RunRecord, snapshot: Snapshot, room: Size) -> Picture:
        """The picture of a run at a snapshot, in so many cells."""
        raise NotImplementedError


def strip_of(line: Line, ground: Style) -> Strip:
    """A line on a ground, which also lends its colour where a part has none.

    Textual keeps parsed and combined styles, and drops them with the theme.
    """
    return Strip(
        [Segment(text, (ground + Style.parse(style)).rich_style) for text, style in line], line.width
    )


def _changes(before: Picture, after: Picture) -> list[tuple[int, int]]:
    """First line and end of each stretch of lines that differ."""
    stretches: list[tuple[int, int]] = []
    for y, (old, new) in enumerate(zip_longest(before, after)):
        if old == new:
            continue
        if stretches and stretches[-1][1] == y:
            stretches[-1] = (stretches[-1][0], y + 1)
        else:
            stretches.append((y, y + 1))
    return stretches
