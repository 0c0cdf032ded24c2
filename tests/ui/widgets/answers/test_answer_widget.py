"""Any field hears its keys, and leaves the others to the window."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from initquiz.ui.widgets.answers.answer_widget import AnswerWidget, Tools, bring_into_sight

Key = Qt.Key


class Recorder(AnswerWidget[str]):
    """A field with two letters and three digits that writes down what it hears."""

    def __init__(self, tools: Tools) -> None:
        """Have heard nothing yet."""
        super().__init__(tools)
        self.heard: list[str] = []

    def letters(self) -> int:
        """A and B."""
        return 2

    def digits(self) -> int:
        """1, 2 and 3."""
        return 3

    def press_letter(self, index: int) -> None:
        """Note a letter."""
        self.heard.append("AB"[index])

    def press_digit(self, number: int) -> None:
        """Note a digit."""
        self.heard.append(str(number))

    def press_enter(self) -> bool:
        """Note Enter."""
        self.heard.append("Enter")
        return True


class Window(QWidget):
    """What a field stands in; it notes the keys that come through."""

    def __init__(self) -> None:
        """Have heard nothing yet."""
        super().__init__()
        self.heard: list[int] = []

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt names it
        """Note a key."""
        self.heard.append(event.key())


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    """An empty window."""
    made = Window()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def field(window: Window, tools: Tools) -> Recorder:
    """The field, in its window."""
    made = Recorder(tools)
    QVBoxLayout(window).addWidget(made)
    return made


def test_it_hears_its_own_keys(field: Recorder, window: Window, qtbot: QtBot) -> None:
    """Letters and digits it has, Enter, and nothing else."""
    keys = (Key.Key_A, Key.Key_B, Key.Key_C, Key.Key_1, Key.Key_3, Key.Key_4, Key.Key_0)
    for key in (*keys, Key.Key_Return, Key.Key_F5):
        qtbot.keyClick(field, key)
    assert field.heard == ["A", "B", "1", "3", "Enter"]
    assert window.heard == [Key.Key_C, Key.Key_4, Key.Key_0, Key.Key_F5]


def test_with_ctrl_or_alt_a_letter_is_a_command(
    field: Recorder, window: Window, qtbot: QtBot
) -> None:
    """It is left to the window."""
    for modifier in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier):
        qtbot.keyClick(field, Key.Key_A, modifier)
    assert field.heard == []
    assert window.heard.count(Key.Key_A) == 2


def test_a_field_that_says_nothing_does_nothing(window: Window, tools: Tools, qtbot: QtBot) -> None:
    """What a kind of answer does not override is quiet: no letters, no digits, Enter is passed."""
    plain: AnswerWidget[str] = AnswerWidget(tools)
    QVBoxLayout(window).addWidget(plain)
    with qtbot.assertNotEmitted(plain.submitted):
        for key in (Key.Key_A, Key.Key_1, Key.Key_Return):
            qtbot.keyClick(plain, key)
    assert window.heard == [Key.Key_A, Key.Key_1, Key.Key_Return]
    assert plain.tab_stops() == []
    assert not plain.press_space()


def test_what_grew_is_brought_into_sight(
    qtbot: QtBot, light: QApplication, unnamed: Callable[[QWidget], list[str]]
) -> None:
    """The page scrolls to the whole widget, also if it has become higher in the same moment."""
    assert light.styleSheet()
    area, page, label = QScrollArea(widgetResizable=True), QWidget(), QLabel("short")
    column = QVBoxLayout(page)
    column.addSpacing(400)
    column.addWidget(label)
    column.addSpacing(400)
    area.setWidget(page)
    qtbot.addWidget(area)
    area.resize(300, 300)
    area.show()
    label.setText("one\ntwo\nthree\nfour\nfive\nsix")
    bring_into_sight(label)
    view = area.viewport()
    qtbot.waitUntil(lambda: area.verticalScrollBar().value() > 0)
    bottom = label.mapTo(view, label.rect().bottomLeft()).y()
    assert bottom < view.height()
    assert label.mapTo(view, label.rect().topLeft()).y() >= 0
    assert unnamed(page) == []
