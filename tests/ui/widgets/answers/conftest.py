"""For tests of answer fields: what they stand on, and a way to see them in a window."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from initquiz.asking.grading import grade
from initquiz.model.blocks import Code, Table
from initquiz.model.mistake import Given
from initquiz.model.question import Question
from initquiz.ui.services import Services
from initquiz.ui.widgets.answers.answer_widget import AnswerWidget, Tools
from initquiz.ui.widgets.answers.fields import FIELDS
from initquiz.ui.widgets.plot_view import PlotView

Reveal = Callable[[AnswerWidget[Any], Question, Given | None], None]


@pytest.fixture
def tools(light: QApplication, services: Services) -> Tools:
    """Plots and a typesetter, in the light theme."""
    assert light.styleSheet()
    plots = PlotView()
    plots.hide()
    return Tools(plots, services.typesetter)


@pytest.fixture
def asked(qtbot: QtBot, tools: Tools) -> Callable[[Question], AnswerWidget[Any]]:
    """Return a function that shows the field of a question, with its plots, and gives it focus."""
    windows: list[QWidget] = []  # pytest-qt closes them, but does not keep them

    def show(question: Question) -> AnswerWidget[Any]:
        window = QWidget()
        windows.append(window)
        field = FIELDS[question.answer.kind](tools)
        column = QVBoxLayout(window)
        column.addWidget(tools.plots)
        column.addWidget(field)
        qtbot.addWidget(window)
        window.resize(860, 640)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        plots = [block for block in question.blocks if not isinstance(block, Table | Code)]
        if plots:
            tools.plots.show_blocks(plots)
            tools.plots.show()
        field.ask(question.answer, question.blocks)
        field.take_focus()
        return field

    return show


@pytest.fixture
def reveal() -> Reveal:
    """Return a function that grades an answer and has a field show what came of it."""

    def show(field: AnswerWidget[Any], question: Question, given: Given | None) -> None:
        field.reveal(question.answer, given, grade(question, given))

    return show


@pytest.fixture
def again() -> Callable[[AnswerWidget[Any], Question], None]:
    """Return a function that has a field ask a question once more."""
    return lambda field, question: field.ask(question.answer, question.blocks)
