"""The page reads the log, and draws an answer's question again."""

from collections.abc import Mapping

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from initquiz.model.question_type import QuestionType
from initquiz.model.review import Attempt, Event, Rating
from initquiz.model.study_day import Now
from initquiz.study.history import Past
from initquiz.ui.screen import KeyedScreen
from initquiz.ui.services import Services
from initquiz.ui.widgets.history_page import HistoryPage


def past(number: int, questions: Mapping[str, QuestionType], now: Now, key: str = "coin") -> Past:
    """Return a right answer to the coin question of a seed."""
    attempt = Attempt(
        "c", Rating.GOOD, grade="right", answer=str(number % 2), seed=number, level="easy",
        version=questions["coin"].version, digest="d",
    )  # fmt: skip
    return Past(Event(str(number), "d", number, now.at, now.day, "c", attempt), attempt, key)


@pytest.fixture
def log() -> list[Past]:
    """The answers the page finds."""
    return []


@pytest.fixture
def page(qtbot: QtBot, light: QApplication, services: Services, log: list[Past]) -> HistoryPage:
    """The page in a screen, shown."""
    assert light.styleSheet()
    screen = KeyedScreen()
    made = HistoryPage(services._replace(past=lambda: list(log)), screen.keys, screen)
    qtbot.addWidget(screen)
    screen.show()
    return made


def test_the_list_comes_first_and_again_when_there_is_more(
    page: HistoryPage, log: list[Past], questions: Mapping[str, QuestionType], now: Now
) -> None:
    """What is shown stays while nothing new was answered."""
    log.append(past(1, questions, now))
    page.refresh()
    assert page.currentWidget() is page.list
    page.show_again(log[0])
    assert page.currentWidget() is page.answer
    page.refresh()
    assert page.currentWidget() is page.answer
    log.insert(0, past(2, questions, now))
    page.refresh()
    assert page.currentWidget() is page.list
    assert page.list.model.rowCount() == 2


def test_what_cannot_be_drawn_is_said_on_the_list(
    page: HistoryPage, log: list[Past], questions: Mapping[str, QuestionType], now: Now
) -> None:
    """A kind this program lacks has its key for a title, and the answer is still listed."""
    log.append(past(1, questions, now, "gone"))
    page.refresh()
    page.show_again(log[0])
    assert page.currentWidget() is page.list
    assert "no question type “gone”" in page.list._notice.text()  # noqa: SLF001 - what is said
