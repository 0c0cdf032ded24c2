"""A plot's numbers can be read and copied without seeing it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from initquiz.model.question import Histogram
from initquiz.ui.widgets.plot_table import PlotTable

BLOCK = Histogram((-0.1, 0.0, 0.1), (1200, 7), 1207, summary="1,207 weights.")


def table(qtbot: QtBot) -> PlotTable:
    """Return an open table of the block."""
    dialog = PlotTable()
    qtbot.addWidget(dialog)
    dialog.show_block(BLOCK)
    dialog.show()
    return dialog


def test_it_shows_and_copies_all(qtbot: QtBot, unnamed: Callable[[QWidget], list[str]]) -> None:
    """Ctrl+C without a selection copies every row, tabs between the columns."""
    dialog = table(qtbot)
    dialog.activateWindow()
    qtbot.keyClick(dialog, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    dialog.copy()
    assert QGuiApplication.clipboard().text() == "−0.1 to 0.0\t1,200\n0.0 to 0.1\t7"
    assert unnamed(dialog) == []


def test_it_copies_the_selection(qtbot: QtBot) -> None:
    """Selected rows alone are copied."""
    dialog = table(qtbot)
    view = dialog.findChild(QTableWidget)
    assert view is not None
    view.selectRow(1)
    assert dialog.text() == "0.0 to 0.1\t7"


def test_escape_closes(qtbot: QtBot) -> None:
    """Escape closes the table."""
    dialog = table(qtbot)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_another_plot_replaces_the_numbers(qtbot: QtBot) -> None:
    """One table serves plot after plot; no old row is left."""
    dialog = table(qtbot)
    dialog.show_block(Histogram((0.0, 1.0), (3,), 3))
    assert dialog.text() == "0 to 1\t3"
