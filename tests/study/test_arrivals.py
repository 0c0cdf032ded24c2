"""What files would bring is seen row by row, before anything is changed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from initquiz.errors import InitQuizError, Problem, RefusedFileError
from initquiz.model.card import Card, Deck, Level, Skill
from initquiz.model.exchange import Reading
from initquiz.study.arrivals import Arrivals, Met, compared, refused
from initquiz.study.collection import Collection

Facts = Callable[[int], list[Card]]
_FILE = Path("notes.md")


def arrivals(collection: Collection, *cards: Card, deck: str = "") -> Arrivals:
    """Compare some cards of a deck "d" with the collection."""
    reading = Reading((Deck("d", cards),), guesses=("the columns are parted by tabs",) * 2)
    return compared(collection, [(_FILE, reading)], ["coin"], deck)


def test_every_part_has_a_row_what_needs_a_look_first(collection: Collection, facts: Facts) -> None:
    """Refused, updated, new, unchanged, and last what the file does not have."""
    old, same, gone, new = facts(4)
    collection.cards.save("d", [replace(old, topic="before"), same, gone])
    unknown = Card("s", "", Skill("nothing", Level.EASY))
    found = arrivals(collection, same, new, old, unknown)
    assert [row.met for row in found.rows] == list(Met)
    assert [row.card.id for row in found.rows if row.card] == ["card-0", "card-3", "card-1",
                                                                 "card-2"]  # fmt: skip
    assert found.missing == 1
    assert found.remarks()[0].places == ("card s",)
    assert found.decks() == ("d",)


def test_guesses_are_told_once(collection: Collection) -> None:
    """However many cards they were made for."""
    assert arrivals(collection).guesses() == ("the columns are parted by tabs",)


def test_another_deck_may_be_chosen(collection: Collection, facts: Facts) -> None:
    """New cards go there."""
    (row,) = arrivals(collection, *facts(1), deck="mine").rows
    assert (row.met, row.deck) == (Met.NEW, "mine")


def test_a_refused_file_is_a_row_with_its_reasons(collection: Collection) -> None:
    """The message first, then the faults that were found on the way."""
    error = RefusedFileError("It is no deck.", (Problem("line 2", "is odd"),))
    found = compared(collection, [(_FILE, refused("notes.md", error))], [])
    assert [str(row.problem) for row in found.rows] == ["notes.md: It is no deck.",
                                                          "line 2: is odd"]  # fmt: skip
    assert refused("x", InitQuizError("No.")).problems == (Problem("x", "No."),)
