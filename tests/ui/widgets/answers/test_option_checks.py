"""Options are ticked by letter, Space and click, and given together."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from initquiz.model.mistake import Given
from initquiz.model.question import Question
from initquiz.ui.widgets.answers.answer_widget import AnswerWidget
from initquiz.ui.widgets.answers.check_row import CheckRow
from initquiz.ui.widgets.answers.option_checks import OptionChecks

Key = Qt.Key
Again = Callable[[AnswerWidget[Any], Question], None]
Reveal = Callable[[AnswerWidget[Any], Question, Given | None], None]


@pytest.fixture
def question(toys: Callable[[str], Question]) -> Question:
    """Four options, of which A and C are right."""
    return toys("choices")


@pytest.fixture
def checks(asked: Callable[[Question], AnswerWidget[Any]], question: Question) -> OptionChecks:
    """The options, none ticked."""
    field = asked(question)
    assert isinstance(field, OptionChecks)
    return field


def button(checks: OptionChecks) -> str:
    """Return what the button says."""
    row = checks.findChild(CheckRow)
    assert row is not None
    return row.button.title()


def test_letters_space_and_clicks_tick_and_untick(checks: OptionChecks, qtbot: QtBot) -> None:
    """Each of the three turns an option on, and off again; none of them submits."""
    with qtbot.assertNotEmitted(checks.submitted):
        qtbot.keyClick(checks.card(0), Key.Key_C)
        assert checks.ticked() == (2,)
        focused = QApplication.focusWidget()
        assert focused is checks.card(2)
        qtbot.keyClick(focused, Key.Key_Space)
        assert checks.ticked() == ()
        qtbot.mouseClick(checks.card(1), Qt.MouseButton.LeftButton)
        qtbot.keyClick(checks.card(1), Key.Key_A)
        assert checks.ticked() == (0, 1)


def test_arrows_lead_to_an_option_without_ticking_it(checks: OptionChecks, qtbot: QtBot) -> None:
    """Down leads to the next row; Space ticks there."""
    qtbot.keyClick(checks.card(0), Key.Key_Down)
    assert checks.card(2).hasFocus()
    assert checks.ticked() == ()


def test_enter_gives_what_is_ticked(checks: OptionChecks, qtbot: QtBot) -> None:
    """The indexes come in the order of the options, however they were ticked."""
    for key in (Key.Key_C, Key.Key_A):
        qtbot.keyClick(checks.card(0), key)
    with qtbot.waitSignal(checks.submitted) as caught:
        qtbot.keyClick(checks.card(0), Key.Key_Return)
    assert caught.args == [(0, 2)]


def test_none_is_an_answer_and_the_button_says_so(checks: OptionChecks, qtbot: QtBot) -> None:
    """With nothing ticked the button gives “none of them”, else it checks."""
    assert button(checks) == "Answer: none of them"
    checks.press_letter(1)
    assert button(checks) == "Check answer"
    checks.press_letter(1)
    assert button(checks) == "Answer: none of them"
    row = checks.findChild(CheckRow)
    assert row is not None
    with qtbot.waitSignal(checks.submitted) as caught:
        qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    assert caught.args == [()]


def test_check_boxes_to_a_screen_reader(
    checks: OptionChecks, unnamed: Callable[[QWidget], list[str]]
) -> None:
    """Each option is a check box with letter and text, and its state is known."""
    node = QAccessible.queryAccessibleInterface(checks.card(0))
    assert node.role() is QAccessible.Role.CheckBox
    assert node.text(QAccessible.Text.Name) == "A, He normal"
    assert not node.state().checked
    checks.press_letter(0)
    assert node.state().checked
    assert unnamed(checks) == []


def test_each_option_tells_its_fate(
    checks: OptionChecks, question: Question, reveal: Reveal, qtbot: QtBot
) -> None:
    """Rightly ticked, wrongly ticked, wrongly left and rightly left are told apart in words."""
    for index in (0, 1):
        checks.press_letter(index)
    reveal(checks, question, (0, 1))
    notes = [checks.card(i).note() for i in range(4)]
    assert notes == [
        "right · σ 0.0625",
        "ticked, but not right · σ 0.0442",
        "right, but not ticked",
        "σ 0.01",
    ]
    kinds = [checks.card(i).kind() for i in range(4)]
    assert kinds == ["right", "wrong", "wrong", "option"]
    assert checks.card(1).accessibleName().endswith("ticked, but not right · σ 0.0442")
    with qtbot.assertNotEmitted(checks.submitted):
        qtbot.keyClick(checks, Key.Key_Return)
        checks.press_letter(3)
    assert checks.ticked() == (0, 1)


def test_who_did_not_know_is_blamed_for_nothing(
    checks: OptionChecks, question: Question, reveal: Reveal
) -> None:
    """The right ones are marked, nothing is wrong."""
    reveal(checks, question, None)
    assert [checks.card(i).kind() for i in range(4)] == ["right", "option", "right", "option"]


def test_the_next_question_begins_without_ticks(
    checks: OptionChecks, question: Question, reveal: Reveal, again: Again
) -> None:
    """Ticks, notes and the closed state are gone."""
    checks.press_letter(0)
    reveal(checks, question, (0,))
    again(checks, question)
    assert checks.ticked() == ()
    assert button(checks) == "Answer: none of them"
    assert all(checks.card(i).isEnabled() and not checks.card(i).note() for i in range(4))
