"""A number to be set by dragging or by typing: a slider and a box that say the same."""

import math

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QSlider,
    QVBoxLayout,
    QWidget,
)

_STEPS = 1000
_WIDEST = "00.000"  # what every box has room for, so that boxes under each other line up
_AROUND = 58  # px of a box beside its text: borders, padding, arrows, the cursor


class ValueSlider(QWidget):
    """A labelled slider from `least` to `most` and a box; equal ways are equal factors.

    With `whole` only whole numbers are taken. `changed` carries the value, also while dragging.
    """

    changed = Signal(float)

    def __init__(
        self,
        label: str,
        least: float,
        most: float,
        value: float,
        *,
        whole: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        """Take the name, the range (above 0) and the value to begin with."""
        super().__init__(parent)
        self._ends = math.log(least), math.log(most)
        self._whole = whole
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, _STEPS)
        self.slider.setPageStep(_STEPS // 20)
        self.slider.setAccessibleName(label)
        self.box = _Box()
        self.box.setDecimals(0 if whole else 3)
        self.box.setRange(least, most)
        self.box.setSingleStep(1 if whole else 0.05)
        self.box.setKeyboardTracking(False)
        self.box.setAccessibleName(f"{label}, typed")
        self._name = QLabel(label)
        self._name.setProperty("role", "small")
        self._name.setBuddy(self.box)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.slider, 1)
        row.addWidget(self.box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._name)
        column.addLayout(row)
        self.set_value(value)
        self.slider.valueChanged.connect(self._slid)
        self.box.valueChanged.connect(self._typed)

    def value(self) -> float:
        """Return the number set."""
        return self.box.value()

    def set_value(self, value: float) -> None:
        """Show another number without telling of it."""
        self._show(value)
        self._place()

    def _place(self) -> None:
        """Bring the slider to where the number is."""
        low, high = self._ends
        place = round((math.log(self.box.value()) - low) / (high - low) * _STEPS)
        self.slider.blockSignals(True)
        self.slider.setValue(place)
        self.slider.blockSignals(False)
        self._say()

    def _show(self, value: float) -> None:
        """Bring the box to a number."""
        self.box.blockSignals(True)
        self.box.setValue(round(value) if self._whole else float(f"{value:.3g}"))
        self.box.blockSignals(False)
        self._say()

    def _say(self) -> None:
        """Tell the number beside the slider's name; its own places mean nothing."""
        self.slider.setAccessibleDescription(self.box.text())

    def _slid(self, place: int) -> None:
        low, high = self._ends
        before = self.box.value()
        self._show(math.exp(low + place / _STEPS * (high - low)))
        if self.box.value() != before:
            self.changed.emit(self.box.value())

    def _typed(self, value: float) -> None:
        self._place()
        self.changed.emit(value)


class _Box(QDoubleSpinBox):
    """A box that writes a number without needless zeros, and is as wide as its neighbours."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCorrectionMode(QDoubleSpinBox.CorrectionMode.CorrectToNearestValue)

    def sizeHint(self) -> QSize:
        """Return one width for all ranges."""
        width = self.fontMetrics().horizontalAdvance(_WIDEST) + _AROUND
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Never shrink."""
        return self.sizeHint()

    def textFromValue(self, value: float) -> str:
        """Return the shortest text of the value."""
        text = f"{value:.{self.decimals()}f}"
        return text.rstrip("0").rstrip(".") if self.decimals() else text

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        """Take a comma for a point."""
        found: tuple[QValidator.State, str, int] = super().validate(text.replace(",", "."), place)
        return found

    def valueFromText(self, text: str) -> float:
        """Read what was typed, a comma for a point as well."""
        try:
            return float(text.replace(",", "."))
        except ValueError:
            return self.value()
