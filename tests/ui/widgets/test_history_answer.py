"""A past answer on its card: what it was worth, and the ways on from it."""

from collections.abc import Mapping

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from initquiz.model.question_type import QuestionType
from initquiz.model.review import Attempt, Event, Rating
from initquiz.model.study_day import Now
from initquiz.study.history import Past, again
from initquiz.ui.screen import KeyedScreen
from initquiz.ui.services import Services
from initquiz.ui.widgets.history_answer import HistoryAnswer


@pytest.fixture
def shown(
    qtbot: QtBot, light: QApplication, services: Services, now: Now,
    questions: Mapping[str, QuestionType],
) -> HistoryAnswer:  # fmt: skip
    """The wrong answer to the coin question of seed 0."""
    assert light.styleSheet()
    screen = KeyedScreen()
    made = HistoryAnswer(services, screen.keys)
    made.setParent(screen)
    qtbot.addWidget(screen)
    screen.show()
    attempt = Attempt(
        "c", Rating.AGAIN, grade="wrong", answer="1", seed=0, level="easy", version=1, digest="d"
    )
    past = Past(Event("e", "d", 1, now.at, now.day, "c", attempt), attempt, "coin")
    made.show_again(past, again(past, questions))
    return made


def words(shown: HistoryAnswer) -> str:
    """Return the labels in sight."""
    return " ".join(label.text() for label in shown.findChildren(QLabel) if label.isVisible())


def test_it_says_what_it_was_and_how_it_was_rated(shown: HistoryAnswer) -> None:
    """The kind, the level, and the rating given then."""
    assert shown.open
    assert "Coin · easy" in words(shown)
    assert "Rated Again then" in words(shown)


def test_after_leaving_nothing_is_shown(shown: HistoryAnswer, qtbot: QtBot) -> None:
    """Its keys mean nothing any more, and letters are the window's."""
    with qtbot.waitSignal(shown.claims) as caught:
        shown.leave()
    assert caught.args == [False]
    assert not shown.open
