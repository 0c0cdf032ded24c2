"""The four grades can be read, pressed and fitted."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from initquiz.model.review import Rating
from initquiz.ui.widgets.rating_bar import RatingBar


@pytest.fixture
def bar(qtbot: QtBot, light: QApplication) -> RatingBar:
    """A bar with intervals."""
    assert light.styleSheet()
    bar = RatingBar()
    bar.set_intervals({rating: f"{rating.value} days" for rating in Rating})
    qtbot.addWidget(bar)
    bar.resize(720, 60)
    bar.show()
    return bar


def test_order_words_and_keys(bar: RatingBar, unnamed: Callable[[QWidget], list[str]]) -> None:
    """Again, Hard, Good, Easy from left to right with keys 1 to 4 and their intervals."""
    names = [bar.button(rating).accessibleName() for rating in Rating]
    assert names[0] == "Again, 1 days, key 1"
    assert [name.split(",")[0] for name in names] == ["Again", "Hard", "Good", "Easy"]
    assert [bar.button(r).x() for r in Rating] == sorted(bar.button(r).x() for r in Rating)
    assert unnamed(bar) == []


@pytest.mark.parametrize("rating", Rating)
def test_a_click_rates(bar: RatingBar, qtbot: QtBot, rating: Rating) -> None:
    """Each button gives its own grade."""
    with qtbot.waitSignal(bar.rated) as caught:
        qtbot.mouseClick(bar.button(rating), Qt.MouseButton.LeftButton)
    assert caught.args == [rating]


def test_one_accent(bar: RatingBar) -> None:
    """Only the grade to press next carries the accent."""
    bar.set_default(Rating.HARD)
    assert [bar.button(r).kind() for r in Rating] == ["quiet", "accent", "quiet", "quiet"]


@pytest.mark.parametrize(("width", "rows"), [(720, 1), (480, 1), (400, 2)])
def test_it_wraps_in_a_narrow_window(bar: RatingBar, width: int, rows: int) -> None:
    """Four in a row where there is room, else two by two, all equally wide."""
    bar.resize(width, 130)
    assert len({bar.button(rating).y() for rating in Rating}) == rows
    assert len({bar.button(rating).width() for rating in Rating}) == 1
    assert all(bar.rect().contains(bar.button(rating).geometry()) for rating in Rating)
