"""The row under an answer says what to do and gives it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from initquiz.ui.widgets.answers.check_row import CheckRow


@pytest.fixture
def row(qtbot: QtBot, light: QApplication) -> CheckRow:
    """A row that counts in its tooltip how often it was pressed."""
    assert light.styleSheet()
    made = CheckRow(lambda: made.setToolTip(made.toolTip() + "x"))
    qtbot.addWidget(made)
    made.resize(800, made.heightForWidth(800))
    made.show()
    return made


def test_the_button_is_the_accent_and_names_its_key(row: CheckRow, qtbot: QtBot) -> None:
    """It does what it was given to do."""
    assert row.button.kind() == "accent"
    assert row.button.accessibleName() == "Check answer, key Enter"
    qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    assert row.toolTip() == "x"


def test_a_hint_is_quiet_and_a_warning_is_not(row: CheckRow) -> None:
    """Both are read in the same place, in different colours."""
    row.say("Tick some.")
    label = row.findChild(QLabel)
    assert label is not None
    quiet = label.palette().color(label.foregroundRole())
    row.warn("Nothing is set.")
    assert row.text() == label.text() == "Nothing is set."
    assert label.palette().color(label.foregroundRole()) != quiet
    row.say("Tick some.")
    assert label.palette().color(label.foregroundRole()) == quiet


def test_in_a_narrow_window_the_button_has_a_line_of_its_own(row: CheckRow) -> None:
    """It takes the whole width there; in a wide one it stands to the right."""
    row.say("Words that say how the field is used, at some length.")
    row.resize(800, row.heightForWidth(800))
    assert row.button.geometry().right() == 799
    assert row.button.width() < 300
    row.resize(260, row.heightForWidth(260))
    assert row.button.width() == 260
    assert row.heightForWidth(260) > row.heightForWidth(800)
