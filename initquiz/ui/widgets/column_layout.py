"""A grid that chooses its number of columns by the room there is."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayoutItem, QWidget


class ColumnLayout(QLayout):
    """Lays items out in equal cells, row by row.

    `choices` are the column counts to try, most first; the first whose cells are at least
    `cell_chars` digits wide is taken. The items of a row are equally high.
    """

    def __init__(
        self, parent: "QWidget", choices: tuple[int, ...], cell_chars: int, spacing: int = 8
    ) -> None:
        """Take the parent widget, whose font measures the cells; `spacing` is in px."""
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._choices = choices
        self._cell_chars = cell_chars
        self._parent = parent
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def columns(self, width: int) -> int:
        """Return the number of columns in `width` px; a cell never clips its item."""
        digits = self._parent.fontMetrics().horizontalAdvance("0") * self._cell_chars
        widest = max((item.minimumSize().width() for item in self._items), default=0)
        for count in self._choices:
            if self._cell(width, count) >= max(digits, widest):
                return count
        return self._choices[-1]

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
        """Depend on the width: fewer columns make more rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height in px needed at a width."""
        count = self.columns(width)
        heights = [height for height, _row in self._rows(self._cell(width, count), count)]
        return sum(heights) + max(0, len(heights) - 1) * self.spacing()

    def sizeHint(self) -> QSize:
        """Return the size with the most columns at their comfortable width."""
        digits = self._parent.fontMetrics().horizontalAdvance("0") * self._cell_chars
        count = self._choices[0]
        width = count * digits + (count - 1) * self.spacing()
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        """Return the width of the widest item in the fewest columns."""
        count = self._choices[-1]
        widest = max((item.minimumSize().width() for item in self._items), default=0)
        highest = max((item.minimumSize().height() for item in self._items), default=0)
        return QSize(count * widest + (count - 1) * self.spacing(), highest)

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        count = self.columns(rect.width())
        cell = self._cell(rect.width(), count)
        top = rect.top()
        for height, row in self._rows(cell, count):
            for column, item in enumerate(row):
                left = rect.left() + column * (cell + self.spacing())
                item.setGeometry(QRect(left, top, cell, height))
            top += height + self.spacing()

    def _cell(self, width: int, count: int) -> int:
        return (width - (count - 1) * self.spacing()) // count

    def _rows(self, cell: int, count: int) -> list[tuple[int, list["QLayoutItem"]]]:
        """Return each row's height in px and its items."""
        starts = range(0, len(self._items), count)
        rows = [self._items[start : start + count] for start in starts]
        return [(max(_height(item, cell) for item in row), row) for row in rows]


def _height(item: "QLayoutItem", width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
