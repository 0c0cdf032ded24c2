"""What goes: deck, tag, words."""

import pytest
from pytestqt.qtbot import QtBot

from initquiz.study.sharing import Count, Pick, Stock
from initquiz.ui.widgets.share_pick import PickPanel, count_words

STOCK = Stock((("One", 3), ("Two", 1)), (("hot", 2),))


@pytest.fixture
def panel(qtbot: QtBot) -> PickPanel:
    """A panel on two decks and a tag."""
    made = PickPanel()
    qtbot.addWidget(made)
    made.show_stock(STOCK)
    return made


def test_it_begins_with_everything(panel: PickPanel) -> None:
    """All decks, any tag, any text; each with its number of cards."""
    assert panel.pick() == Pick()
    assert [panel.deck.itemText(i) for i in range(3)] == ["All decks", "One (3)", "Two (1)"]


def test_a_choice_is_told_and_stays_when_the_stock_is_counted_again(
    panel: PickPanel, qtbot: QtBot
) -> None:
    """Filling the lists tells nothing; a deck that is gone falls back to all."""
    with qtbot.waitSignal(panel.changed):
        panel.deck.setCurrentIndex(2)
    panel.tag.setCurrentIndex(1)
    panel.words.setText("zero")
    assert panel.pick() == Pick("Two", "hot", "zero")
    with qtbot.assertNotEmitted(panel.changed):
        panel.show_stock(STOCK)
        assert panel.pick().deck == "Two"
        panel.show_stock(Stock((("One", 3),), ()))
    assert panel.pick() == Pick("", "", "zero")
    assert not panel.tag.isEnabled()


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (Count(1, 0), "1 card"),
        (Count(1248, 32), "1,248 cards, 32 of them to compute"),
        (Count(2, 2), "2 cards to compute"),
        (Count(0, 0), "No cards: choose another deck or tag, or fewer words."),
    ],
)
def test_the_count_reads_well(count: Count, words: str) -> None:
    """Singular, plural, and what to do when nothing is left."""
    assert count_words(count) == words


def test_while_it_is_counted_that_is_said(panel: PickPanel) -> None:
    """Never an old number under a new choice."""
    panel.show_count(Count(1, 0))
    panel.show_count(None)
    assert panel.count.text() == "Counting …"
