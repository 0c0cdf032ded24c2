"""The list says how much it holds, keeps its filters, and shows what is chosen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel
from pytestqt.qtbot import QtBot

from initquiz.model.review import Attempt, Event, Rating
from initquiz.model.study_day import Now
from initquiz.study.history import Past
from initquiz.ui.widgets.history_list import HistoryList

NOW = Now(1_800_000_000_000_000, 740_000)


def past(number: int, key: str, grade: str) -> Past:
    """Return an answer to a question of a kind."""
    attempt = Attempt("c", Rating.GOOD, grade=grade, seed=number, level="easy", version=1)
    return Past(Event(str(number), "d", number, NOW.at, NOW.day, "c", attempt), attempt, key)


PAST = [past(1, "spike", "right"), past(2, "order", "wrong"), past(3, "spike", "wrong")]


@pytest.fixture
def listed(qtbot: QtBot, light: QApplication) -> HistoryList:
    """Three answers of two kinds, on screen."""
    assert light.styleSheet()
    made = HistoryList(str.title)
    qtbot.addWidget(made)
    made.show()
    made.show_past(PAST, NOW)
    return made


def count(listed: HistoryList) -> str:
    """Return what the list says of how much it holds."""
    return listed.findChildren(QLabel)[1].text()


def test_the_number_of_answers_is_told_in_words(listed: HistoryList) -> None:
    """All, some, none; and before the first answer what will be here."""
    (kinds,), (failed,) = listed.findChildren(QComboBox), listed.findChildren(QCheckBox)
    assert count(listed) == "3 answers, the latest first"
    failed.setChecked(True)
    assert count(listed) == "2 of 3 answers"
    kinds.setCurrentIndex(kinds.findData("order"))
    assert count(listed) == "1 of 3 answers"
    listed.show_past(PAST[:1], NOW)  # the kind is gone, so all kinds are shown
    assert count(listed) == "None of 1 answer is of that sort."
    listed.show_past([], NOW)
    assert "No compute-it question was answered yet" in count(listed)


def test_filters_stay_when_answers_come(listed: HistoryList) -> None:
    """Kinds are listed by title, and the chosen one stays chosen."""
    (kinds,) = listed.findChildren(QComboBox)
    assert [kinds.itemText(i) for i in range(kinds.count())] == ["All kinds", "Order", "Spike"]
    kinds.setCurrentIndex(2)
    listed.show_past([past(4, "order", "right"), *PAST], NOW)
    assert kinds.currentData() == "spike"
    assert count(listed) == "2 of 4 answers"


def test_a_row_is_chosen_by_key_and_stepped_from(qtbot: QtBot, listed: HistoryList) -> None:
    """Enter shows the current row; steps go to its neighbours, and not beyond the ends."""
    chosen: list[Past] = []
    listed.chosen.connect(chosen.append)
    listed.take_focus()
    qtbot.keyClick(listed.view, Qt.Key.Key_Return)
    for by in (1, 1, 1, -1):
        listed.step(by)
    assert [each.event.id for each in chosen] == ["1", "2", "3", "2"]
