"""Pairs: items with their options, places of an order with theirs."""

from initquiz.model.arranging import Match, Order
from initquiz.model.choosing import Option
from initquiz.model.mistake import Mistake
from initquiz.model.pairs import lessons, pairs

SLIP = Mistake("slip", "it is another", "Look.")
ROOT = Mistake("root", "that is the square", "Take the root.")
OPTIONS = tuple(Option(c, c) for c in "abc")


def test_items_and_places_have_their_options() -> None:
    """An order says which end is first."""
    match = Match(("curve 1", "curve 2"), OPTIONS, (2, 0), SLIP)
    assert pairs(match) == (("curve 1", 2), ("curve 2", 0))
    order = Order(OPTIONS, (1, 0, 2), SLIP, first="narrowest")
    assert pairs(order)[0] == ("first (narrowest first)", 1)
    assert [option for _, option in pairs(order)] == [1, 0, 2]


def test_each_pair_has_the_lessons_of_its_mistakes() -> None:
    """Each said once; an order has none of its own."""
    match = Match(("i", "j"), OPTIONS, (2, 0), SLIP, ((0, 0, ROOT), (0, 1, ROOT), (0, 2, SLIP)))
    assert lessons(match) == ("Take the root.\n\nLook.", "")
    assert lessons(Order(OPTIONS, (0, 1, 2), SLIP)) == ("", "", "")
