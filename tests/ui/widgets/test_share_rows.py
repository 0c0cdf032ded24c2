"""The rows of an import stay quick, however many they are."""

import time

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from initquiz.errors import Problem
from initquiz.model.card import Card, Fact, Level, Skill
from initquiz.study.arrivals import Met, Row
from initquiz.ui.widgets.share_rows import RowTable, words_of

FACT = Row(Met.NEW, "Deck", Card("a", "", Fact("What is **the** $n^2$?\nSay it.", "y")))
SKILL = Row(Met.UNCHANGED, "Deck", Card("s", "", Skill("name-histogram", Level.EASY)))
FAULT = Row(Met.REFUSED, "", problem=Problem("line 3", "is odd.", "Mend it."))


@pytest.fixture
def table(qtbot: QtBot, light: QApplication) -> RowTable:  # noqa: ARG001
    """A table of three rows."""
    made = RowTable()
    qtbot.addWidget(made)
    made.resize(800, 400)
    made.rows.set_rows([FAULT, FACT, SKILL])
    made.show()
    return made


def test_a_row_says_what_happens_to_what(table: RowTable) -> None:
    """In three columns; formulas in a line, markup away, faults with their hint."""
    model = table.rows
    cells = [[model.index(r, c).data() for c in range(3)] for r in range(3)]
    assert cells == [
        ["refused", "", "line 3: is odd. Mend it."],
        ["new", "Deck", "What is the n²? Say it."],
        ["unchanged", "Deck", "compute it: name histogram, easy"],
    ]
    assert words_of(Row(Met.NEW, "d")) == ""
    spoken = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "refused"
    assert model.index(0, 0).data(Qt.ItemDataRole.DecorationRole) is None
    assert model.headerData(2, Qt.Orientation.Horizontal) == "card"
    assert model.headerData(0, Qt.Orientation.Vertical) is None


def test_one_kind_can_be_shown_alone(table: RowTable) -> None:
    """And all of them again."""
    table.rows.show_only(Met.NEW)
    assert table.rows.rowCount() == 1
    assert table.rows.row(table.rows.index(0, 0)) is FACT
    table.rows.show_only(None)
    assert table.rows.rowCount() == 3
    assert table.rows.row(table.rootIndex()) is None


def test_the_model_keeps_qts_rules(table: RowTable) -> None:
    """As Qt's own tester finds."""
    QAbstractItemModelTester(table.rows, QAbstractItemModelTester.FailureReportingMode.Fatal)
    table.rows.show_only(Met.REFUSED)
    table.rows.set_rows([])


def test_fifty_thousand_rows_are_shown_at_once(table: RowTable) -> None:
    """Only what is in sight is asked for: showing and jumping to the end take a moment."""
    many = [FACT] * 50_000
    start = time.process_time()
    table.rows.set_rows(many)
    table.scrollToBottom()
    table.grab()
    assert time.process_time() - start < 0.5


def test_a_narrow_table_does_without_the_decks(table: RowTable) -> None:
    """The card's words have the room then; nothing has to be scrolled sideways."""
    assert not table.isColumnHidden(1)
    table.resize(300, 400)
    QApplication.processEvents()
    assert table.isColumnHidden(1)
    assert table.horizontalScrollBar().maximum() == 0


def test_letters_are_left_to_the_window(table: RowTable, qtbot: QtBot) -> None:
    """Arrows move, letters lead to other screens."""
    table.setCurrentIndex(table.rows.index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.currentIndex().row() == 1
    letter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_D, Qt.KeyboardModifier.NoModifier, "d")
    table.keyPressEvent(letter)
    assert not letter.isAccepted()
