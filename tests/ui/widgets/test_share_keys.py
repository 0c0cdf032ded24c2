"""A page's keys work from its fields, too."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from initquiz.ui.widgets.share_keys import LeaveKeys

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_a_field_leaves_the_keys_it_is_told_to(qtbot: QtBot) -> None:
    """Ctrl+E is the page's in a line and in a number; other keys stay the field's."""
    page = QWidget()
    qtbot.addWidget(page)
    line, number = QLineEdit(), QSpinBox()
    leave = LeaveKeys(("Ctrl+E",), page)
    column = QVBoxLayout(page)
    for field in (line, number):
        column.addWidget(field)
        field.installEventFilter(leave)
    pressed: list[str] = []
    for keys in ("Ctrl+E", "Ctrl+A"):
        shortcut = QShortcut(QKeySequence(keys), page)
        shortcut.activated.connect(lambda keys=keys: pressed.append(keys))
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    for field in (line, number):
        field.setFocus()
        qtbot.keyClick(field, "e", CONTROL)
        qtbot.keyClick(field, "a", CONTROL)
    assert pressed == ["Ctrl+E", "Ctrl+E"]
