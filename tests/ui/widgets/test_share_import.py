"""What files would bring, before anything is changed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from initquiz.errors import Problem
from initquiz.model.card import Card, Deck
from initquiz.model.exchange import Reading
from initquiz.study.arrivals import Arrivals, Met, compared
from initquiz.study.collection import Collection
from initquiz.ui.services import Services
from initquiz.ui.widgets.share_import import ImportPage

Facts = Callable[[int], list[Card]]
NAMES = ["notes.md"]


@pytest.fixture
def page(qtbot: QtBot, light: QApplication, services: Services) -> ImportPage:  # noqa: ARG001
    """An empty page."""
    made = ImportPage(services.typesetter)
    qtbot.addWidget(made)
    made.resize(900, 800)
    made.show()
    return made


@pytest.fixture
def arrivals(collection: Collection, facts: Facts) -> Arrivals:
    """A file with a new card, an updated one, a fault and a guess; one card is not in it."""
    old, new, gone = facts(3)
    collection.cards.save("d", [replace(old, topic="before"), gone])
    reading = Reading(
        (Deck("d", (old, new)),), (Problem("line 3", "is odd"),), guesses=("tabs part it",)
    )
    return compared(collection, [(Path("notes.md"), reading)], [])


def test_counts_are_buttons_that_choose_the_rows(page: ImportPage, arrivals: Arrivals) -> None:
    """All, and each kind that occurs; pressing one shows its rows."""
    page.show_arrivals(arrivals, NAMES, ["d"])
    words = [button.text() for button in page.kinds()]
    assert words == ["all 4", "1 refused", "1 updated", "1 new", "1 not in the file"]
    page.kinds()[3].click()
    assert page.table.rows.rowCount() == 1
    page.kinds()[0].click()
    assert page.table.rows.rowCount() == 4


def test_what_is_left_out_and_guessed_stands_above(page: ImportPage, arrivals: Arrivals) -> None:
    """Reasons first; a guess is called one."""
    page.show_arrivals(arrivals, NAMES, ["d"])
    assert page.remarks.title.text() == "Left out, and why"
    assert page.remarks.texts() == ["Is odd.", "line 3", "Taken for granted: tabs part it"]


def test_the_button_says_how_many_cards_are_touched(page: ImportPage, arrivals: Arrivals) -> None:
    """Removing is offered unticked, and counts when it is ticked."""
    page.show_arrivals(arrivals, NAMES, ["d"])
    assert page.import_button.title() == "Import 2 cards"
    assert not page.remove.ticked()
    assert page.remove.words() == "Also remove 1 card of the deck that the file does not have"
    page.remove.tick(True)
    assert page.import_button.title() == "Import 3 cards"


def test_the_chosen_row_is_shown_in_full(page: ImportPage, arrivals: Arrivals) -> None:
    """Question and answer, or the whole fault."""
    page.show_arrivals(arrivals, NAMES, ["d"])
    assert page.detail.isHidden()
    for place, words in ((0, "line 3: is odd"), (2, "Question 1?\n\n---\n\nAnswer 1.")):
        page.table.selectRow(place)
        assert page.detail.markdown() == words
    assert page.table.rows.row(page.table.currentIndex()).met is Met.NEW  # type: ignore[union-attr]  # a row is chosen
    page.kinds()[1].click()
    assert page.detail.isHidden()


def test_nothing_new_says_so(page: ImportPage, collection: Collection, facts: Facts) -> None:
    """The button rests; it is not left to guessing why."""
    cards = tuple(facts(2))
    collection.cards.save("d", cards)
    found = compared(collection, [(Path("x"), Reading((Deck("d", cards),)))], [])
    page.show_arrivals(found, NAMES, ["d"])
    assert not page.import_button.isEnabled()
    assert page.status.text() == "Nothing to import: the collection has all of it already."


def test_an_empty_file_and_one_being_read_say_so(page: ImportPage, collection: Collection) -> None:
    """In words, without a table."""
    page.wait_for(["a", "b"])
    assert (page.title.text(), page.counts.text()) == ("Import 2 files", "Reading …")
    assert page.counts.isVisible()
    found = compared(collection, [(Path("x"), Reading(()))], [])
    page.show_arrivals(found, NAMES, [])
    assert page.counts.text() == "There is nothing in it."
    assert page.table.isHidden()
    assert page.status.text() == "Nothing can be imported."


@pytest.mark.parametrize("width", [360, 480, 1200])
def test_no_width_breaks_it(page: ImportPage, arrivals: Arrivals, width: int) -> None:
    """Everything stays within the window."""
    page.show_arrivals(arrivals, NAMES, ["d"])
    page.resize(width, 640)
    QApplication.processEvents()
    for widget in (page.table, page.remove, page.deck, page.remarks, page.import_button):
        assert widget.mapTo(page, widget.rect().topRight()).x() <= width
