"""One calm column in the middle of the window, which scrolls when the window is small."""

from functools import cache
from typing import TYPE_CHECKING

from PySide6 import QtCore
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QScrollBar, QVBoxLayout, QWidget

from initquiz.ui.theme import sizes

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

_AROUND = 12  # px left around what is scrolled to


class Page(QWidget):
    """A scrolling column of at most `width` px at a 14 px font, with a foot that stays put."""

    def __init__(self, width: int, parent: QWidget | None = None) -> None:
        """Make an empty column; fill `body` and `foot`."""
        super().__init__(parent)
        self._holders: list[QWidget] = []
        self.body = QVBoxLayout()
        self.foot = QVBoxLayout()
        self.area = QScrollArea(widgetResizable=True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        # The column scrolls with what has the focus; it is no stop of its own for Tab.
        self.area.setProperty("role", "page")
        self._column = self._fill(_Column(), self.body, (16, 24, 16, 12))
        self._column.setProperty("role", "page")
        self.area.setWidget(self._column)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.area, 1)
        layout.addWidget(self._fill(QWidget(), self.foot, (16, 0, 16, 24)))
        self.set_width(width)

    def set_width(self, width: int) -> None:
        """Change how wide the column may get; it grows with the type size."""
        for holder in self._holders:
            holder.setMaximumWidth(round(width * sizes().base / 14))

    def scroll_to(self, widget: QWidget) -> None:
        """Bring a widget of the body into sight; its top if there is no room for all of it."""
        # Laid out all the way up first, so that the area knows how far it can scroll.
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
        top = widget.mapTo(self._column, QPoint()).y()
        self.area.ensureVisible(0, top + widget.height(), 0, _AROUND)
        self.area.ensureVisible(0, top, 0, _AROUND)

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Scroll by key wherever the focus is, also on the foot."""
        step = _steps().get(QtCore.Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.area.verticalScrollBar().triggerAction(step)

    def _fill(
        self, outer: QWidget, layout: QVBoxLayout, margins: tuple[int, int, int, int]
    ) -> QWidget:
        holder = QWidget()
        self._holders.append(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        holder.setLayout(layout)
        row = QHBoxLayout(outer)
        row.setContentsMargins(*margins)
        row.setSpacing(0)
        row.addStretch(1)
        row.addWidget(holder, 1000)
        row.addStretch(1)
        return outer


class _Column(QWidget):
    """A widget whose height is that for its width alone.

    Wrapped words are high only when the column is narrow; the least height a layout claims
    takes them at their narrowest and would make the page scroll for nothing.
    """

    def minimumSizeHint(self) -> QSize:
        """Claim nothing; the scroll area asks for the height that goes with the width."""
        return QSize(0, 0)


@cache
def _steps() -> "dict[QtCore.Qt.Key, QScrollBar.SliderAction]":
    key, action = QtCore.Qt.Key, QScrollBar.SliderAction
    return {
        key.Key_PageUp: action.SliderPageStepSub,
        key.Key_PageDown: action.SliderPageStepAdd,
        key.Key_Home: action.SliderToMinimum,
        key.Key_End: action.SliderToMaximum,
    }
