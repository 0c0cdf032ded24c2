"""Card text in the current theme: question, answer, note and source each in their own size."""

from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from initquiz.drawing.document import DocumentStyle
from initquiz.ui.theme import current, sizes
from initquiz.ui.widgets.card_view import CardView

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from initquiz.drawing.formula import Typesetter

_RESTYLED = (QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange)


class Role(StrEnum):
    """What a text is on its card."""

    QUESTION = "question"
    PROMPT = "prompt"
    ANSWER = "answer"
    LONG_ANSWER = "long answer"
    NOTE = "note"
    SOURCE = "source"
    SAMPLE = "sample"


class Prose(CardView):
    """A card view that follows the theme and the type size."""

    def __init__(
        self, typesetter: "Typesetter", role: Role, parent: "QWidget | None" = None
    ) -> None:
        """Make an empty text of a role."""
        self._role = role
        super().__init__(typesetter, document_style(role), parent)

    def set_role(self, role: Role) -> None:
        """Make the text another part of its card."""
        if role is not self._role:
            self._role = role
            self.set_style(document_style(role))

    def changeEvent(self, event: QEvent) -> None:
        """Restyle when the theme or the type size has changed."""
        super().changeEvent(event)
        if event.type() in _RESTYLED:
            style = document_style(self._role)
            if style != self._style:
                self.set_style(style)


def document_style(role: Role) -> DocumentStyle:
    """Return how a text of a role looks in the current theme."""
    theme, scale = current(), sizes()
    size = {
        Role.QUESTION: scale.title,
        Role.PROMPT: scale.heading,
        Role.ANSWER: scale.title,
        Role.LONG_ANSWER: scale.heading,
        Role.NOTE: scale.base,
        Role.SOURCE: scale.small,
        Role.SAMPLE: scale.base,
    }[role]
    quiet = role in {Role.NOTE, Role.SOURCE}
    return DocumentStyle(
        family=QApplication.font().family(),
        size=size,
        text=theme.muted if quiet else theme.text,
        muted=theme.muted,
        link=theme.accent,
        code_background=theme.hover,
        line=theme.line,
        weight=500 if role is Role.QUESTION else 400,
    )
