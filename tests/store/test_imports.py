"""An import is noted with what it found, and gives exactly that back."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from initquiz.model.card import Card, Fact, Level, Skill
from initquiz.store.cards import Cards
from initquiz.store.database import IN_MEMORY, Database
from initquiz.store.imports import Imports

CARDS = [
    Card("a", "t", Fact("q", "ä", "n", "s", ("x",)), ("tag",)),
    Card("b", "", Skill("k", Level.EASY)),
]


@pytest.fixture
def database() -> Iterator[Database]:
    """A collection of one deck of two cards."""
    with closing(Database(IN_MEMORY)) as opened:
        Cards(opened).save("d", CARDS)
        yield opened


def test_nothing_can_be_taken_back_before_the_first(database: Database) -> None:
    """There is no last import, and taking it back does nothing."""
    imports = Imports(database)
    assert imports.last() is None
    assert imports.take_back() == ((), ())


def test_the_last_import_is_told_and_taken_back(database: Database) -> None:
    """Old rows are as they were, new ones are gone with their deck, its answers are named."""
    imports, cards = Imports(database), Cards(database)
    with database.transaction():
        number = imports.note(7, "a.file", ["b", "new"])
        cards.save("e", [Card("b", "other", Fact("q", "a")), Card("new", "", Fact("q", "a"))])
        imports.note_reviews(number, ["r1", "r2"])
    last = imports.last()
    assert last == (7, "a.file", 2)
    with database.transaction():
        assert imports.take_back() == (("b", "new"), ("r1", "r2"))
    assert cards.of_deck("d") == tuple(CARDS)
    assert cards.deck_names() == ["d"]
    assert imports.last() is None


def test_only_the_newest_imports_are_kept(database: Database) -> None:
    """The note of an old one is dropped, or the file would grow for ever."""
    imports = Imports(database)
    for at in range(30):
        imports.note(at, "f", ["a"])
    kept = 0
    while imports.last():
        imports.take_back()
        kept += 1
    assert kept == 20


def test_many_cards_are_noted(database: Database) -> None:
    """More than one query can name."""
    cards, imports = Cards(database), Imports(database)
    many = [Card(f"c{i}", "", Fact("q", "a")) for i in range(1_201)]
    cards.save("d", many)
    imports.note(1, "f", [card.id for card in many])
    cards.save("d", [Card(card.id, "", Fact("changed", "a")) for card in many])
    imports.take_back()
    assert cards.of_deck("d")[2:] == tuple(many)
