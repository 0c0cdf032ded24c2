"""A row of things that goes on in the next line where the window is narrow."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Lays items out at their own size, wrapping; `align` Qt.AlignRight ends rows at the right."""

    def __init__(
        self,
        parent: "QWidget | None" = None,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        spacing: int = 12,
    ) -> None:
        """Take the side rows are set against; `spacing` is in px."""
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._align = align
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: "QLayoutItem") -> None:
        """Take an item at the end."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> "QLayoutItem | None":
        """Return an item, or None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> "QLayoutItem | None":
        """Remove and return an item, or None past the end."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Want width, never more height than needed."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Depend on the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height in px needed at a width."""
        rows = self._rows(width)
        return sum(_height(row) for row in rows) + max(0, len(rows) - 1) * self.spacing()

    def sizeHint(self) -> QSize:
        """Return the size of all items in one row."""
        shown = self._shown()
        return QSize(_width(shown, self.spacing()), _height(shown))

    def minimumSize(self) -> QSize:
        """Return the size of the largest item."""
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )

    def setGeometry(self, rect: QRect) -> None:
        """Place the items, centred in their rows."""
        super().setGeometry(rect)
        top = rect.top()
        for row in self._rows(rect.width()):
            height = _height(row)
            spare = rect.width() - _width(row, self.spacing())
            left = rect.left() + (max(0, spare) if self._align == _RIGHT else 0)
            for item in row:
                size = item.sizeHint().boundedTo(QSize(rect.width(), height))
                corner = QPoint(left, top + (height - size.height()) // 2)
                item.setGeometry(QRect(corner, size))
                left += size.width() + self.spacing()
            top += height + self.spacing()

    def _shown(self) -> list["QLayoutItem"]:
        return [item for item in self._items if not item.isEmpty()]

    def _rows(self, width: int) -> list[list["QLayoutItem"]]:
        rows: list[list[QLayoutItem]] = []
        for item in self._shown():
            if rows and _width([*rows[-1], item], self.spacing()) <= width:
                rows[-1].append(item)
            else:
                rows.append([item])
        return rows


_RIGHT = Qt.AlignmentFlag.AlignRight


def _width(items: list["QLayoutItem"], spacing: int) -> int:
    return sum(item.sizeHint().width() for item in items) + max(0, len(items) - 1) * spacing


def _height(items: list["QLayoutItem"]) -> int:
    return max((item.sizeHint().height() for item in items), default=0)
