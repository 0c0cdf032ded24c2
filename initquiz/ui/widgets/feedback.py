"""What the program found, in words."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout

from initquiz.ui.theme import restyle
from initquiz.ui.widgets.markup import to_html, to_plain

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class FeedbackPanel(QFrame):
    """A title and a few sentences on a soft ground, announced to screen readers."""

    def __init__(self, parent: "QWidget | None" = None) -> None:
        """Make an empty, neutral panel."""
        super().__init__(parent)
        self._title, self._text = QLabel(), QLabel()
        self._title.setObjectName("feedbackTitle")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(4)
        for label in (self._title, self._text):
            label.setWordWrap(True)
            layout.addWidget(label)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setProperty("kind", "neutral")

    def show_feedback(self, kind: str, title: str, text: str) -> None:
        """Show a finding; `kind` is "right", "wrong" or "neutral"; light markup is allowed."""
        self._title.setText(to_html(title))
        self._text.setText(to_html(text))
        self._text.setVisible(bool(text))
        self.setAccessibleName(f"{to_plain(title)} {to_plain(text)}".strip())
        restyle(self, kind=kind)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))
