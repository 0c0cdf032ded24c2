"""A row tells of being dragged and of its two buttons."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from initquiz.ui.widgets.answers.order_row import OrderRow


@pytest.fixture
def row(qtbot: QtBot, light: QApplication) -> OrderRow:
    """The second of three rows."""
    assert light.styleSheet()
    made = OrderRow("B", "He normal")
    made.set_place(2, 3)
    qtbot.addWidget(made)
    made.resize(400, 42)
    made.show()
    return made


def test_a_drag_carries_the_pointers_height(row: OrderRow, qtbot: QtBot) -> None:
    """Down is positive, also far outside the row; without a button pressed nothing is told."""
    heights: list[int] = []
    row.dragged.connect(heights.append)
    QTest.mouseMove(row, QPoint(50, 30))
    assert heights == []
    QTest.mousePress(row, Qt.MouseButton.LeftButton, pos=QPoint(50, 20))
    QTest.mouseMove(row, QPoint(50, 90))
    QTest.mouseRelease(row, Qt.MouseButton.LeftButton, pos=QPoint(50, 90))
    assert heights == [90]
    assert qtbot is not None


def test_buttons_ask_to_be_moved(row: OrderRow, qtbot: QtBot) -> None:
    """Up raises, down lowers, neither presses the row."""
    with qtbot.assertNotEmitted(row.clicked):
        with qtbot.waitSignal(row.raised):
            qtbot.mouseClick(row.up, Qt.MouseButton.LeftButton)
        with qtbot.waitSignal(row.lowered):
            qtbot.mouseClick(row.down, Qt.MouseButton.LeftButton)


def test_at_the_ends_one_way_is_closed(row: OrderRow) -> None:
    """The first row cannot go up, the last not down; closed rows have no buttons."""
    row.set_place(1, 3)
    assert (row.up.isEnabled(), row.down.isEnabled()) == (False, True)
    row.set_place(3, 3)
    assert (row.up.isEnabled(), row.down.isEnabled()) == (True, False)
    row.close_moves(closed=True)
    assert not row.up.isVisible()
    row.close_moves(closed=False)
    assert row.up.isVisible()
    assert row.accessibleName() == "B, He normal, place 3 of 3"
