"""What an import would do, row by row: a table that asks only for what is in sight."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from initquiz.model.card import Fact
from initquiz.study.remarks import first_words
from initquiz.ui.widgets.inline_text import in_a_line
from initquiz.ui.widgets.markup import to_plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from initquiz.study.arrivals import Met, Row

HEADER = ("what happens", "deck", "card")
_MET, _DECK, _CARD = range(3)
_RESTYLED = frozenset({QEvent.Type.FontChange, QEvent.Type.StyleChange})
_LINES = 6  # rows in sight, at least
_NARROW = 64  # digits; a table that is narrower does without the decks

Index = QModelIndex | QPersistentModelIndex


class RowModel(QAbstractTableModel):
    """Rows of an import, all of them or those of one kind."""

    def __init__(self, parent: "QWidget | None" = None) -> None:
        """Hold nothing."""
        super().__init__(parent)
        self._rows: Sequence[Row] = ()
        self._shown: Sequence[Row] = ()

    def set_rows(self, rows: "Sequence[Row]", met: "Met | None" = None) -> None:
        """Show rows, those of one kind if one is given."""
        self.beginResetModel()
        self._rows = rows
        self._shown = rows if met is None else [row for row in rows if row.met is met]
        self.endResetModel()

    def show_only(self, met: "Met | None") -> None:
        """Show the rows of one kind, or all."""
        self.set_rows(self._rows, met)

    def row(self, index: Index) -> "Row | None":
        """Return the row at an index."""
        return self._shown[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index | None = None) -> int:
        """Return how many rows are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index | None = None) -> int:
        """Return three."""
        return 0 if parent is not None and parent.isValid() else len(HEADER)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """Return a cell's words; its tooltip is all of them."""
        if not index.isValid() or role not in _WORDS:
            return None
        row = self._shown[index.row()]
        if index.column() == _MET:
            return row.met.value
        if index.column() == _DECK:
            return row.deck
        return words_of(row)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """Return a column's title."""
        wanted = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return HEADER[section] if wanted else None


class RowTable(QTableView):
    """Shows the rows; the card's words take what room there is."""

    def __init__(self, parent: "QWidget | None" = None) -> None:
        """Make an empty table."""
        super().__init__(parent)
        self.rows = RowModel(self)
        self.setModel(self.rows)
        self.setAccessibleName("What the import does with each card")
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(_CARD, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        self._fit()

    def resizeEvent(self, event: "QResizeEvent") -> None:
        """Share the width out."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the type size."""
        super().changeEvent(event)
        if event.type() in _RESTYLED:
            self._fit()

    def keyPressEvent(self, event: "QKeyEvent") -> None:
        """Move; plain letters are left to the window."""
        if event.text().isprintable() and event.text():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        digit = max(1, self.fontMetrics().horizontalAdvance("0"))
        height = self.fontMetrics().height() + 12
        self.verticalHeader().setDefaultSectionSize(height)
        self.setMinimumHeight(_LINES * height + self.horizontalHeader().sizeHint().height())
        self.setColumnWidth(_MET, 15 * digit)
        self.setColumnHidden(_DECK, self.width() < _NARROW * digit)
        self.setColumnWidth(_DECK, min(26 * digit, self.width() // 4))


def words_of(row: "Row") -> str:
    """Return a row's card or fault as one line of plain text."""
    if row.problem is not None:
        return str(row.problem)
    if row.card is None:
        return ""
    content = row.card.content
    words = " ".join(content.question.split()) if isinstance(content, Fact) else None
    return to_plain(in_a_line(words if words is not None else first_words(row.card)))


_WORDS = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
    }
)
