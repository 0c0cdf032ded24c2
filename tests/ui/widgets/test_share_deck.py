"""The deck for new cards."""

import pytest
from pytestqt.qtbot import QtBot

from initquiz.ui.widgets.share_deck import DeckChoice


@pytest.fixture
def choice(qtbot: QtBot) -> DeckChoice:
    """A choice between the file's deck, two known ones and a new one."""
    made = DeckChoice()
    qtbot.addWidget(made)
    made.show_decks(["Notes"], ["One", "Two"], "")
    return made


def pick(choice: DeckChoice, index: int) -> None:
    """Choose as a user does."""
    choice.box.setCurrentIndex(index)
    choice.box.activated.emit(index)


def test_the_files_own_deck_comes_first(choice: DeckChoice) -> None:
    """It is named if there is only one."""
    words = [choice.box.itemText(i) for i in range(choice.box.count())]
    assert words == ["Notes (as in the file)", "One", "Two", "A new deck …"]
    choice.show_decks(["a", "b"], [], "")
    assert choice.box.itemText(0) == "the decks of the file"


def test_a_known_deck_is_told_at_once(choice: DeckChoice, qtbot: QtBot) -> None:
    """And the file's own again as an empty name; the same choice twice is told once."""
    told: list[str] = []
    choice.changed.connect(told.append)
    for index in (2, 2, 0):
        pick(choice, index)
    assert told == ["Two", ""]
    del qtbot


def test_a_new_deck_is_told_when_it_has_a_name(choice: DeckChoice, qtbot: QtBot) -> None:
    """The field appears with the choice; an empty name says nothing; shown again it is kept."""
    told: list[str] = []
    choice.changed.connect(told.append)
    pick(choice, 3)
    assert not choice.name.isHidden()
    choice.name.editingFinished.emit()
    assert told == []
    qtbot.keyClicks(choice.name, " Mine ")
    choice.name.editingFinished.emit()
    assert told == ["Mine"]
    choice.show_decks(["Notes"], ["One"], "Mine")
    assert choice.name.text() == "Mine"
    assert choice.box.currentText() == "A new deck …"
