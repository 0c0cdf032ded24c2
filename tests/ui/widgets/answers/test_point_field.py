"""A place on an axis is set by arrows, by mouse or as a number, and the two always agree."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from initquiz.model.mistake import Given
from initquiz.model.question import Question
from initquiz.ui.widgets.answers.answer_widget import AnswerWidget
from initquiz.ui.widgets.answers.point_field import PointField

Key = Qt.Key
Again = Callable[[AnswerWidget[Any], Question], None]
Reveal = Callable[[AnswerWidget[Any], Question, Given | None], None]


@pytest.fixture
def question(toys: Callable[[str], Question]) -> Question:
    """A marker from -0.5 to 0.5 in steps of 0.005, on the plot that follows a table."""
    return toys("point")


@pytest.fixture
def field(asked: Callable[[Question], AnswerWidget[Any]], question: Question) -> PointField:
    """The marker at 0, the focus on the plot."""
    made = asked(question)
    assert isinstance(made, PointField)
    return made


def text(field: PointField) -> str:
    """Return what stands in the line."""
    assert field.edit is not None
    return field.edit.line.text()


def press(qtbot: QtBot, *keys: Key | str) -> None:
    """Press keys, each where the focus is by then."""
    for key in keys:
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, key)


def test_arrows_move_marker_and_number(field: PointField, qtbot: QtBot) -> None:
    """Three steps to the right are 0.015, on the plot and in the line; Enter gives them."""
    assert text(field) == "0"
    press(qtbot, Key.Key_Right, Key.Key_Right, Key.Key_Right)
    assert field.tools.plots.marker_place() == pytest.approx(0.015)
    assert text(field) == "0.015"
    with qtbot.waitSignal(field.submitted) as caught:
        field.press_enter()
    assert caught.args == [pytest.approx((0.015,))]


def test_a_typed_number_moves_the_marker(field: PointField, qtbot: QtBot) -> None:
    """Also as an expression, and without the line being written over while one types."""
    assert field.edit is not None
    field.edit.line.setFocus()
    field.edit.line.clear()
    qtbot.keyClicks(field.edit.line, "0.0")
    assert text(field) == "0.0"
    qtbot.keyClicks(field.edit.line, "625")
    assert field.tools.plots.marker_place() == pytest.approx(0.0625)
    field.edit.line.clear()
    qtbot.keyClicks(field.edit.line, "-1/4")
    assert field.tools.plots.marker_place() == pytest.approx(-0.25)
    with qtbot.waitSignal(field.submitted) as caught:
        press(qtbot, Key.Key_Return)
    assert caught.args == [(-0.25,)]


def test_a_digit_on_the_plot_begins_a_number(field: PointField) -> None:
    """What the card hands over replaces the place in the line, which has the focus then."""
    assert field.edit is not None
    for letter in "0.3":
        event = QKeyEvent(
            QKeyEvent.Type.KeyPress, ord(letter), Qt.KeyboardModifier.NoModifier, letter
        )
        if field.edit.line.hasFocus():
            QApplication.sendEvent(field.edit.line, event)
        else:
            field.type_key(event)
    assert text(field) == "0.3"
    assert field.tools.plots.marker_place() == pytest.approx(0.3)


@pytest.mark.parametrize(
    ("typed", "told"),
    [("7", "The marker goes from −0.5 to 0.5."), ("", "Type a number first."), ("1/0", "finite")],
)
def test_a_place_off_the_axis_is_refused_in_place(
    field: PointField, qtbot: QtBot, typed: str, told: str
) -> None:
    """The line says why, and the marker stays where it was."""
    assert field.edit is not None
    field.edit.line.setText(typed)
    with qtbot.assertNotEmitted(field.submitted):
        field.press_enter()
    assert told in field.edit.told()
    assert field.tools.plots.marker_place() == 0


def test_the_marker_is_on_the_plot_that_was_meant(field: PointField) -> None:
    """Tables before a plot are not counted: the marker's name is heard on the histogram."""
    figure = QApplication.focusWidget()
    assert figure is not None
    assert field.tools.plots.isAncestorOf(figure)
    assert "σ of the weights" in figure.accessibleDescription()


def test_the_verdict_is_on_the_plot_and_under_the_line(
    field: PointField, question: Question, reveal: Reveal, qtbot: QtBot
) -> None:
    """The marker is fixed, and what counts as right is said in words."""
    field.press_enter()
    reveal(field, question, (0.0,))
    assert field.edit is not None
    assert field.edit.told().startswith("Not right: it is 0.0625")
    assert field.edit.line.property("kind") == "wrong"
    assert not field.press_enter()
    figure = field.tools.plots.findChildren(QWidget)[0]
    qtbot.keyClick(figure, Key.Key_Right)
    assert text(field) == "0"


def test_right_and_unknown(
    field: PointField, question: Question, reveal: Reveal, again: Again
) -> None:
    """A place inside the tolerance is right; who did not know reads the place."""
    reveal(field, question, (0.0612,))
    assert field.edit is not None
    assert field.edit.told().startswith("Right: ")
    again(field, question)
    assert text(field) == "0"
    reveal(field, question, None)
    assert field.edit.told().startswith("It is 0.0625")


def test_everything_is_named(field: PointField, unnamed: Callable[[QWidget], list[str]]) -> None:
    """The line is named for what is asked, and comes before the button."""
    assert unnamed(field) == []
    assert field.edit is not None
    assert field.edit.line.accessibleName() == "σ of the weights"
    assert field.tab_stops()[0] is field.edit.line
