"""A row that has no room goes on below."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from initquiz.ui.widgets.flow_layout import FlowLayout


@pytest.mark.parametrize("align", [Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight])
@pytest.mark.parametrize("width", [140, 300, 900])
def test_items_wrap_inside(qtbot: QtBot, align: Qt.AlignmentFlag, width: int) -> None:
    """At any width the items keep their order and size, stay inside and do not overlap."""
    page = QWidget()
    layout = FlowLayout(page, align)
    buttons = [QPushButton(word) for word in ("Another one", "Open in Lab", "Why?", "Next")]
    for button in buttons:
        layout.addWidget(button)
    qtbot.addWidget(page)
    page.resize(width, page.heightForWidth(width))
    page.show()
    QApplication.processEvents()
    boxes = [button.geometry() for button in buttons]
    assert all(page.rect().contains(box) for box in boxes)
    assert not any(a.intersects(b) for i, a in enumerate(boxes) for b in boxes[i + 1 :])
    assert [(b.top(), b.left()) for b in boxes] == sorted((b.top(), b.left()) for b in boxes)
    edge = boxes[-1].right() == page.width() - 1 if align is Qt.AlignmentFlag.AlignRight else True
    assert edge


def test_hidden_items_take_no_room(qtbot: QtBot) -> None:
    """What is hidden leaves no gap."""
    page = QWidget()
    layout = FlowLayout(page)
    first, second = QPushButton("first"), QPushButton("second")
    layout.addWidget(first)
    layout.addWidget(second)
    qtbot.addWidget(page)
    page.resize(400, 40)
    page.show()
    first.hide()
    QApplication.processEvents()
    assert second.x() == 0
