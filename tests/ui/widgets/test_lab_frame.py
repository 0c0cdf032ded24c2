"""The Lab's picture has tabs, a line of words and buttons, whatever the window's width."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from initquiz.ui.widgets.keycap import KeyButton
from initquiz.ui.widgets.lab_frame import LabFrame


@pytest.fixture
def done() -> list[str]:
    """What was asked for."""
    return []


@pytest.fixture
def frame(qtbot: QtBot, done: list[str]) -> LabFrame:
    """A frame with two views, two actions and one in the menu."""
    actions = [(word, word[0].upper(), partial(done.append, word)) for word in ("go", "do")]
    made = LabFrame(("One", "Two"), actions, [("Save", "Ctrl+E", partial(done.append, "save"))])
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    return made


def tabs(frame: LabFrame) -> list[QPushButton]:
    """Return the tabs."""
    return [each for each in frame.findChildren(QPushButton) if each.isCheckable()]


@pytest.mark.usefixtures("light")
def test_tabs_tell_which_view_is_wanted(
    frame: LabFrame, qtbot: QtBot, unnamed: Callable[[QWidget], list[str]]
) -> None:
    """By mouse and by key; exactly one is marked, and all have names."""
    one, two = tabs(frame)
    assert [one.isChecked(), two.isChecked()] == [True, False]
    with qtbot.waitSignal(frame.viewed) as told:
        qtbot.keyClick(two, Qt.Key.Key_Space)
    assert told.args == ["Two"]
    frame.show_view("One")
    assert [one.isChecked(), two.isChecked()] == [True, False]
    assert two.accessibleName() == "Two, key Alt+2"
    assert unnamed(frame) == []


@pytest.mark.usefixtures("light")
def test_buttons_and_menu_act(frame: LabFrame, done: list[str]) -> None:
    """Each does what it says."""
    for button in frame.findChildren(KeyButton):
        if button is not frame.reveal:
            button.click()
    (menu,) = [each.menu() for each in frame.findChildren(QPushButton) if each.menu()]
    assert menu is not None
    menu.actions()[0].trigger()
    assert done == ["go", "do", "save"]


@pytest.mark.usefixtures("twice_as_large")
def test_nothing_is_cut_off_where_it_is_narrow(frame: LabFrame, qtbot: QtBot) -> None:
    """Tabs and buttons go on in further rows."""
    frame.say("A sentence about what is shown, of some length, which wraps.")
    frame.resize(300, frame.heightForWidth(300))
    qtbot.wait(1)
    for each in (*frame.findChildren(QPushButton), frame.findChild(QLabel)):
        if each is not None and each.isVisible():
            assert each.mapTo(frame, each.rect().topRight()).x() < 300
            assert each.width() >= each.minimumSizeHint().width()
