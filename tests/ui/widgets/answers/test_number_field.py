"""Numbers are typed one after another, and given with Enter."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from initquiz.model.measuring import Number
from initquiz.model.mistake import Given
from initquiz.model.question import Question
from initquiz.ui.widgets.answers.answer_widget import AnswerWidget
from initquiz.ui.widgets.answers.check_row import CheckRow
from initquiz.ui.widgets.answers.number_field import NumberField

Key = Qt.Key
Reveal = Callable[[AnswerWidget[Any], Question, Given | None], None]


@pytest.fixture
def question(toys: Callable[[str], Question]) -> Question:
    """Two numbers: σ = 0.0625 and a factor of 2."""
    return toys("number")


@pytest.fixture
def field(asked: Callable[[Question], AnswerWidget[Any]], question: Question) -> NumberField:
    """Two empty lines with the focus in the first."""
    made = asked(question)
    assert isinstance(made, NumberField)
    return made


def type_in(qtbot: QtBot, *texts: str | Key) -> None:
    """Type texts and keys, each where the focus is by then."""
    for text in texts:
        focused = QApplication.focusWidget()
        assert focused is not None
        if isinstance(text, Key):
            qtbot.keyClick(focused, text)
        else:
            qtbot.keyClicks(focused, text)


def test_enter_goes_to_the_next_line_and_then_submits(field: NumberField, qtbot: QtBot) -> None:
    """Both numbers are given as one tuple, without a hand on the mouse."""
    assert field.edits[0].line.hasFocus()
    with qtbot.assertNotEmitted(field.submitted):
        type_in(qtbot, "sqrt(2/512)", Key.Key_Return)
    assert field.edits[1].line.hasFocus()
    with qtbot.waitSignal(field.submitted) as caught:
        type_in(qtbot, "1.9 + 0.1", Key.Key_Enter)
    assert caught.args == [pytest.approx((0.0625, 2.0))]


def test_what_cannot_be_read_is_not_given(field: NumberField, qtbot: QtBot) -> None:
    """The line that is wrong says so and has the focus, whichever it is."""
    with qtbot.assertNotEmitted(field.submitted):
        type_in(qtbot, "1/0", Key.Key_Return)
        assert field.edits[0].line.hasFocus()
        assert "is not a finite number" in field.edits[0].told()
        type_in(qtbot, "1/16", Key.Key_Return, Key.Key_Return)
        assert field.edits[1].told() == "Type a number first."


def test_the_button_does_the_same(field: NumberField, qtbot: QtBot) -> None:
    """A click gives what was typed."""
    row = field.findChild(CheckRow)
    assert row is not None
    for edit in field.edits:
        edit.line.setText("3")
    with qtbot.waitSignal(field.submitted) as caught:
        qtbot.mouseClick(row.button, Qt.MouseButton.LeftButton)
    assert caught.args == [(3.0, 3.0)]


def test_keys_pressed_elsewhere_are_typed_all_the_same(field: NumberField, qtbot: QtBot) -> None:
    """What the card hands over goes into the first line that lacks its number."""
    type_in(qtbot, "7", Key.Key_Tab)
    field.tools.plots.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    field.tools.plots.setFocus()
    key = QKeyEvent(QKeyEvent.Type.KeyPress, Key.Key_S, Qt.KeyboardModifier.NoModifier, "s")
    field.type_key(key)
    assert field.edits[1].line.text() == "s"
    assert field.edits[1].line.hasFocus()
    assert field.typed


def test_each_number_is_judged_by_itself(
    field: NumberField, question: Question, reveal: Reveal
) -> None:
    """Right and wrong stand under the lines with what counts as right."""
    reveal(field, question, (0.0625, 3.0))
    right, wrong = field.edits
    assert right.told().startswith("Right: ")
    assert "0.06 to 0.065" in right.told()
    assert wrong.told().startswith("Not right: it is 2")
    assert right.line.property("kind") == "right"
    assert wrong.line.property("kind") == "wrong"
    assert not field.press_enter()


def test_who_did_not_know_reads_the_answer(
    field: NumberField, question: Question, reveal: Reveal
) -> None:
    """No line is marked, each says what it is."""
    reveal(field, question, None)
    assert all(edit.told().startswith("It is ") for edit in field.edits)
    assert {edit.line.property("kind") for edit in field.edits} == {""}


def test_the_next_question_has_new_lines(
    field: NumberField, question: Question, reveal: Reveal
) -> None:
    """One quantity, one line, empty and open."""
    reveal(field, question, (1.0, 1.0))
    assert isinstance(question.answer, Number)
    one = replace(question.answer, quantities=question.answer.quantities[:1])
    field.ask(one, ())
    assert len(field.edits) == 1
    assert field.edits[0].line.text() == ""
    assert not field.edits[0].line.isReadOnly()
    assert field.findChildren(CheckRow)[0].isVisible()


def test_everything_is_named_and_reached_by_tab(
    field: NumberField, unnamed: Callable[[QWidget], list[str]]
) -> None:
    """Lines and button have names, and Tab goes through them in order."""
    assert unnamed(field) == []
    stops = field.tab_stops()
    assert stops[:2] == [edit.line for edit in field.edits]
    assert len(stops) == 3
