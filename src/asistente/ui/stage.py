"""What those who act for the screen may ask of it: commands, links and keys know this much and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from asistente.language.detect import Language
from asistente.language.texts import Texts
from asistente.ui.chat.dialogue import Dialogue
from asistente.ui.parts import Parts
from asistente.ui.sight import Sight

if TYPE_CHECKING:
    from asistente.ui.keep import Keep
    from asistente.ui.run.desk import RunDesk
    from asistente.ui.targets import Target


class Stage(Protocol):
    """The screen, as its helpers see it."""

    @property
    def texts(self) -> Texts:
        """The present language's sentences."""

    @property
    def dialogue(self) -> Dialogue:
        """What is said."""

    @property
    def parts(self) -> Parts:
        """The run pane and the reader."""

    @property
    def sight(self) -> Sight:
        """What can be seen."""

    @property
    def desk(self) -> RunDesk:
        """The run, and what is done to it."""

    @property
    def keep(self) -> Keep:
        """What is saved, loaded and written out."""

    async def open_topic(self, target: Target) -> None:
        """Open a page over the conversation."""

    def speak(self, language: Language) -> None:
        """Go on in another language."""

    def leave(self) -> None:
        """End the app."""
