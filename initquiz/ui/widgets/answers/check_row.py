"""The end of an answer that takes more than one step: a quiet line and the button to give it."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from initquiz.ui.theme import restyle
from initquiz.ui.widgets.flow_layout import FlowLayout
from initquiz.ui.widgets.keycap import KeyButton

if TYPE_CHECKING:
    from collections.abc import Callable

CHECK = "Check answer"


class CheckRow(QWidget):
    """Says how the field is used or what is lacking."""

    def __init__(self, submit: "Callable[[], object]", parent: QWidget | None = None) -> None:
        """Take what the button does."""
        super().__init__(parent)
        self._line = QLabel(wordWrap=True)
        self._line.setProperty("role", "small")
        self._line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.button = KeyButton(CHECK, "Enter", kind="accent")
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.button.clicked.connect(submit)
        row = FlowLayout(self)
        row.addWidget(self._line)
        row.addWidget(self.button)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def text(self) -> str:
        """Return the line."""
        return self._line.text()

    def say(self, line: str) -> None:
        """Show a quiet line."""
        self._line.setText(line)
        restyle(self._line, role="small")

    def warn(self, line: str) -> None:
        """Say what is lacking or wrong, also to a screen reader."""
        self._line.setText(line)
        restyle(self._line, role="warning")
        QAccessible.updateAccessibility(QAccessibleEvent(self._line, QAccessible.Event.Alert))
