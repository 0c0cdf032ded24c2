"""Every kind of answer has its widget, and all keep the same promises."""

from collections.abc import Callable
from typing import Any, get_args

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from initquiz.asking.grading import grade
from initquiz.model.answers import AnswerField
from initquiz.model.question import Question
from initquiz.ui.widgets.answers.answer_widget import AnswerWidget
from initquiz.ui.widgets.answers.fields import FIELDS

KINDS = [field.kind for field in get_args(AnswerField)]


def test_no_kind_of_answer_lacks_a_widget() -> None:
    """The table names every answer field of the model, and no other."""
    assert sorted(FIELDS) == sorted(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_asked_can_be_reached_named_and_revealed_again_and_again(
    asked: Callable[[Question], AnswerWidget[Any]],
    toys: Callable[[str], Question],
    unnamed: Callable[[QWidget], list[str]],
    kind: str,
) -> None:
    """Focus is in the field or on its plot, nothing is nameless, and it opens after each reveal."""
    question = toys(kind)
    field = asked(question)
    wrong = next(question.answer.wrong_answers())
    for given in (question.answer.solution, wrong, None):
        focused = QApplication.focusWidget()
        assert focused is not None
        assert field.isAncestorOf(focused) or field.tools.plots.isAncestorOf(focused)
        assert unnamed(field) == []
        assert all(field.isAncestorOf(stop) for stop in field.tab_stops())
        field.reveal(question.answer, given, grade(question, given))
        assert unnamed(field) == []
        field.ask(question.answer, question.blocks)
        field.take_focus()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", [860, 320])
def test_no_field_is_wider_than_its_room(
    asked: Callable[[Question], AnswerWidget[Any]],
    toys: Callable[[str], Question],
    qtbot: QtBot,
    kind: str,
    width: int,
) -> None:
    """In a narrow window everything goes on in further rows; nothing is cut off to the right."""
    field = asked(toys(kind))
    window = field.window()
    field.tools.plots.hide()
    window.resize(width, 1200)
    qtbot.waitUntil(lambda: window.width() == width)
    assert field.width() <= width
    for part in field.findChildren(QWidget):
        if part.isVisible():
            right = part.mapTo(window, part.rect().topRight()).x()
            assert right < width, part
