"""Options can be chosen by mouse, arrows and letters, and tell what became of them."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from initquiz.ui.widgets.option_grid import OptionGrid

OPTIONS = ["Small random", "Xavier normal", "Xavier uniform", "**He** normal", "LeCun normal"]


@pytest.fixture
def grid(qtbot: QtBot, light: QApplication) -> OptionGrid:
    """Five options in a window with room for three columns."""
    assert light.styleSheet()
    grid = OptionGrid()
    grid.set_options(OPTIONS)
    qtbot.addWidget(grid)
    grid.resize(820, 120)
    grid.show()
    return grid


def keys(qtbot: QtBot, grid: OptionGrid, *pressed: Qt.Key) -> None:
    """Press keys one after another where the focus is."""
    for key in pressed:
        qtbot.keyClick(grid.card(grid.selected() or 0), key)


@pytest.mark.parametrize(("width", "columns"), [(820, 3), (400, 2), (240, 1)])
def test_columns(grid: OptionGrid, width: int, columns: int) -> None:
    """Three columns, two or one, by the width; the height follows."""
    grid.resize(width, grid.heightForWidth(width))
    assert len({grid.card(index).x() for index in range(grid.count())}) == columns
    assert grid.rect().contains(grid.card(4).geometry())


def test_arrows_move_in_two_dimensions(grid: OptionGrid, qtbot: QtBot) -> None:
    """Right, down and left lead where the eye expects; the rim stops."""
    keys(qtbot, grid, Qt.Key.Key_Right)
    assert grid.selected() == 1
    keys(qtbot, grid, Qt.Key.Key_Down)
    assert grid.selected() == 4
    keys(qtbot, grid, Qt.Key.Key_Left)
    assert grid.selected() == 3
    keys(qtbot, grid, Qt.Key.Key_Left, Qt.Key.Key_Down)
    assert grid.selected() == 3
    keys(qtbot, grid, Qt.Key.Key_Up)
    assert grid.selected() == 0


def test_arrows_do_not_submit_but_enter_does(grid: OptionGrid, qtbot: QtBot) -> None:
    """Looking around is free; Enter gives the answer."""
    with qtbot.assertNotEmitted(grid.submitted):
        keys(qtbot, grid, Qt.Key.Key_Right, Qt.Key.Key_Right)
    with qtbot.waitSignal(grid.submitted) as caught:
        keys(qtbot, grid, Qt.Key.Key_Return)
    assert caught.args == [2]


def test_a_click_submits_at_once(grid: OptionGrid, qtbot: QtBot) -> None:
    """One click is an answer."""
    with qtbot.waitSignal(grid.submitted) as caught:
        qtbot.mouseClick(grid.card(3), Qt.MouseButton.LeftButton)
    assert caught.args == [3]


def test_letters_by_select_and_submit(grid: OptionGrid, qtbot: QtBot) -> None:
    """What the screen binds to letters selects and submits; a letter too many does nothing."""
    with qtbot.assertNotEmitted(grid.submitted):
        grid.submit()
        grid.select(9)
        grid.submit()
    grid.select(4)
    assert grid.card(4).kind() == "chosen"
    with qtbot.waitSignal(grid.submitted) as caught:
        grid.submit()
    assert caught.args == [4]


def test_radio_buttons_to_a_screen_reader(
    grid: OptionGrid, unnamed: Callable[[QWidget], list[str]]
) -> None:
    """Each option is a radio button named by letter and text; one of them is a tab stop."""
    node = QAccessible.queryAccessibleInterface(grid.card(3))
    assert node.role() is QAccessible.Role.RadioButton
    assert node.text(QAccessible.Text.Name) == "D, He normal"
    grid.select(3)
    assert node.state().checked
    stops = [grid.card(i).focusPolicy() is Qt.FocusPolicy.TabFocus for i in range(grid.count())]
    assert stops == [False, False, False, True, False]
    assert unnamed(grid) == []


def test_reveal_tells_by_words_and_closes(grid: OptionGrid, qtbot: QtBot) -> None:
    """Right and chosen are told in words, and no further answer is taken."""
    grid.reveal(3, 4, ("", "σ 0.028", "", "right · σ 0.0625", "σ 0.044"))
    assert grid.card(3).kind() == "right"
    assert grid.card(3).accessibleName() == "D, He normal, right · σ 0.0625"
    assert grid.card(4).kind() == "wrong"
    assert grid.card(4).note() == "your answer · σ 0.044"
    assert grid.card(1).note() == "σ 0.028"
    with qtbot.assertNotEmitted(grid.submitted):
        qtbot.mouseClick(grid.card(1), Qt.MouseButton.LeftButton)
        grid.select(1)
        grid.submit()


def test_reveal_of_a_right_answer(grid: OptionGrid) -> None:
    """Who chose the right one hears both; nothing is marked wrong."""
    grid.reveal(3, 3)
    assert grid.card(3).accessibleName() == "D, He normal, right, your answer"
    assert "wrong" not in [grid.card(index).kind() for index in range(grid.count())]


def test_reset_opens_again(grid: OptionGrid, qtbot: QtBot) -> None:
    """After a reset nothing of the answer is left and the next one is taken."""
    grid.select(4)
    grid.reveal(3, 4)
    grid.reset()
    assert grid.selected() is None
    assert not any(grid.card(index).isChecked() for index in range(grid.count()))
    assert {grid.card(index).kind() for index in range(grid.count())} == {"option"}
    assert grid.card(3).accessibleName() == "D, He normal"
    with qtbot.waitSignal(grid.submitted):
        qtbot.mouseClick(grid.card(0), Qt.MouseButton.LeftButton)
