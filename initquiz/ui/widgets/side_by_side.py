"""Controls beside what they set; above it where the window is narrow."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QWidget

from initquiz.ui.theme import sizes

_BEFORE, _WIDE, _NARROW = 180, 24, 12  # px
_COLUMN, _BESIDE = 8.6, 26  # ems of the controls' column, and of what must fit beside it
_LOW, _LOWEST, _SHARE = 15, 8, 0.4  # their height where they stand above, in ems; of the window


class SideBySide(QScrollArea):
    """Two widgets; `controls` scroll by themselves, so that `result` stays in sight with them.

    Both together scroll only where the window is too low for either.
    """

    def __init__(self, controls: QWidget, result: QWidget, parent: QWidget | None = None) -> None:
        """Take the two widgets."""
        super().__init__(parent)
        _quiet(self)
        self._side = _Side(controls)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.addWidget(self._side, 2)
        self._row.addWidget(result, 3)
        holder = _Holder()
        holder.setLayout(self._row)
        self.setWidget(holder)
        self._arrange()

    @property
    def stacked(self) -> bool:
        """Tell whether the controls stand above."""
        return self._row.direction() is QBoxLayout.Direction.TopToBottom

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose the arrangement by the width."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Choose it anew for another size of type."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._arrange()

    def _arrange(self) -> None:
        em = sizes().base
        column = round(_BEFORE + _COLUMN * em)
        stacked = self.viewport().width() < column + _BESIDE * em
        way = QBoxLayout.Direction
        self._row.setDirection(way.TopToBottom if stacked else way.LeftToRight)
        around = _NARROW if stacked else _WIDE
        self._row.setContentsMargins(around, around, around, around)
        self._row.setSpacing(around)
        share = max(_LOWEST * em, round(_SHARE * self.viewport().height()))
        self._side.set_least(QSize(0, min(_LOW * em, share)) if stacked else QSize(column, 0))


class _Side(QScrollArea):
    """Scrolls the controls; asks for no more than the least there must be of them."""

    def __init__(self, controls: QWidget) -> None:
        super().__init__()
        _quiet(self)
        self._least = QSize()
        self.setWidget(controls)

    def set_least(self, least: QSize) -> None:
        """Set the size; a width of 0 is any width, a height of 0 any height."""
        if least != self._least:
            self._least = least
            fixed = least.width() or 16_777_215  # Qt's word for no limit
            self.setMaximumWidth(fixed)
            self.setMinimumSize(least)
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return the least size."""
        return self._least


class _Holder(QWidget):
    """A widget whose height is that for its width alone; see `page`."""

    def minimumSizeHint(self) -> QSize:
        """Claim no height where the scroll area asks for the one that goes with the width."""
        layout = self.layout()
        free = layout is not None and layout.hasHeightForWidth()
        return QSize(0, 0 if free else super().minimumSizeHint().height())


def _quiet(area: QScrollArea) -> None:
    """Scroll up and down only, without a frame, and be no stop for Tab."""
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
