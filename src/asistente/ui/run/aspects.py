"""What the lower part of the pane shows: the weights in numbers, the network drawn, or what it knows."""

from __future__ import annotations

from functools import partial
from typing import Literal, TypeAlias, get_args

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widgets import Static

from asistente.language.texts import Texts
from asistente.training.activity import activities, layer_weights
from asistente.training.config import RunConfig
from asistente.training.demo import Sample
from asistente.training.events import Snapshot
from asistente.training.known import known
from asistente.training.model import unit_names, weight_count
from asistente.training.record import RunRecord
from asistente.ui.draw.diagram import Shown, draw_diagram, fits
from asistente.ui.draw.heatmap import draw_images, draw_maps
from asistente.ui.draw.known import draw_known
from asistente.ui.draw.numbers import fitted
from asistente.ui.draw.picture import Line, Picture
from asistente.ui.run.view import View

Aspect: TypeAlias = Literal["weights", "network", "knows"]
ASPECTS: tuple[Aspect, ...] = get_args(Aspect)
KEY = "F10"
FEW = 60
"""Weights of a network whose numbers are worth reading one by one."""


def usual_aspect(config: RunConfig) -> Aspect:
    """What is shown of a run before anybody has chosen."""
    return "weights" if weight_count(config) <= FEW else "knows"


class AspectTab(Static):
    """One of the three."""

    class Chosen(Message):
        """It was clicked."""

        def __init__(self, aspect: Aspect) -> None:
            super().__init__()
            self.aspect: Aspect = aspect

    def __init__(self, aspect: Aspect) -> None:
        super().__init__(id=f"aspect-{aspect}")
        self.aspect: Aspect = aspect

    def on_click(self) -> None:
        """Show this one."""
        self.post_message(self.Chosen(self.aspect))


class AspectBar(Horizontal):
    """One row: the three names, and the key that goes from one to the next."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self.texts = texts
        self._aspect: Aspect = "weights"

    def compose(self) -> ComposeResult:
        """The key, then a tab for each."""
        yield Static(Content.styled(KEY, "bold $text-accent"), id="aspect-key")
        for aspect in ASPECTS:
            yield AspectTab(aspect)

    def on_mount(self) -> None:
        """Name the tabs."""
        self._label()

    def show(self, aspect: Aspect) -> None:
        """Mark the one that is seen."""
        if aspect != self._aspect:
            self._aspect = aspect
            self._label()

    def translate(self, texts: Texts) -> None:
        """Name them in another language."""
        self.texts = texts
        self._label()

    def _label(self) -> None:
        for tab in self.query(AspectTab):
            word = self.texts(f"ui.aspect.{tab.aspect}")
            here = tab.aspect == self._aspect
            tab.update(Content(f"[{word}]" if here else f" {word} "))
            tab.set_class(here, "-here")
            tab.tooltip = self.texts(f"ui.tip.aspect_{tab.aspect}")


class KnownView(View):
    """What the network knows of its whole task."""

    def picture(self, record: RunRecord, snapshot: Snapshot, room: Size) -> Picture:
        """The square of sums, the curve, the plane, the table of confusions: as the task is."""
        found = known(record.config, snapshot.weights, max(1, room.width), max(1, room.height - 1))
        if found is None:
            return Picture(Line.of((self.texts("ui.known.nothing"), "$text-muted")).wrapped(room.width))
        return draw_known(found, room.width, room.height, self.texts, self.glyphs)


class NetworkView(View):
    """Units and weights, drawn; a click puts the next example through it."""

    example = 0

    def on_click(self) -> None:
        """Another example flows through."""
        self.example += 1
        self.redraw()

    def picture(self, record: RunRecord, snapshot: Snapshot, room: Size) -> Picture:
        """Lines between units where they fit, else a map of the weights."""
        config, texts, glyphs = record.config, self.texts, self.glyphs
        if room.height < 3 or room.width < 20:
            return Picture()
        sample = self._sample(config)
        shown = Shown(
            unit_names(config),
            activities(config, snapshot.weights, sample.inputs),
            layer_weights(config, snapshot.weights),
        )
        height = room.height - 1
        asking = config.task.asking
        if fits(shown, room.width, height):
            keys = ("diagram", "diagram_short")
            drawn = draw_diagram(shown, room.width, height, glyphs)
        elif asking is not None and asking.side:
            keys = ("images", "images_short")
            more = partial(texts, "ui.network.more_units")
            drawn = draw_images(
                shown.weights[0], shown.names[1], asking.side, room.width, height, more, glyphs
            )
        else:
            keys = ("map", "map_short")
            more = partial(texts, "ui.network.more")
            drawn = draw_maps(shown.weights, shown.names[1:], room.width, height, more, glyphs)
        said = [texts(f"ui.network.{key}", sample=sample.label) for key in keys]
        return Picture([Line.of((fitted(said, room.width, glyphs), "bold")), *drawn])

    def _sample(self, config: RunConfig) -> Sample:
        samples = config.task.shown or config.task.train
        return samples[self.example % len(samples)]
