"""A row of controls that goes on in further rows where the window is narrow."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QSizePolicy

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayoutItem, QWidget

_EAGER = frozenset({QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding})
_WIDEST = 4000  # px


class FlowLayout(QLayout):
    """Lays items out from left to right, each at its own width, in as many rows as they need.

    Words that could wrap stay in a line as long as the row is wide enough. What is left of a row
    goes to the first widget in it whose size policy is to expand. Hidden widgets take no room.
    """

    def __init__(self, parent: "QWidget", spacing: int = 12, *, top: bool = False) -> None:
        """Take the parent widget; `spacing` is in px, `top` lines items up at the top of a row."""
        super().__init__(parent)
        self._top = top
        self._items: list[QLayoutItem] = []
        self._kept: dict[int, list[list[QSize]]] = {}  # for each width asked for
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: "QLayoutItem") -> None:
        """Take an item at the end."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> "QLayoutItem | None":
        """Return an item, or None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> "QLayoutItem | None":
        """Remove and return an item, or None past the end."""
        self.invalidate()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def invalidate(self) -> None:
        """Forget what was reckoned; an item has changed."""
        self._kept.clear()
        super().invalidate()

    def expandingDirections(self) -> Qt.Orientation:
        """Want width, never more height than needed."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Depend on the width: a narrow window makes more rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height in px needed at a width."""
        heights = [max(cell.height() for cell in row) for row in self._rows(width)]
        return sum(heights) + max(0, len(heights) - 1) * self.spacing()

    def sizeHint(self) -> QSize:
        """Return the size of all items in one row."""
        widths = [_wanted(item, _WIDEST) for item in self._shown()]
        width = sum(widths) + max(0, len(widths) - 1) * self.spacing()
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        """Return the size of the widest item alone, and of the highest."""
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(
            max((size.width() for size in sizes), default=0),
            max((size.height() for size in sizes), default=0),
        )

    def setGeometry(self, rect: QRect) -> None:
        """Place the items, centred in the height of their row or at its top."""
        super().setGeometry(rect)
        items = iter(self._shown())
        top = rect.top()
        for row in self._rows(rect.width()):
            height = max(cell.height() for cell in row)
            left = rect.left()
            for cell in row:
                down = top + (0 if self._top else (height - cell.height()) // 2)
                next(items).setGeometry(QRect(left, down, cell.width(), cell.height()))
                left += cell.width() + self.spacing()
            top += height + self.spacing()

    def _shown(self) -> "list[QLayoutItem]":
        return [item for item in self._items if not item.isEmpty()]

    def _rows(self, width: int) -> list[list[QSize]]:
        """Return the sizes of the items, row by row, at a width."""
        if width not in self._kept:
            self._kept[width] = self._reckoned(width)
        return self._kept[width]

    def _reckoned(self, width: int) -> list[list[QSize]]:
        rows: list[list[QLayoutItem]] = []
        used = 0
        for item in self._shown():
            wanted = _wanted(item, width)
            if not rows or used + self.spacing() + wanted > width:
                rows.append([])
                used = -self.spacing()
            rows[-1].append(item)
            used += self.spacing() + wanted
        return [self._sizes(row, width) for row in rows]

    def _sizes(self, row: "list[QLayoutItem]", width: int) -> list[QSize]:
        widths = [_wanted(item, width) for item in row]
        left = width - sum(widths) - (len(row) - 1) * self.spacing()
        first = next((i for i, item in enumerate(row) if _is_eager(item)), None)
        if first is not None:
            widths[first] += max(0, left)
        return [QSize(w, _height(item, w)) for item, w in zip(row, widths, strict=True)]


def _wanted(item: "QLayoutItem", most: int) -> int:
    """Return the least width, up to `most` px, at which an item is as low as it can be."""
    high = min(most, item.maximumSize().width())
    low = min(item.sizeHint().width(), high)
    if not item.hasHeightForWidth() or item.heightForWidth(low) <= item.heightForWidth(high):
        return low
    least = item.heightForWidth(high)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if item.heightForWidth(middle) <= least else (middle, high)
    return high


def _is_eager(item: "QLayoutItem") -> bool:
    widget = item.widget()
    return widget is not None and widget.sizePolicy().horizontalPolicy() in _EAGER


def _height(item: "QLayoutItem", width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
