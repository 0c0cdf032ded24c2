"""Columns follow the room there is."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from initquiz.ui.widgets.column_layout import ColumnLayout


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication) -> QWidget:
    """A page of five labels in up to three columns."""
    assert qapp
    page = QWidget()
    layout = ColumnLayout(page, choices=(3, 2, 1), cell_chars=10)
    for number in range(5):
        label = QLabel(f"Option {number} with some words", wordWrap=True)
        layout.addWidget(label)
    qtbot.addWidget(page)
    page.show()
    return page


@pytest.mark.parametrize("width", [120, 260, 400, 900])
def test_cells_are_equal_and_inside(page: QWidget, width: int) -> None:
    """Cells share one width, keep apart, stay inside, and need the height that was said."""
    page.resize(width, page.heightForWidth(width))
    QApplication.processEvents()
    boxes = [label.geometry() for label in page.findChildren(QLabel)]
    assert len({box.width() for box in boxes}) == 1
    assert all(page.rect().contains(box) for box in boxes)
    assert not any(a.intersects(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])
    assert max(box.bottom() for box in boxes) == page.height() - 1


def test_less_room_never_makes_more_columns(page: QWidget) -> None:
    """Columns only grow with the width."""
    layout = page.layout()
    assert isinstance(layout, ColumnLayout)
    counts = [layout.columns(width) for width in range(60, 1000, 20)]
    assert counts == sorted(counts)
    assert {counts[0], counts[-1]} == {1, 3}
