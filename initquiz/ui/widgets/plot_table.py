"""Plots' numbers as tables: for reading, for copying, and for those who cannot see them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from initquiz.drawing.tables import table_of
from initquiz.drawing.wording import spelled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from initquiz.model.blocks import Block

_DIGITS = 6  # that are shown; copies are exact
_FEW = 5  # columns that share the width; more keep their own and scroll


class PlotTable(QDialog):
    """The numbers of one plot at a time; Escape closes, Ctrl+C copies the selected rows or all.

    Numbers are shortened for the eye, and copied as they are.
    """

    def __init__(self, parent: "QWidget | None" = None) -> None:
        """Make an empty table."""
        super().__init__(parent)
        self.setWindowTitle("Table of this plot")
        self.resize(420, 520)
        self._blocks: Sequence[Block] = ()
        self._chooser = QComboBox()
        self._chooser.setAccessibleName("Plot")
        self._chooser.currentIndexChanged.connect(self._fill)
        self._summary = QLabel(wordWrap=True)
        self._summary.setProperty("role", "muted")
        self._rows: Sequence[tuple[str, ...]] = ()
        self._table = QTableWidget(0, 2)
        self._table.setAlternatingRowColors(True)
        self._table.setShowGrid(False)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setTabKeyNavigation(False)
        self._table.verticalHeader().hide()
        self._table.horizontalHeader().setHighlightSections(False)
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
        for widget in (self._chooser, self._summary):
            layout.addWidget(widget)
        layout.addWidget(self._table, 1)
        layout.addLayout(buttons)
        self._table.setFocus()

    def show_blocks(self, blocks: "Sequence[Block]") -> None:
        """Offer the numbers of some blocks, and fill in those of the first."""
        self._blocks = blocks
        self._chooser.blockSignals(True)
        self._chooser.clear()
        for place, block in enumerate(blocks, start=1):
            self._chooser.addItem(spelled(block.title) or f"Plot {place}")
        self._chooser.blockSignals(False)
        self._chooser.setVisible(len(blocks) > 1)
        self._fill(0)

    def text(self) -> str:
        """Return the selected rows, or all, as lines with a tab between the columns."""
        chosen = sorted({index.row() for index in self._table.selectedIndexes()})
        rows = self._rows if not chosen else [self._rows[row] for row in chosen]
        return "\n".join("\t".join(row) for row in rows)

    def copy(self) -> None:
        """Put the rows on the clipboard."""
        QGuiApplication.clipboard().setText(self.text())

    def _fill(self, index: int) -> None:
        """Fill in the numbers of one block."""
        if not 0 <= index < len(self._blocks):
            return
        block = self._blocks[index]
        self._summary.setText(block.summary)
        self._summary.setVisible(bool(block.summary))
        header, self._rows = table_of(block)
        shown = table_of(block, _DIGITS)[1]
        numbers = [_numeric(column) for column in zip(*self._rows, strict=True)]
        self._table.setAccessibleName(f"Numbers of {self._chooser.itemText(index)}")
        self._table.clearSelection()
        self._table.setColumnCount(len(header))
        self._table.setRowCount(len(shown))
        for column, title in enumerate(header):
            right = bool(numbers) and numbers[column]
            self._table.setHorizontalHeaderItem(column, _item(title, right=right))
            for row, texts in enumerate(shown):
                self._table.setItem(row, column, _item(texts[column], right=right))
        mode = QHeaderView.ResizeMode
        few = len(header) <= _FEW
        self._table.horizontalHeader().setSectionResizeMode(
            mode.Stretch if few else mode.ResizeToContents
        )
        first = next((row for row, texts in enumerate(shown) if texts[1:] != ("0",)), 0)
        opened = self._table.item(max(0, first - 1), 0)
        if opened is not None:
            self._table.scrollToItem(opened, QTableWidget.ScrollHint.PositionAtTop)


def _numeric(column: "Sequence[str]") -> bool:
    """Tell whether a column holds numbers, which stand to the right."""
    return all(
        not text or text.lstrip("\N{MINUS SIGN}")[:1].isdigit() for text in column
    ) and not any(" " in text for text in column)


def _item(text: str, *, right: bool) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
    return item
