"""What the program found, in words."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout

from initquiz.ui.theme import restyle
from initquiz.ui.widgets.inline_text import InlineText

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from initquiz.drawing.formula import Typesetter


class FeedbackPanel(QFrame):
    """A title and a few sentences on a soft ground, announced to screen readers."""

    def __init__(
        self, typesetter: "Typesetter | None" = None, parent: "QWidget | None" = None
    ) -> None:
        """Make an empty, neutral panel; without a typesetter formulas are set in a line."""
        super().__init__(parent)
        self._title, self._text = InlineText(typesetter), InlineText(typesetter)
        self._title.setObjectName("feedbackTitle")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(4)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setProperty("kind", "neutral")

    def show_feedback(self, kind: str, title: str, text: str) -> None:
        """Show a finding; `kind` is "right", "wrong" or "neutral"; light markup is allowed."""
        self._title.set_markup(title)
        self._text.set_markup(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(f"{self._title.spoken()} {self._text.spoken()}".strip())
        restyle(self, kind=kind)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
