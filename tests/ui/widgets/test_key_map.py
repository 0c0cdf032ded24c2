"""A key means something only while it is said to."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from initquiz.ui.widgets.key_map import KeyMap

Key = Qt.Key
NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier


class Window(QWidget):
    """A window that has L for itself, with a screen in it that has keys of its own."""

    def __init__(self) -> None:
        """Bind L twice: in the window, and while `on` in the screen."""
        super().__init__()
        self.heard: list[str] = []
        self.on = True
        self.inner = Screen()
        self.inner.keys.bind("L", lambda: self.heard.append("screen"), lambda: self.on)
        self.inner.keys.bind("Ctrl+K", lambda: self.heard.append("Ctrl+K"))
        self.inner.keys.refresh()
        QShortcut(QKeySequence("L"), self).activated.connect(lambda: self.heard.append("window"))
        QVBoxLayout(self).addWidget(self.inner)


class Screen(QWidget):
    """A screen that hands its keys over, with a line to type into."""

    def __init__(self) -> None:
        """Have no key yet."""
        super().__init__()
        self.keys = KeyMap(self)
        self.line = QLineEdit()
        QVBoxLayout(self).addWidget(self.line)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def event(self, event: QEvent) -> bool:
        """Keep letters from the window."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            event.setAccepted(self.keys.has(event))
            return event.isAccepted()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt names it
        """Do what they mean."""
        if not self.keys.press(event):
            super().keyPressEvent(event)


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    """The window, active, the focus on the screen."""
    made = Window()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.inner.setFocus()
    return made


def test_a_letter_of_the_screen_goes_before_the_windows(window: Window, qtbot: QtBot) -> None:
    """While it is on; else the window has it. Neither is ambiguous."""
    qtbot.keyClick(window.inner, Key.Key_L)
    assert window.heard == ["screen"]
    window.on = False
    window.inner.keys.refresh()
    qtbot.keyClick(window.inner, Key.Key_L)
    assert window.heard == ["screen", "window"]


def test_who_types_keeps_the_letters(window: Window, qtbot: QtBot) -> None:
    """In a line an L is an L."""
    window.inner.line.setFocus()
    qtbot.keyClick(window.inner.line, Key.Key_L)
    assert window.inner.line.text() == "l"
    assert window.heard == []


def test_a_key_held_down_counts_once(window: Window) -> None:
    """Repeats are eaten, so that they do not reach the window either."""
    for repeated in (False, True, True):
        event = QKeyEvent(QEvent.Type.KeyPress, Key.Key_L, NONE, "l", repeated)
        assert window.inner.keys.press(event)
    assert window.heard == ["screen"]


def test_commands_are_shortcuts_as_ever(window: Window, qtbot: QtBot) -> None:
    """A key with Ctrl is none of the letters; with Alt an L means nothing here."""
    qtbot.keyClick(window.inner, Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert window.heard == ["Ctrl+K"]
    assert not window.inner.keys.has(QKeyEvent(QEvent.Type.KeyPress, Key.Key_L, ALT, "l"))
    assert not window.inner.keys.has(QKeyEvent(QEvent.Type.KeyPress, Key.Key_1, NONE, "1"))
