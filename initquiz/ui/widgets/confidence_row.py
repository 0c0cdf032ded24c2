"""The foot between an answer and its feedback: how sure was the learner?"""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from initquiz.model.review import Confidence
from initquiz.ui.widgets.flow_layout import FlowLayout
from initquiz.ui.widgets.keycap import KeyButton

_QUESTION = "How sure are you?"
_WORDS = {
    Confidence.GUESS: "Guessed",
    Confidence.UNSURE: "Unsure",
    Confidence.SURE: "Sure",
}


class ConfidenceRow(QWidget):
    """Three buttons and a way back; none is accented, for none is to be pressed by habit."""

    confided = Signal(Confidence)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the row."""
        super().__init__(parent)
        self.setAccessibleName(f"{_QUESTION} 1 guessed, 2 unsure, 3 sure, Escape goes back")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        line = QLabel(_QUESTION)
        line.setProperty("role", "strong")
        line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row = FlowLayout(self)
        row.addWidget(line)
        for number, (confidence, word) in enumerate(_WORDS.items(), start=1):
            button = KeyButton(word, str(number))
            button.clicked.connect(partial(self._press, confidence))
            row.addWidget(button)
        self.back = KeyButton("back", "Esc", kind="flat")
        row.addWidget(self.back)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def _press(self, confidence: Confidence) -> None:
        self.confided.emit(confidence)
