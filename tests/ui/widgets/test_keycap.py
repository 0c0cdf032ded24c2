"""The button with a key says all it shows and clips nothing."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from initquiz.ui.tokens import LIGHT
from initquiz.ui.widgets.keycap import KeyButton


def test_it_says_what_it_shows(
    qtbot: QtBot, light: QApplication, unnamed: Callable[[QWidget], list[str]]
) -> None:
    """A screen reader hears title, second line and key."""
    button = KeyButton("**Good**", "3", "5 days")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Good, 5 days, key 3"
    button.set_words("Good", "6 days")
    assert button.accessibleName() == "Good, 6 days, key 3"
    assert unnamed(button) == []
    assert light.styleSheet()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_keys_press_it(qtbot: QtBot, key: Qt.Key) -> None:
    """Space and either Enter press the focused button, outside dialogs too."""
    button = KeyButton("Next", "N")
    qtbot.addWidget(button)
    button.show()
    button.setFocus()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)


@pytest.mark.usefixtures("light")
def test_the_words_do_not_swallow_the_mouse(qtbot: QtBot) -> None:
    """A click on the title, the note or the cap is a click on the button."""
    button = KeyButton("Next", "N", "a note")
    qtbot.addWidget(button)
    button.show()
    for label in button.findChildren(QLabel):
        with qtbot.waitSignal(button.clicked):
            qtbot.mouseClick(label, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("width", [90, 200, 600])
def test_nothing_is_clipped_at_twice_the_type(
    qtbot: QtBot, twice_as_large: QApplication, width: int
) -> None:
    """At any width and at 200 % type every line of the words is inside the button."""
    page = QWidget()
    column = QVBoxLayout(page)
    button = KeyButton("Small random with std 0.01", "A", "right, as measured here")
    column.addWidget(button)
    qtbot.addWidget(page)
    page.resize(width, page.heightForWidth(width))
    page.show()
    twice_as_large.processEvents()
    for label in button.findChildren(QLabel):
        assert button.rect().contains(label.geometry())
        assert label.height() >= label.heightForWidth(label.width())


def test_focus_can_be_seen(qtbot: QtBot, light: QApplication) -> None:
    """Keyboard focus draws a ring in the focus colour, at least two px wide."""
    button = KeyButton("Hard", "2")
    qtbot.addWidget(button)
    button.resize(160, 42)
    with qtbot.waitActive(button):
        button.show()
        button.activateWindow()
    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(button.hasFocus)
    assert light.styleSheet()
    image = button.grab().toImage()
    ring = QColor(LIGHT.focus)
    assert [image.pixelColor(80, y) == ring for y in range(3)] == [True, True, False]


def test_disabled_words_are_grey(qtbot: QtBot, light: QApplication) -> None:
    """A quiet button that is off looks off."""
    button = KeyButton("Hard", "2", "a note")
    qtbot.addWidget(button)
    button.setEnabled(False)
    button.ensurePolished()
    title = next(label for label in button.findChildren(QLabel) if label.objectName() == "keyTitle")
    title.ensurePolished()
    assert title.palette().color(title.foregroundRole()) == QColor(LIGHT.disabled)
    assert light.styleSheet()
