"""One calm column in the middle of the window, which scrolls when the window is small."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from initquiz.ui.theme import sizes


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
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The column scrolls with what has the focus; it is no stop of its own for Tab.
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = self._fill(_Column(), self.body, (16, 24, 16, 12))
        page.setProperty("role", "page")
        self.area.setWidget(page)
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
