"""A table that belongs to a question: read-only, to be read, selected, copied and heard."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
)

from initquiz.ui.widgets.inline_text import InlineText

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from initquiz.drawing.formula import Typesetter
    from initquiz.model.blocks import Table

_NUMBER = frozenset("0123456789.,+-−±·×eE^ %()/√~≈")
_RESTYLED = frozenset({QEvent.Type.FontChange, QEvent.Type.StyleChange})
_PADDING = (12, 6)  # px around a cell's words
_NARROWEST = 48  # px of a column


class BlockTable(QTableWidget):
    """As high as its rows and as wide as its words; columns of numbers stand to the right.

    The words are on labels in the cells, for they may be typeset; the items below carry them
    for a screen reader.
    """

    def __init__(self, typesetter: "Typesetter", parent: "QWidget | None" = None) -> None:
        """Make an empty table."""
        super().__init__(parent)
        self._typesetter = typesetter
        self._labels: list[list[InlineText]] = []
        self._lines: list[list[str]] = []
        self._room = 0  # px for the columns; 0 before the table has a size
        self.setObjectName("blockTable")
        self.setShowGrid(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def show_block(self, block: "Table") -> None:
        """Fill in header and cells; they may hold light markup and formulas."""
        self.setAccessibleName(block.title or "Table")
        self.setAccessibleDescription(block.summary)
        numbers = [all(map(_NUMBER.issuperset, column)) for column in zip(*block.rows, strict=True)]
        self.setColumnCount(len(block.header))
        self.setRowCount(1 + len(block.rows))
        self._labels = []
        for row, texts in enumerate((block.header, *block.rows)):
            labels = []
            for column, text in enumerate(texts):
                labels.append(self._label(text, head=row == 0, number=numbers[column]))
                item = QTableWidgetItem()
                item.setData(Qt.ItemDataRole.AccessibleTextRole, labels[column].spoken())
                self.setItem(row, column, item)
                self.setCellWidget(row, column, labels[column])
            self._labels.append(labels)
        self._lines = [[label.spoken() for label in labels] for labels in self._labels]
        self._fit()

    def text(self) -> str:
        """Return the selected rows, or all, as lines with tabs between the columns."""
        chosen = sorted({index.row() for index in self.selectedIndexes()})
        lines = [self._lines[row] for row in chosen] if chosen else self._lines
        return "\n".join(map("\t".join, lines))

    def sizeHint(self) -> QSize:
        """Return the size at which no word is broken, as high as it must be at this width."""
        frame = 2 * self.frameWidth() + 2
        height = sum(self.rowHeight(row) for row in range(self.rowCount()))
        bar = self.horizontalScrollBar()
        height += bar.sizeHint().height() if bar.maximum() > 0 else 0
        return QSize(sum(self._natural()) + frame, height + frame)

    def minimumSizeHint(self) -> QSize:
        """Return the same height at any width: the page scrolls, not the table."""
        return QSize(_NARROWEST * max(1, self.columnCount()), self.sizeHint().height())

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Copy, or move; letters are left to the window."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.text())
        elif event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: "QResizeEvent") -> None:
        """Share the width out among the columns."""
        super().resizeEvent(event)
        self._room = self.viewport().width()
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Measure the cells again in another type size."""
        super().changeEvent(event)
        if event.type() in _RESTYLED:
            self._fit()

    def _label(self, text: str, *, head: bool, number: bool) -> InlineText:
        label = InlineText(self._typesetter)
        side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
        label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        label.setContentsMargins(*_PADDING, *_PADDING)
        label.setProperty("role", "tableHead" if head else "tableCell")
        label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        label.set_markup(text)
        label.ensurePolished()
        return label

    def _natural(self) -> list[int]:
        """Return the widths in px at which the columns break no line."""
        columns = zip(*self._labels, strict=True)
        return [max(_NARROWEST, *(each.natural_width() for each in column)) for column in columns]

    def _least(self) -> list[int]:
        """Return the widths in px at which the columns break no word."""
        columns = zip(*self._labels, strict=True)
        return [max(_NARROWEST, *(each.least_width() for each in column)) for column in columns]

    def _fit(self) -> None:
        if not self._labels:
            return
        natural, least = self._natural(), self._least()
        room = self._room or sum(natural)
        spare = max(0.0, min(1.0, (room - sum(least)) / max(1, sum(natural) - sum(least))))
        widths = [low + int((high - low) * spare) for low, high in zip(least, natural, strict=True)]
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        for row, labels in enumerate(self._labels):
            pairs = zip(labels, widths, strict=True)
            self.setRowHeight(row, max(label.heightForWidth(width) for label, width in pairs))
        self.updateGeometry()
