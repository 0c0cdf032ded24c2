"""A past answer is painted in two lines, in the colours of the theme."""

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.qtbot import QtBot

from initquiz.model.review import Attempt, Event, Rating
from initquiz.model.study_day import Now
from initquiz.study.history import Past
from initquiz.ui.tokens import DARK, LIGHT, Theme
from initquiz.ui.widgets.history_model import HistoryModel
from initquiz.ui.widgets.history_row import history_view

_FAR = 60  # of 441, how far apart two colours may be that count as one


def shown(qtbot: QtBot, now: Now, *grades: str) -> QListView:
    """Return a list of answers, on screen."""
    view = history_view()
    qtbot.addWidget(view)
    found = []
    for grade in grades:
        attempt = Attempt("card", Rating.AGAIN, grade, seed=1, level="hard", confusion="slip " * 40)
        found.append(Past(Event("e", "d", 1, now.at, now.day, "card", attempt), attempt, "coin"))
    model = HistoryModel(lambda key: f"The {key} " * 30, view)
    model.set_past(found, now)
    model.choose()
    view.setModel(model)
    view.resize(400, 240)
    view.show()
    return view


def row(view: QListView, number: int) -> QImage:
    """Return the picture of a row."""
    return view.viewport().grab(view.visualRect(view.model().index(number, 0))).toImage()


def has(picture: QImage, wanted: str) -> bool:
    """Tell whether a colour is somewhere in a picture."""
    colour = QColor(wanted)
    aim = (colour.red(), colour.green(), colour.blue())
    for y in range(picture.height()):
        for x in range(picture.width()):
            found = picture.pixelColor(x, y)
            there = (found.red(), found.green(), found.blue())
            if sum((a - b) ** 2 for a, b in zip(aim, there, strict=True)) < _FAR:
                return True
    return False


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_findings_have_their_colours(
    qtbot: QtBot, now: Now, theme: Theme, request: pytest.FixtureRequest
) -> None:
    """Right and wrong look different in both themes, and the chosen row is marked."""
    request.getfixturevalue(theme.name)
    view = shown(qtbot, now, "right", "wrong", "unknown")
    assert [has(row(view, i), theme.right) for i in range(3)] == [True, False, False]
    assert [has(row(view, i), theme.wrong) for i in range(3)] == [False, True, False]
    assert not has(row(view, 2), theme.accent_soft)
    view.setCurrentIndex(view.model().index(2, 0))
    assert has(row(view, 2), theme.accent_soft)
    assert has(row(view, 2), theme.accent)


@pytest.mark.usefixtures("light")
def test_long_words_are_cut_short(qtbot: QtBot, now: Now) -> None:
    """Nothing is written beyond the row's edge, and the day stays free."""
    view = shown(qtbot, now, "wrong")
    picture = row(view, 0)
    edge = [picture.pixelColor(picture.width() - 3, y).name() for y in range(4, 20)]
    assert {colour.upper() for colour in edge} == {LIGHT.surface}


def test_rows_grow_with_the_type(qtbot: QtBot, now: Now, twice_as_large: QApplication) -> None:
    """Twice the size, about twice the height."""
    assert twice_as_large.font().pixelSize() == 28
    assert shown(qtbot, now, "right").sizeHintForRow(0) > 70
