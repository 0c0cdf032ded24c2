"""A tick with words that wrap."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from initquiz.ui.widgets.share_check import CheckLine


def test_box_and_words_tick_it(qtbot: QtBot) -> None:
    """A click on either, and the space bar; the box is called by the words."""
    line = CheckLine("Bring it along")
    qtbot.addWidget(line)
    line.resize(300, 40)
    with qtbot.waitActive(line):
        line.show()
        line.activateWindow()
    assert line.box.accessibleName() == line.words() == "Bring it along"
    with qtbot.waitSignal(line.toggled):
        qtbot.mouseClick(line.label, Qt.MouseButton.LeftButton)
    assert line.ticked()
    line.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), " ")
    assert not line.ticked()


def test_hidden_it_is_not_ticked(qtbot: QtBot) -> None:
    """What is not offered cannot be wanted."""
    line = CheckLine("x")
    qtbot.addWidget(line)
    line.show()
    line.tick(True)
    assert line.ticked()
    line.hide()
    assert not line.ticked()


def test_long_words_wrap(qtbot: QtBot) -> None:
    """In a narrow window they take more lines, not more width."""
    line = CheckLine("remove all the cards that the file does not have " * 3)
    qtbot.addWidget(line)
    assert line.heightForWidth(200) > 2 * line.heightForWidth(2000)
