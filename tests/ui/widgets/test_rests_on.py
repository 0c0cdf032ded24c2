"""The cards a question rests on are named, and opened one at a time."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from initquiz.model.card import Fact
from initquiz.ui.services import Services
from initquiz.ui.widgets.prose import Prose
from initquiz.ui.widgets.rests_on import RestsOn

LONG = "What is the standard deviation of **He** initialization for a layer with $n_{in}$ inputs?"
FACTS = (Fact(LONG, r"$\sqrt{2/n_{in}}$", note="A note."), Fact("LeCun?", "1/n"))


class Window(QWidget):
    """A line, and below it the panel."""

    def __init__(self, services: Services) -> None:
        """Put both in."""
        super().__init__()
        self.rests = RestsOn(services.typesetter)
        column = QVBoxLayout(self)
        column.addWidget(self.rests.line)
        column.addWidget(self.rests)


@pytest.fixture
def window(qtbot: QtBot, light: QApplication, services: Services) -> Window:
    """A window on screen, without facts."""
    assert light.styleSheet()
    made = Window(services)
    qtbot.addWidget(made)
    made.resize(800, 300)
    made.show()
    return made


def texts(window: Window) -> list[str]:
    """Return the parts of the opened card."""
    return [each.markdown() for each in window.findChildren(Prose) if each.isVisible()]


def test_the_first_card_is_named_by_its_question(window: Window) -> None:
    """With the key that opens it, cut between words, formulas in a line, and how many follow."""
    window.rests.show_facts(FACTS)
    title = window.rests.line.title()
    assert title.startswith("Rests on: What is the standard deviation of He")
    assert title.endswith("… and 1 more")
    assert len(title) <= 82
    assert window.rests.line.accessibleName().endswith("key C")
    assert window.rests.line.isVisible()
    assert texts(window) == []
    window.rests.show_facts((Fact("Is $x^2$ *even*?", "Yes."),))
    assert window.rests.line.title() == "Rests on: Is x² even?"


def test_they_are_opened_in_turn(window: Window) -> None:
    """First, second, none; the line says which is open."""
    window.rests.show_facts(FACTS)
    closed = window.rests.line.title()
    assert window.rests.open_next()
    assert texts(window) == [LONG, r"$\sqrt{2/n_{in}}$", "A note."]
    assert window.rests.line.title().startswith("Rests on (1 of 2): What is")
    assert window.rests.open_next()
    assert texts(window) == ["LeCun?", "1/n"]
    assert window.rests.line.title() == "Rests on (2 of 2): LeCun?"
    assert not window.rests.open_next()
    assert texts(window) == []
    assert window.rests.line.title() == closed


def test_a_click_does_as_the_key(window: Window, qtbot: QtBot) -> None:
    """Each click opens the next."""
    window.rests.show_facts(FACTS)
    for shown in ([LONG, r"$\sqrt{2/n_{in}}$", "A note."], ["LeCun?", "1/n"], []):
        qtbot.mouseClick(window.rests.line, Qt.MouseButton.LeftButton)
        assert texts(window) == shown


def test_without_cards_there_is_no_line(window: Window) -> None:
    """Also after there were some, and the key opens nothing."""
    window.rests.show_facts(FACTS)
    window.rests.open_next()
    window.rests.show_facts(())
    assert not window.rests.line.isVisible()
    assert not window.rests.open_next()
    assert not window.rests.isVisible()
