"""One line that says what happened, with at most one thing to do about it, and a run's progress."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from initquiz.ui.theme import restyle
from initquiz.ui.widgets.flow_layout import FlowLayout
from initquiz.ui.widgets.share_frames import breakable

if TYPE_CHECKING:
    from collections.abc import Callable


class ShareStatus(QWidget):
    """Words, a link beside them, and a thin bar while something goes on."""

    def __init__(self, after: QWidget, parent: QWidget | None = None) -> None:
        """Say nothing; `after` gets the focus when the link that had it goes."""
        super().__init__(parent)
        self._after = after
        self.words = QLabel(wordWrap=True)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.action = QPushButton()
        self.action.setProperty("role", "link")
        self.action.setAutoDefault(True)
        self.action.clicked.connect(self._act)
        self.bar = QProgressBar(textVisible=False)
        self.bar.setProperty("role", "thin")
        self.bar.setAccessibleName("Progress")
        self._text = ""
        self._slot: Callable[[], object] | None = None
        line = QWidget()
        row = FlowLayout(line, 12)
        row.addWidget(self.words)
        row.addWidget(self.action)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.bar)
        column.addWidget(line)
        self.say("")

    def text(self) -> str:
        """Return the words."""
        return self._text

    def say(
        self,
        words: str,
        action: str = "",
        slot: "Callable[[], object] | None" = None,
        *,
        wrong: bool = False,
    ) -> None:
        """Show words, and a link that does something; `wrong` marks a failure in colour, too."""
        self._slot = slot
        self.bar.hide()
        self._show(words, action, "warning" if wrong else "strong")
        if words:  # a screen reader says it, wherever the focus is
            QAccessible.updateAccessibility(QAccessibleEvent(self.words, QAccessible.Event.Alert))

    def show_progress(
        self, words: str, done: int, total: int, slot: "Callable[[], object]"
    ) -> None:
        """Show how far it is, with a link that cancels."""
        self._slot = slot
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)
        self.bar.setAccessibleDescription(words)
        self.bar.show()
        self._show(words, "Cancel", "muted")

    def _show(self, words: str, action: str, role: str) -> None:
        self._text = words
        self.words.setText(breakable(words))
        self.words.setAccessibleName(words)
        if self.words.property("role") != role:
            restyle(self.words, role=role)
        self.action.setText(action)
        self.action.setAccessibleName(action)
        if not action and self.action.hasFocus():
            self._after.setFocus()
        self.action.setVisible(bool(action))
        self.setVisible(bool(words))
        self.updateGeometry()

    def _act(self) -> None:
        if self._slot is not None:
            self._slot()
