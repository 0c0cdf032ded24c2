"""What an export may take along, as far as its format can."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QSpinBox, QVBoxLayout, QWidget

from initquiz.ui.widgets.flow_layout import FlowLayout
from initquiz.ui.widgets.share_check import CheckLine
from initquiz.ui.widgets.share_frames import captioned

if TYPE_CHECKING:
    from initquiz.study.trying import Carries

_MOST_INSTANCES, _MOST_SEED = 1000, 2**31 - 1


class OptionRow(QWidget):
    """Progress, number of drawn questions, seed; `changed` tells of each."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Hide all of it until a format is known."""
        super().__init__(parent)
        self.progress = CheckLine("Bring my progress along")
        self.progress.setToolTip("Your answers and when each card is due.")
        self.instances = _number("Questions for each card to compute", 1, _MOST_INSTANCES, 5)
        self.seed = _number("Seed: which questions are drawn", 0, _MOST_SEED, 0)
        self._drawn = QWidget()
        row = FlowLayout(self._drawn, 24)
        for number in (
            captioned("questions for each card to compute", self.instances),
            captioned("seed", self.seed),
        ):
            row.addWidget(number)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for widget in (self._drawn, self.progress):
            column.addWidget(widget)
            widget.hide()
        self.progress.toggled.connect(self.changed)
        self.instances.valueChanged.connect(self.changed)
        self.seed.valueChanged.connect(self.changed)
        self.hide()

    def show_for(self, carries: "Carries", skills: int) -> None:
        """Offer what a format carries; numbers only where something is to compute."""
        drawn = carries.instances and skills > 0
        self._drawn.setVisible(drawn)
        self.progress.setVisible(carries.progress)
        self.setVisible(drawn or carries.progress)


def _number(name: str, least: int, most: int, value: int) -> QSpinBox:
    box = QSpinBox(minimum=least, maximum=most, value=value)
    box.setAccessibleName(name)
    box.setKeyboardTracking(False)
    for line in box.findChildren(QLineEdit):
        line.setAcceptDrops(False)  # a file dropped here is meant for the screen
    return box
