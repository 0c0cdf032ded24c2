"""Options to arrange: matched to what is seen, or put in order."""

from itertools import permutations
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.errors import UsageError
from initquiz.model.arranging import Match, Order
from initquiz.model.choosing import Option, letter
from initquiz.model.mistake import Mistake

OTHER = Mistake("mixed-up", "these are mixed up", "Look again.")
SWAPPED = Mistake("factor-two-missing", "the 2 is missing", "ReLU needs it.")
REVERSED = Mistake("order-reversed", "this is backwards", "Begin at the other end.")
OPTIONS = tuple(Option(key.upper(), key) for key in ("he", "lecun", "zeros", "sparse"))
MATCH = Match(("curve 1", "curve 2", "curve 3"), OPTIONS, (2, 0, 1), OTHER, ((1, 1, SWAPPED),))
ORDER = Order(OPTIONS, (3, 1, 0, 2), OTHER, (((2, 0, 1, 3), REVERSED),))


def test_a_match_is_right_if_every_item_is() -> None:
    """The solution gives each item its own option; another pairing is wrong."""
    assert MATCH.solution == (2, 0, 1)
    assert MATCH.is_right((2, 0, 1))
    assert not MATCH.is_right((0, 2, 1))


@pytest.mark.parametrize(
    ("given_", "fault"),
    [((2, 0), "2 options"), ((2, 0, 1, 3), "4 options"), ((2, 0, 0), "3 options"),
     ((2, 0, 4), "no option 4"), ((), "0 options")],
)  # fmt: skip
def test_a_match_needs_one_option_for_each_item(given_: tuple[int, ...], fault: str) -> None:
    """Too few, too many, one twice or one that is not there are bad requests."""
    with pytest.raises(UsageError, match=fault):
        MATCH.is_right(given_)


def test_a_match_is_typed_as_letters_in_the_items_order() -> None:
    """The hint names the items; each letter may stand once."""
    assert MATCH.hint == "Type 3 letters, for curve 1, curve 2, curve 3 in this order"
    assert [MATCH.parse(text) for text in ("cab", "C, A, B", "3 1 2")] == [(2, 0, 1)] * 3
    for text in ("", "ca", "caa", "cabd", "cae", "312"):
        with pytest.raises(UsageError, match=r"in this order; each letter at most once\.$"):
            MATCH.parse(text)


def test_the_first_wrong_pair_with_a_name_tells_the_mistake() -> None:
    """Named pairs come before the general mistake, in the order of the items."""
    assert MATCH.mistake((2, 1, 0)) == SWAPPED
    assert MATCH.mistake((0, 2, 1)) == OTHER
    assert MATCH.mistake((2, 0, 1)) is None
    named = (((1, 0, SWAPPED)), (0, 1, REVERSED))  # the second item's first
    both = Match(("a", "b"), OPTIONS[:2], (0, 1), OTHER, named)
    assert both.mistake((1, 0)) == REVERSED


def test_a_named_pair_that_is_right_tells_nothing() -> None:
    """A mistake listed for the correct pair of an item is never shown."""
    field = Match(("a", "b"), OPTIONS[:3], (0, 1), OTHER, ((0, 0, SWAPPED),))
    assert field.mistake((0, 2)) == OTHER


def test_a_match_is_logged_item_by_item() -> None:
    """The log lists the options' keys, and as confusion the first wrong pair."""
    assert MATCH.log((2, 1, 0)) == "zeros,lecun,he"
    assert MATCH.confusion((2, 1, 0)) == "he>lecun"
    assert MATCH.confusion((2, 0, 1)) == ""


def test_wrong_matches_are_every_exchange_and_every_spare() -> None:
    """Each two items exchanged, and each option left over put in; all wrong, none twice."""
    wrong = list(MATCH.wrong_answers())
    assert sorted(wrong) == [(0, 2, 1), (1, 0, 2), (2, 1, 0), (3, 0, 1)]
    assert not any(map(MATCH.is_right, wrong))


@given(st.integers(1, 5).flatmap(lambda n: st.tuples(st.just(n), st.permutations(range(6)))))
def test_any_match_is_typed_and_tried(drawn: tuple[int, list[int]]) -> None:
    """Letters read back to the solution, and only the solution shows no mistake."""
    size, order = drawn
    options = tuple(Option(str(i), f"key-{i}") for i in range(6))
    field = Match(tuple(f"item {i}" for i in range(size)), options, tuple(order[:size]), OTHER)
    assert field.is_right(field.parse("".join(map(letter, field.solution))))
    assert field.log(field.solution).split(",") == [f"key-{i}" for i in field.solution]
    wrong = list(field.wrong_answers())
    assert len(wrong) == comb(size, 2) + 6 - size
    for answer in wrong:
        assert not field.is_right(answer)
        assert field.mistake(answer) == OTHER
        truth, taken = field.confusion(answer).split(">")
        assert truth != taken


def test_an_order_is_right_from_first_to_last() -> None:
    """Only the one order counts."""
    assert ORDER.solution == (3, 1, 0, 2)
    assert ORDER.is_right((3, 1, 0, 2))
    assert not ORDER.is_right((2, 0, 1, 3))


@pytest.mark.parametrize("given_", [(), (3, 1, 0), (3, 1, 0, 0), (3, 1, 0, 4), (3, 1, 0, 2, 2)])
def test_an_order_needs_every_option_once(given_: tuple[int, ...]) -> None:
    """Missing, repeated and unknown options are bad requests."""
    with pytest.raises(UsageError):
        ORDER.is_right(given_)


def test_an_order_is_typed_as_letters() -> None:
    """Letters in a row, with or without < between them; the hint names both ends."""
    assert ORDER.hint == "Type 4 letters from the smallest to the largest"
    assert [ORDER.parse(text) for text in ("dbac", "D<B<A<C", "4 2 1 3")] == [(3, 1, 0, 2)] * 3
    for text in ("", "dba", "dbaa", "dbace"):
        with pytest.raises(UsageError, match=r"from the smallest to the largest, each once\.$"):
            ORDER.parse(text)
    named = Order(OPTIONS[:2], (0, 1), OTHER, first="shallowest", last="deepest")
    assert named.hint == "Type 2 letters from the shallowest to the deepest"


def test_a_wrong_order_shows_its_named_mistake_or_the_general_one() -> None:
    """The reversed order has a name here; the right one shows nothing."""
    assert ORDER.mistake((2, 0, 1, 3)) == REVERSED
    assert ORDER.mistake((1, 3, 0, 2)) == OTHER
    assert ORDER.mistake((3, 1, 0, 2)) is None


def test_an_order_is_logged_by_its_keys() -> None:
    """The log has every key, the confusion what stands at the first wrong place."""
    assert ORDER.log((2, 0, 1, 3)) == "zeros<he<lecun<sparse"
    assert ORDER.confusion((3, 0, 1, 2)) == "lecun>he"
    assert ORDER.confusion((3, 1, 0, 2)) == ""


def test_all_other_orders_of_four_are_wrong() -> None:
    """Of 24 orders 23 are yielded as wrong answers."""
    assert set(ORDER.wrong_answers()) == {*permutations(range(4))} - {(3, 1, 0, 2)}
    assert len(list(ORDER.wrong_answers())) == 23


@given(st.integers(2, 7).flatmap(lambda n: st.permutations(range(n))))
def test_any_order_is_typed_and_tried(order: list[int]) -> None:
    """Letters read back, and each order that is yielded as wrong is wrong and shows it."""
    options = tuple(Option(str(i), f"key-{i}") for i in range(len(order)))
    field = Order(options, tuple(order), OTHER)
    assert field.is_right(field.parse("".join(map(letter, order))))
    wrong = list(field.wrong_answers())
    assert len(set(wrong)) == len(wrong) >= len(order) - 1
    for answer in wrong:
        assert not field.is_right(answer)
        assert field.mistake(answer) == OTHER
        assert field.confusion(answer)
