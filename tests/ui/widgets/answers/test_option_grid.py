"""One option is chosen by letter, mouse or arrows, and tells what became of it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from initquiz.model.choosing import Choice, Option
from initquiz.model.mistake import Given
from initquiz.model.question import Question
from initquiz.ui.widgets.answers.answer_widget import AnswerWidget
from initquiz.ui.widgets.answers.option_grid import OptionGrid

Again = Callable[[AnswerWidget[Any], Question], None]
Reveal = Callable[[AnswerWidget[Any], Question, Given | None], None]
Key = Qt.Key
TEXTS = ["Small random", "Xavier normal", "Xavier uniform", "**He** normal", r"$\sqrt{1/n}$"]


@pytest.fixture
def question(toys: Callable[[str], Question]) -> Question:
    """A question with five options, the fourth of which is right."""
    options = tuple(Option(text, f"key-{i}", note=f"σ {i}") for i, text in enumerate(TEXTS))
    return replace(toys("choice"), answer=Choice(options, 3))


@pytest.fixture
def grid(asked: Callable[[Question], AnswerWidget[Any]], question: Question) -> OptionGrid:
    """The five options in a window with room for three columns."""
    field = asked(question)
    assert isinstance(field, OptionGrid)
    return field


def keys(qtbot: QtBot, grid: OptionGrid, *pressed: Key) -> None:
    """Press keys one after another where the focus is."""
    for key in pressed:
        qtbot.keyClick(grid.card(grid.selected() or 0), key)


def test_arrows_move_in_two_dimensions(grid: OptionGrid, qtbot: QtBot) -> None:
    """Right, down and left lead where the eye expects; the rim stops."""
    keys(qtbot, grid, Key.Key_Right)
    assert grid.selected() == 1
    keys(qtbot, grid, Key.Key_Down)
    assert grid.selected() == 4
    keys(qtbot, grid, Key.Key_Left)
    assert grid.selected() == 3
    keys(qtbot, grid, Key.Key_Left, Key.Key_Down)
    assert grid.selected() == 3
    keys(qtbot, grid, Key.Key_Up)
    assert grid.selected() == 0


def test_arrows_do_not_submit_but_enter_does(grid: OptionGrid, qtbot: QtBot) -> None:
    """Looking around is free; Enter gives the answer."""
    with qtbot.assertNotEmitted(grid.submitted):
        keys(qtbot, grid, Key.Key_Right, Key.Key_Right)
    with qtbot.waitSignal(grid.submitted) as caught:
        keys(qtbot, grid, Key.Key_Return)
    assert caught.args == [(2,)]


@pytest.mark.parametrize("how", ["click", "letter", "space"])
def test_one_step_is_an_answer(grid: OptionGrid, qtbot: QtBot, how: str) -> None:
    """A click, a letter and Space each submit at once."""
    with qtbot.waitSignal(grid.submitted) as caught:
        if how == "click":
            qtbot.mouseClick(grid.card(4), Qt.MouseButton.LeftButton)
        elif how == "letter":
            qtbot.keyClick(grid.card(0), Key.Key_E)
        else:
            keys(qtbot, grid, Key.Key_End)
            grid.press_space()
    assert caught.args == [(4,)]
    assert grid.card(4).kind() == "chosen"


def test_a_letter_without_an_option_is_no_answer(grid: OptionGrid, qtbot: QtBot) -> None:
    """F of five options does nothing."""
    with qtbot.assertNotEmitted(grid.submitted):
        qtbot.keyClick(grid.card(0), Key.Key_F)
        grid.press_letter(9)
    assert grid.selected() is None


def test_enter_elsewhere_is_not_for_the_options(grid: OptionGrid) -> None:
    """Without the focus on an option Enter is left to the window."""
    grid.tools.plots.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    grid.tools.plots.setFocus()
    assert not grid.press_enter()


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


def test_a_formula_is_spoken(grid: OptionGrid) -> None:
    """A screen reader hears words where the eye sees a root."""
    assert "root" in grid.card(4).accessibleName()
    assert "$" not in grid.card(4).accessibleName()


def test_reveal_tells_by_words_and_closes(
    grid: OptionGrid,
    qtbot: QtBot,
    question: Question,
    reveal: Reveal,
) -> None:
    """Right and chosen are told in words, and no further answer is taken."""
    grid.press_letter(1)
    reveal(grid, question, (1,))
    assert grid.card(3).kind() == "right"
    assert grid.card(3).accessibleName() == "D, He normal, right · σ 3"
    assert grid.card(1).kind() == "wrong"
    assert grid.card(1).note() == "your answer · σ 1"
    assert grid.card(0).note() == "σ 0"
    with qtbot.assertNotEmitted(grid.submitted):
        qtbot.mouseClick(grid.card(0), Qt.MouseButton.LeftButton)
        grid.press_letter(0)


def test_reveal_of_a_right_answer(
    grid: OptionGrid,
    question: Question,
    reveal: Reveal,
) -> None:
    """Who chose the right one hears both; nothing is marked wrong."""
    reveal(grid, question, (3,))
    assert grid.card(3).accessibleName() == "D, He normal, right · σ 3, your answer"
    assert "wrong" not in [grid.card(index).kind() for index in range(grid.count())]


def test_the_next_question_opens_again(
    grid: OptionGrid,
    qtbot: QtBot,
    question: Question,
    reveal: Reveal,
    again: Again,
) -> None:
    """Nothing of the last answer is left and the next one is taken."""
    grid.press_letter(4)
    reveal(grid, question, (4,))
    again(grid, question)
    assert grid.selected() is None
    assert not any(grid.card(index).isChecked() for index in range(grid.count()))
    assert {grid.card(index).kind() for index in range(grid.count())} == {"option"}
    assert {grid.card(index).note() for index in range(grid.count())} == {""}
    with qtbot.waitSignal(grid.submitted):
        qtbot.mouseClick(grid.card(0), Qt.MouseButton.LeftButton)


def test_twelve_options_and_long_texts(
    asked: Callable[[Question], AnswerWidget[Any]], question: Question, qtbot: QtBot
) -> None:
    """L picks the twelfth; a long text wraps and makes its row higher, nothing is clipped."""
    long = "A scheme whose name needs several lines, " * 4
    options = tuple(Option(long if i == 5 else str(i), str(i)) for i in range(12))
    grid = asked(replace(question, answer=Choice(options, 0)))
    assert isinstance(grid, OptionGrid)
    assert grid.letters() == 12
    assert grid.card(5).height() > grid.card(0).height()
    assert grid.card(5).height() >= grid.card(5).heightForWidth(grid.card(5).width())
    with qtbot.waitSignal(grid.submitted) as caught:
        qtbot.keyClick(grid.card(0), Key.Key_L)
    assert caught.args == [(11,)]
