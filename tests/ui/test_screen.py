"""A screen with keys of its own has them before the window, and only while they are on."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from initquiz.ui.screen import KeyedScreen


def test_its_keys_go_before_the_windows(qtbot: QtBot, light: QApplication) -> None:
    """One letter means two things: the screen's while it is on there, else the window's."""
    assert light.styleSheet()
    window, screen = QWidget(), KeyedScreen()
    screen.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    QVBoxLayout(window).addWidget(screen)
    pressed: list[str] = []
    shortcut = QShortcut(QKeySequence("L"), window)
    shortcut.activated.connect(lambda: pressed.append("window"))
    on = [True]
    screen.keys.bind("L", lambda: pressed.append("screen"), lambda: on[0])
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    screen.setFocus()
    for state in (True, False, True):
        on[0] = state
        screen.keys.refresh()
        qtbot.keyClick(screen, Qt.Key.Key_L)
    assert pressed == ["screen", "window", "screen"]
