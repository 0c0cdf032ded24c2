"""The foot below an open question: whether to ask how sure one is; for practice, the way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QSizePolicy, QWidget

from initquiz.ui.widgets.flow_layout import FlowLayout
from initquiz.ui.widgets.keycap import KeyButton

_TITLE = "Ask how sure I am"
_KEY = "Ctrl+K"


class ChoosingRow(QWidget):
    """A quiet switch; `confiding` tells where it stands now."""

    confiding = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Make the row."""
        super().__init__(parent)
        self._line = QLabel("Practice, not counted")
        self._line.setProperty("role", "small")
        self._line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.back = KeyButton("leave practice", "Esc", kind="flat")
        self._asks = QCheckBox(_TITLE)
        self._asks.setProperty("role", "quiet")
        self._asks.setToolTip(_KEY)
        self._asks.setAccessibleName(f"{_TITLE}, key {_KEY}")
        self._asks.toggled.connect(self.confiding)
        row = FlowLayout(self)
        for part in (self._line, self.back, self._asks):
            row.addWidget(part)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def show_choices(self, *, confiding: bool, practice: bool) -> None:
        """Show the switch as it stands, or for practice the way back."""
        self._asks.blockSignals(True)  # showing it changes nothing
        self._asks.setChecked(confiding)
        self._asks.blockSignals(False)
        self._asks.setVisible(not practice)
        self._line.setVisible(practice)
        self.back.setVisible(practice)
