"""Cards stand in columns and are one stop for Tab."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from initquiz.ui.widgets.answers.card_grid import CardGrid
from initquiz.ui.widgets.answers.option_card import OptionCard

Key = Qt.Key


def cards(count: int) -> list[OptionCard]:
    """Return so many cards."""
    return [OptionCard(str(i), f"Card {i}") for i in range(count)]


@pytest.fixture
def grid(qtbot: QtBot, light: QApplication) -> CardGrid:
    """Five cards in an active window with room for three columns."""
    assert light.styleSheet()
    made = CardGrid("Cards")
    made.set_cards(cards(5))
    qtbot.addWidget(made)
    made.resize(820, 120)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.mark.parametrize(("width", "columns"), [(820, 3), (400, 2), (240, 1)])
def test_columns(grid: CardGrid, width: int, columns: int) -> None:
    """Three columns, two or one, by the width; the height follows."""
    grid.resize(width, grid.heightForWidth(width))
    assert grid.columns() == columns
    assert len({card.x() for card in grid.cards}) == columns
    assert grid.rect().contains(grid.cards[4].geometry())


@pytest.mark.parametrize(("count", "columns"), [(1, 1), (2, 2), (4, 2), (5, 3), (7, 3), (0, 3)])
def test_rows_are_as_even_as_may_be(grid: CardGrid, count: int, columns: int) -> None:
    """Three and one would look as if one were something else."""
    grid.set_cards(cards(count))
    assert grid.columns() == columns


def test_arrows_move_focus_and_stop(grid: CardGrid, qtbot: QtBot) -> None:
    """Each way once, and to both ends; `moved` carries the place."""
    grid.go_to(0)
    places: list[int] = []
    grid.moved.connect(places.append)
    for key in (Key.Key_Right, Key.Key_Down, Key.Key_Left, Key.Key_Up, Key.Key_End, Key.Key_Home):
        qtbot.keyClick(grid.cards[grid.stop()], key)
    assert places == [1, 4, 3, 0, 4, 0]
    assert grid.cards[0].hasFocus()
    assert [card.focusPolicy() is Qt.FocusPolicy.TabFocus for card in grid.cards].index(True) == 0


def test_a_click_presses_and_moves_the_stop(grid: CardGrid, qtbot: QtBot) -> None:
    """The card that was clicked is where Tab comes back to."""
    with qtbot.waitSignal(grid.pressed) as caught:
        qtbot.mouseClick(grid.cards[3], Qt.MouseButton.LeftButton)
    assert caught.args == [3]
    assert grid.stop() == 3
    assert grid.has_focus()


def test_other_keys_are_left_to_the_window(grid: CardGrid, qtbot: QtBot) -> None:
    """With Alt an arrow does not move."""
    grid.go_to(0)
    qtbot.keyClick(grid.cards[0], Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert grid.stop() == 0


def test_on_a_small_page_the_arrow_brings_its_card_into_sight(
    qtbot: QtBot, light: QApplication
) -> None:
    """What was below the fold is scrolled to."""
    assert light.styleSheet()
    area, page, grid = QScrollArea(widgetResizable=True), QWidget(), CardGrid("Cards", (1,))
    grid.set_cards(cards(12))
    column = QVBoxLayout(page)
    column.addWidget(QLabel("Above"))
    column.addWidget(grid)
    area.setWidget(page)
    qtbot.addWidget(area)
    area.resize(300, 200)
    with qtbot.waitActive(area):
        area.show()
        area.activateWindow()
    grid.go_to(0, follow=False)
    assert area.verticalScrollBar().value() == 0
    qtbot.keyClick(grid.cards[0], Key.Key_End)
    view = area.viewport()
    qtbot.waitUntil(
        lambda: grid.cards[11].mapTo(view, grid.cards[11].rect().bottomLeft()).y() < 200
    )
    assert area.verticalScrollBar().value() > 0
