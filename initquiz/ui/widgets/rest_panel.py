"""The end of a sitting: congratulations, and what comes next."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from initquiz.ui.widgets.keycap import KeyButton

if TYPE_CHECKING:
    from initquiz.model.turn import Progress, Rest


class RestPanel(QWidget):
    """A heading and a sentence or two, centred."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make an empty panel."""
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._title, self._next, self._undo = QLabel(), QLabel(), QLabel()
        self._title.setProperty("role", "display")
        self._next.setProperty("role", "muted")
        self._undo.setProperty("role", "small")
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(2)
        for label in (self._title, self._next, self._undo):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        home = KeyButton("Home", "D", kind="accent")
        home.clicked.connect(self.left)
        column.addSpacing(12)
        column.addWidget(home, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_rest(self, rest: "Rest", progress: "Progress") -> None:
        """Say what was done and what comes next."""
        done = progress.done
        self._title.setText("Congratulations" if done else "Nothing is due")
        answers = {0: "", 1: "1 answer given. "}.get(done, f"{done} answers given. ")
        self._next.setText(answers + " ".join(rest.sentences()))
        self._undo.setText("Ctrl+Z still takes the last answer back.")
        self.setAccessibleName(f"{self._title.text()}. {self._next.text()} {self._undo.text()}")
        self.setFocus(Qt.FocusReason.OtherFocusReason)
