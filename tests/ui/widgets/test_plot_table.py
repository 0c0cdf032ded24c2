"""Plots' numbers can be read and copied without seeing them."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from initquiz.model.blocks import (
    Bars,
    Block,
    Code,
    Curve,
    CurveRole,
    Heatmap,
    Histogram,
    Lines,
    Spectrum,
    Table,
)
from initquiz.ui.widgets.plot_table import PlotTable

BLOCK = Histogram((-0.1, 0.0, 0.1), (1200, 7), 1207, summary="1,207 weights.", title="Layer A")
THIRD = Spectrum((1 / 3, 1e-12), title="Spectrum", summary="Two values.")


def table(qtbot: QtBot, *blocks: Block) -> PlotTable:
    """Return an open table of blocks."""
    dialog = PlotTable()
    qtbot.addWidget(dialog)
    dialog.show_blocks(blocks or (BLOCK,))
    dialog.show()
    return dialog


def grid(dialog: PlotTable) -> QTableWidget:
    """Return the table itself."""
    found = dialog.findChild(QTableWidget)
    assert found is not None
    return found


def shown(dialog: PlotTable) -> list[list[str]]:
    """Return the texts of the cells in sight."""
    view = grid(dialog)
    items = [
        [view.item(row, column) for column in range(view.columnCount())]
        for row in range(view.rowCount())
    ]
    return [[item.text() if item else "" for item in row] for row in items]


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
    grid(dialog).selectRow(1)
    assert dialog.text() == "0.0 to 0.1\t7"


def test_numbers_are_short_to_read_and_exact_to_copy(qtbot: QtBot) -> None:
    """The eye gets six digits, the clipboard all of them."""
    dialog = table(qtbot, THIRD)
    assert shown(dialog) == [["1", "0.333333"], ["2", "1e−12"]]
    assert dialog.text() == f"1\t{1 / 3!r}\n2\t1e−12"


def test_several_plots_are_chosen_by_name(
    qtbot: QtBot, unnamed: Callable[[QWidget], list[str]]
) -> None:
    """A list of the plots' titles switches between their numbers; for one plot there is none."""
    dialog = table(qtbot, BLOCK, THIRD, Histogram((0.0, 1.0), (3,), 3))
    chooser = dialog.findChild(QComboBox)
    assert chooser is not None
    names = [chooser.itemText(i) for i in range(chooser.count())]
    assert names == ["Layer A", "Spectrum", "Plot 3"]
    assert shown(dialog)[0] == ["−0.1 to 0.0", "1,200"]
    qtbot.keyClick(chooser, Qt.Key.Key_Down)
    assert shown(dialog)[0] == ["1", "0.333333"]
    assert "Spectrum" in grid(dialog).accessibleName()
    assert unnamed(dialog) == []
    dialog.show_blocks((BLOCK,))
    assert not chooser.isVisible()


@pytest.mark.parametrize(
    ("block", "first"),
    [
        (Lines((Curve("He", CurveRole.SERIES, (1.0,), (0.5,)),), "layer", "rms"), ["1", "0.5"]),
        (Bars(("zero",), (0.25,), "scheme", "share"), ["zero", "0.25"]),
        (Heatmap(((0.5, -1.0),), 1.0), ["1", "0.5", "−1"]),
        (Table(("a", "b"), (("**c**", "d"),)), ["c", "d"]),
        (Code("w = 1"), ["1", "w = 1"]),
        (Bars((), (), "scheme", "share"), None),
    ],
    ids=lambda value: getattr(value, "kind", ""),
)
def test_every_kind_has_a_table(qtbot: QtBot, block: Block, first: list[str] | None) -> None:
    """Each block's first row is there, under a header as wide; a block may be empty."""
    dialog = table(qtbot, block)
    assert shown(dialog)[:1] == ([first] if first else [])
    headers = [
        grid(dialog).horizontalHeaderItem(column) for column in range(grid(dialog).columnCount())
    ]
    assert all(item is not None for item in headers)


def test_numbers_stand_to_the_right(qtbot: QtBot) -> None:
    """Columns of numbers are aligned at their last digits, words and ranges at the left."""
    dialog = table(qtbot)
    items = [grid(dialog).item(0, column) for column in (0, 1)]
    sides = [bool(item.textAlignment() & Qt.AlignmentFlag.AlignRight) for item in items if item]
    assert sides == [False, True]


def test_escape_closes(qtbot: QtBot) -> None:
    """Escape closes the table."""
    dialog = table(qtbot)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_another_plot_replaces_the_numbers(qtbot: QtBot) -> None:
    """One table serves plot after plot; no old row is left."""
    dialog = table(qtbot)
    dialog.show_blocks((Histogram((0.0, 1.0), (3,), 3),))
    assert dialog.text() == "0 to 1\t3"
    assert shown(dialog) == [["0 to 1", "3"]]
