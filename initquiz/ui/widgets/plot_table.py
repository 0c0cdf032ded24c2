"""A plot's numbers as a table: for reading, for copying, and for those who cannot see it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from initquiz.drawing.tables import table_rows

if TYPE_CHECKING:
    from PySide6.QtWidgets import (
        QWidget,
    )

    from initquiz.model.question import Histogram


class PlotTable(QDialog):
    """The bins and their counts; Escape closes, Ctrl+C copies the selected rows or all."""

    def __init__(self, parent: "QWidget | None" = None) -> None:
        """Make an empty table."""
        super().__init__(parent)
        self.setWindowTitle("Table of this plot")
        self.resize(420, 520)
        self._summary = QLabel(wordWrap=True)
        self._summary.setProperty("role", "muted")
        self._rows: list[tuple[str, str]] = []
        self._table = QTableWidget(0, 2)
        self._table.setAccessibleName("Bins and counts")
        self._table.setAlternatingRowColors(True)
        self._table.setShowGrid(False)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setTabKeyNavigation(False)
        self._table.verticalHeader().hide()
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        copy, close = QPushButton("Copy"), QPushButton("Close")
        copy.clicked.connect(self.copy)
        close.clicked.connect(self.reject)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self, self.copy)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (copy, close):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 20, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(self._summary)
        layout.addWidget(self._table, 1)
        layout.addLayout(buttons)
        self._table.setFocus()

    def show_block(self, block: "Histogram") -> None:
        """Fill in the numbers of one histogram."""
        self._summary.setText(block.summary)
        self._summary.setVisible(bool(block.summary))
        self._rows = rows = table_rows(block)
        for column, title in enumerate((block.x_title, block.y_title)):
            self._table.setHorizontalHeaderItem(column, _item(title, column))
        self._table.setRowCount(len(rows))
        for row, texts in enumerate(rows):
            for column, text in enumerate(texts):
                self._table.setItem(row, column, _item(text, column))

        first = next((row for row, (_, count) in enumerate(rows) if count != "0"), 0)
        opened = self._table.item(max(0, first - 1), 0)
        if opened is not None:
            self._table.scrollToItem(opened, _TOP)

    def text(self) -> str:
        """Return the selected rows, or all, as lines with a tab between the columns."""
        chosen = sorted({index.row() for index in self._table.selectedIndexes()})
        rows = self._rows if not chosen else [self._rows[row] for row in chosen]
        return "\n".join("\t".join(row) for row in rows)

    def copy(self) -> None:
        """Put the rows on the clipboard."""
        QGuiApplication.clipboard().setText(self.text())


def _item(text: str, column: int) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setTextAlignment(_ALIGNMENT[column])
    return item


_TOP = QTableWidget.ScrollHint.PositionAtTop
_ALIGNMENT = (
    Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
    Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
)
