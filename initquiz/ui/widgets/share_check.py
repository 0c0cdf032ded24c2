"""A box to tick whose words wrap, so that no window is too narrow for them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent


class CheckLine(QWidget):
    """A check box and words beside it; a click on either ticks it."""

    toggled = Signal(bool)

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        """Take the words; not ticked."""
        super().__init__(parent)
        self.box = QCheckBox()
        self.label = QLabel(wordWrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)  # the box has some of its own
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1, Qt.AlignmentFlag.AlignVCenter)
        self.setFocusProxy(self.box)
        self.box.toggled.connect(self.toggled)
        self.set_words(words)

    def set_words(self, words: str) -> None:
        """Change the words."""
        self.label.setText(words)
        self.box.setAccessibleName(words)
        self.updateGeometry()

    def words(self) -> str:
        """Return the words."""
        return self.label.text()

    def ticked(self) -> bool:
        """Tell whether it is ticked and can be seen."""
        return self.box.isChecked() and not self.isHidden()

    def tick(self, ticked: bool) -> None:  # noqa: FBT001 - like Qt's own setter
        """Tick it or not."""
        self.box.setChecked(ticked)

    def mouseReleaseEvent(self, event: "QMouseEvent") -> None:
        """Tick it from its words, too."""
        if self.rect().contains(event.position().toPoint()):
            self.box.setFocus(Qt.FocusReason.MouseFocusReason)
            self.box.click()
