"""A question's table is read, selected, copied and heard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from initquiz.model.blocks import Table
from initquiz.ui.services import Services
from initquiz.ui.widgets.block_table import BlockTable
from initquiz.ui.widgets.inline_text import InlineText

TABLE = Table(
    header=("layer", "$n_{in}$", "weights"),
    rows=(("first", "512", "131,072"), ("second, **frozen** at its start", "256", "−2.5e3")),
    summary="Two layers.",
    title="The network",
)


@pytest.fixture
def table(qtbot: QtBot, light: QApplication, services: Services) -> BlockTable:
    """The table, on screen with all the room it wants."""
    assert light.styleSheet()
    made = BlockTable(services.typesetter)
    made.show_block(TABLE)
    qtbot.addWidget(made)
    made.resize(made.sizeHint())
    made.show()
    return made


def label(table: BlockTable, row: int, column: int) -> InlineText:
    """Return the label in a cell."""
    found = table.cellWidget(row, column)
    assert isinstance(found, InlineText)
    return found


def test_words_are_shown_with_their_markup(table: BlockTable) -> None:
    """Bold is bold, formulas are typeset, the header comes first."""
    assert (table.rowCount(), table.columnCount()) == (3, 3)
    assert label(table, 2, 0).text() == "second, <b>frozen</b> at its start"
    assert label(table, 0, 1).text() == ""  # drawn, not written
    assert label(table, 0, 1).markup() == "$n_{in}$"


def test_numbers_stand_to_the_right(table: BlockTable) -> None:
    """A column of numbers with its header, signs and powers included; words stand to the left."""
    right = Qt.AlignmentFlag.AlignRight
    sides = [
        [bool(label(table, row, column).alignment() & right) for column in range(3)]
        for row in range(3)
    ]
    assert sides == [[False, True, True]] * 3


def test_every_cell_is_as_large_as_its_words(table: BlockTable) -> None:
    """With room for all, no line is broken and nothing scrolls."""
    for row in range(3):
        for column in range(3):
            found = label(table, row, column)
            assert found.width() >= found.natural_width()
            assert found.height() >= found.heightForWidth(found.width())
    assert table.horizontalScrollBar().maximum() == 0
    assert table.verticalScrollBar().maximum() == 0


def test_in_little_room_words_wrap_before_anything_is_cut(
    qtbot: QtBot, light: QApplication, services: Services
) -> None:
    """The wordy column gives way, down to its longest word; then the table scrolls sideways."""
    assert light.styleSheet()
    area, page, table = (
        QScrollArea(widgetResizable=True),
        QWidget(),
        BlockTable(services.typesetter),
    )
    table.show_block(TABLE)
    QVBoxLayout(page).addWidget(table)
    area.setWidget(page)
    qtbot.addWidget(area)
    area.resize(280, 300)
    area.show()
    qtbot.waitUntil(lambda: table.width() < 280)
    widths = [table.columnWidth(column) for column in range(3)]
    assert sum(widths) <= table.viewport().width()
    assert widths[1] >= label(table, 0, 1).natural_width()
    assert widths[2] >= label(table, 1, 2).natural_width()
    assert table.rowHeight(2) > table.rowHeight(1)
    area.resize(180, 300)
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() > 0)
    assert table.columnWidth(2) >= label(table, 1, 2).natural_width()


def test_it_is_a_table_to_a_screen_reader(
    table: BlockTable, unnamed: Callable[[QWidget], list[str]]
) -> None:
    """Named by its title, described by its summary, every cell with its words."""
    QAccessible.setActive(True)
    node = QAccessible.queryAccessibleInterface(table)
    assert node.role() is QAccessible.Role.Table
    assert node.text(QAccessible.Text.Name) == "The network"
    assert table.accessibleDescription() == "Two layers."
    cells = [
        table.model().index(row, column).data(Qt.ItemDataRole.AccessibleTextRole)
        for row in (0, 2)
        for column in range(3)
    ]
    assert cells[0] == "layer"
    assert "n" in cells[1]
    assert "$" not in cells[1]
    assert cells[3:] == ["second, frozen at its start", "256", "−2.5e3"]
    assert unnamed(table) == []


def test_selected_rows_are_copied(table: BlockTable, qtbot: QtBot) -> None:
    """With tabs between the columns; all rows if none is selected. Letters go to the window."""
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines()[1] == "first\t512\t131,072"
    assert len(QGuiApplication.clipboard().text().splitlines()) == 3
    table.selectRow(2)
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "second, frozen at its start\t256\t−2.5e3"
    before = table.selectedIndexes()
    qtbot.keyClick(table, Qt.Key.Key_F)
    assert table.selectedIndexes() == before


def test_another_table_takes_its_place(table: BlockTable) -> None:
    """Rows and columns of the last one are gone."""
    table.show_block(Table(("a",), (("1",), ("2",), ("3",))))
    assert (table.rowCount(), table.columnCount()) == (4, 1)
    assert table.text() == "a\n1\n2\n3"
    assert table.accessibleName() == "Table"


def test_larger_type_makes_larger_cells(table: BlockTable) -> None:
    """The rows follow the font."""
    before = table.rowHeight(1)
    font = table.font()
    font.setPixelSize(28)
    for row in range(3):
        for column in range(3):
            label(table, row, column).setStyleSheet("font-size: 28px")
    table.setFont(font)
    QApplication.processEvents()
    assert table.rowHeight(1) > before
