"""Below an answered question: its rating, and the ways on."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from initquiz.model.review import Rating
from initquiz.model.schedule import Interval
from initquiz.ui.widgets.feedback_row import FeedbackRow
from initquiz.ui.widgets.keycap import KeyButton


@pytest.fixture
def row(qtbot: QtBot, light: QApplication) -> FeedbackRow:
    """An empty row on screen."""
    assert light.styleSheet()
    made = FeedbackRow()
    qtbot.addWidget(made)
    made.resize(860, 60)
    made.show()
    return made


def shown(row: FeedbackRow) -> list[str]:
    """Return the names of the buttons in sight."""
    return [each.accessibleName() for each in row.findChildren(KeyButton) if each.isVisible()]


@pytest.mark.parametrize("lab", [True, False])
def test_a_rating_may_be_changed_and_the_question_gone_into(row: FeedbackRow, *, lab: bool) -> None:
    """Every way on has its key; without a lab there is no way into it."""
    row.show_rating(Rating.AGAIN, Interval(seconds=60), lab=lab)
    ways = ["grade it yourself, key 1–4", "another one, key N"]
    ways += ["open in Lab, key L"] * lab + ["why?, key W", "Next, key Enter"]
    assert shown(row) == ways
    label = row.findChild(QLabel)
    assert label is not None
    assert label.text() == "Rated <b>Again</b>, back in 1 min"
    assert label.accessibleName() == "Rated Again, back in 1 min"


def test_practice_has_no_rating(row: FeedbackRow) -> None:
    """It says that it does not count, and there is nothing to grade."""
    row.show_practice(lab=False)
    assert shown(row) == ["another one, key N", "why?, key W", "Next, key Enter"]
    label = row.findChild(QLabel)
    assert label is not None
    assert label.text() == "Practice, not counted"


def test_a_past_answer_leads_back_to_the_list(row: FeedbackRow) -> None:
    """It says what it was rated then; the next rating has its own way on again."""
    row.show_past("Rated Good then", lab=True)
    ways = ["another one, key N", "open in Lab, key L", "why?, key W"]
    assert shown(row) == [*ways, "Back to the list, key Enter"]
    label = row.findChild(QLabel)
    assert label is not None
    assert label.text() == "Rated Good then"
    row.show_practice(lab=True)
    assert shown(row) == [*ways, "Next, key Enter"]


def test_in_a_narrow_window_nothing_is_cut_off(row: FeedbackRow) -> None:
    """The buttons go on in further rows, the accent has the width of its own."""
    row.show_rating(Rating.GOOD, Interval(days=3), lab=True)
    row.resize(320, row.heightForWidth(320))
    for each in row.findChildren(KeyButton):
        assert each.geometry().right() < 320
        assert each.geometry().bottom() < row.height()
    assert row.go_on.geometry().right() == 319
