"""Below an open question stands a switch, or for practice the way back."""

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel
from pytestqt.qtbot import QtBot

from initquiz.ui.widgets.choosing_row import ChoosingRow


@pytest.fixture
def row(qtbot: QtBot, light: QApplication) -> ChoosingRow:
    """The row on screen."""
    assert light.styleSheet()
    made = ChoosingRow()
    qtbot.addWidget(made)
    made.show()
    return made


def box(row: ChoosingRow) -> QCheckBox:
    """Return the switch."""
    found = row.findChild(QCheckBox)
    assert found is not None
    return found


@pytest.mark.parametrize("confiding", [True, False])
def test_the_switch_shows_the_choice_without_making_it(
    row: ChoosingRow, qtbot: QtBot, *, confiding: bool
) -> None:
    """Being shown changes nothing; a click does."""
    with qtbot.assertNotEmitted(row.confiding):
        row.show_choices(confiding=confiding, practice=False)
    assert box(row).isChecked() is confiding
    assert box(row).accessibleName() == "Ask how sure I am, key Ctrl+K"
    assert not row.back.isVisible()
    with qtbot.waitSignal(row.confiding) as caught:
        box(row).click()
    assert caught.args == [not confiding]


def test_practice_is_called_so_and_can_be_left(row: ChoosingRow) -> None:
    """There is no switch, for practice asks nothing."""
    row.show_choices(confiding=True, practice=True)
    assert not box(row).isVisible()
    assert row.back.isVisible()
    assert row.back.accessibleName() == "leave practice, key Esc"
    label = next(each for each in row.findChildren(QLabel) if "Practice" in each.text())
    assert label.isVisible()
    assert label.text() == "Practice, not counted"
