"""One place of an order: an option that can be dragged, or moved by two small buttons."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QToolButton

from initquiz.ui.widgets.answers.option_card import OptionCard

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from initquiz.drawing.formula import Typesetter


class OrderRow(OptionCard):
    """`dragged` carries how far the pointer is below the row's top edge, in px."""

    grasped = Signal()
    dragged = Signal(int)
    dropped = Signal()
    raised = Signal()
    lowered = Signal()

    def __init__(self, key: str, text: str, typesetter: "Typesetter | None" = None) -> None:
        """Make a row with its two buttons."""
        super().__init__(key, text, typesetter)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.up, self.down = QToolButton(), QToolButton()
        for button, name in ((self.up, "moveUp"), (self.down, "moveDown")):
            button.setObjectName(name)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Alt with an arrow does the same
            button.setProperty("role", "arrow")
            button.setCursor(Qt.CursorShape.ArrowCursor)
            self._row.addWidget(button)
        self.up.clicked.connect(self.raised)
        self.down.clicked.connect(self.lowered)

    def set_place(self, place: int, count: int) -> None:
        """Say where in the order the row stands, from 1."""
        self.say(self.note(), f"place {place} of {count}")
        self.up.setAccessibleName(f"Move {self._key} up")
        self.down.setAccessibleName(f"Move {self._key} down")
        self.up.setEnabled(place > 1)
        self.down.setEnabled(place < count)

    def close_moves(self, *, closed: bool) -> None:
        """Take the two buttons away, or bring them back."""
        for button in (self.up, self.down):
            button.setVisible(not closed)

    def mousePressEvent(self, event: "QMouseEvent") -> None:
        """Take hold of the option."""
        super().mousePressEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.grasped.emit()

    def mouseMoveEvent(self, event: "QMouseEvent") -> None:
        """Carry the option along; as a button, the row would let go of it outside itself."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.dragged.emit(round(event.position().y()))

    def mouseReleaseEvent(self, event: "QMouseEvent") -> None:
        """Let go of the option."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
            self.dropped.emit()
