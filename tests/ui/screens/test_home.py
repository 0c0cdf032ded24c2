"""The home screen says what to do next."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from initquiz.model.card import Card
from initquiz.model.study_day import Now
from initquiz.study.collection import Collection
from initquiz.ui.screens.home import HomeScreen
from initquiz.ui.services import Services


@pytest.fixture
def screen(qtbot: QtBot, light: QApplication, services: Services) -> HomeScreen:  # noqa: ARG001
    """A home screen in its own window."""
    shown = HomeScreen(services)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def texts(screen: QWidget) -> list[str]:
    """Return the labels in sight."""
    QApplication.processEvents()
    return [label.text() for label in screen.findChildren(QLabel) if label.isVisible()]


def test_the_counts_are_those_of_today(
    screen: HomeScreen,
    collection: Collection,
    facts: Callable[[int], list[Card]],
    unnamed: Callable[[QWidget], list[str]],
) -> None:
    """Title, estimate and each deck's line tell the same truth."""
    collection.cards.save("A deck", facts(3))
    screen.enter()
    seen = texts(screen)
    assert "3 cards are due" in seen
    assert "about 1 minute · 3 new, 0 learning, 0 to review" in seen
    assert "3 new · 0 learning · 0 to review" in seen
    assert unnamed(screen) == []


def test_an_empty_collection_offers_nothing_to_study(screen: HomeScreen) -> None:
    """With nothing due the button is away and the words say what to do."""
    screen.enter()
    assert "Nothing is due" in texts(screen)
    assert not any(button.isVisible() for button in screen.findChildren(QPushButton))


def test_a_deck_is_studied_by_its_name(
    qtbot: QtBot, screen: HomeScreen, collection: Collection, facts: Callable[[int], list[Card]]
) -> None:
    """Pressing a deck's name asks for the study screen with that deck."""
    collection.cards.save("A deck", facts(1))
    screen.enter()
    (button,) = [b for b in screen.findChildren(QPushButton) if b.text() == "A deck"]
    with qtbot.waitSignal(screen.go) as asked:
        button.click()
    assert asked.args == ["study", "A deck"]


def test_entering_again_counts_again(
    screen: HomeScreen,
    collection: Collection,
    facts: Callable[[int], list[Card]],
    clock: list[Now],
) -> None:
    """The numbers follow what was learned meanwhile; no row of before stays."""
    collection.cards.save("d", facts(1))
    screen.enter()
    clock.append(Now(clock[-1].at, clock[-1].day))
    collection.cards.save("e", [Card("x", "", facts(1)[0].content)])
    screen.enter()
    assert "2 cards are due" in texts(screen)
