"""Anki's review log as answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.formats import anki_log
from initquiz.formats.anki_collection import Review
from initquiz.formats.anki_log import MOST_OF_A_CARD, answered
from initquiz.model.exchange import Answered
from initquiz.model.review import Attempt, Rating

AT = 1_764_000_000_000
NUMBERS = st.integers(-(2**63), 2**63 - 1)


def test_a_review_is_an_answer() -> None:
    """Milliseconds become microseconds; a learning step gives no interval."""
    found, over = answered(
        [(AT + 5, 7, 1, -600, 0, 900, 2), (AT, 7, 3, 12, 500, 4_000, 1)], {7: "card"}
    )
    assert over == 0
    assert found == {
        "card": (
            Answered(AT * 1000, Attempt("card", Rating.GOOD, response_ms=4_000), 12),
            Answered(AT * 1000 + 5_000, Attempt("card", Rating.AGAIN, response_ms=900), 0),
        )
    }


@pytest.mark.parametrize(
    "row",
    [
        (AT, 8, 3, 1, 1, 1, 1),  # another card's
        (AT, 7, 0, 1, 1, 1, 1),  # no rating
        (AT, 7, 3, 1, 1, 1, 4),  # a date set by hand
        (AT, 7, 3, 1, 1, 1, 5),  # a date computed anew
        (AT, 7, 3, 1, 0, 1, 3),  # a look at a filtered deck
    ],
)
def test_what_was_no_review_is_passed_over(row: Review) -> None:
    """It is not counted as left out either."""
    assert answered([row], {7: "card"}) == ({}, 0)


def test_a_card_keeps_its_newest_reviews() -> None:
    """And the learner is told how many there were more, or without a date."""
    log = [(AT + i, 7, 3, 1, 1, 1, 1) for i in range(MOST_OF_A_CARD + 3)]
    found, over = answered([*log, (0, 7, 3, 1, 1, 1, 1), (2**62, 7, 3, 1, 1, 1, 1)], {7: "card"})
    assert over == 5
    assert len(found["card"]) == MOST_OF_A_CARD
    assert found["card"][-1].at == log[-1][0] * 1000


def test_a_file_has_so_many_reviews_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first are kept."""
    monkeypatch.setattr(anki_log, "MOST", 2)
    found, over = answered([(AT + i, 7, 3, 1, 1, 1, 1) for i in range(5)], {7: "card"})
    assert (len(found["card"]), over) == (2, 3)


@given(rows=st.lists(st.tuples(*[NUMBERS] * 7).map(lambda row: (row[0], 7, *row[2:]))))
def test_any_numbers_become_sane_ones(rows: list[Review]) -> None:
    """Nobody answers for a day, and no interval is longer than a century."""
    found, over = answered(rows, {7: "card"})
    assert over + len(found.get("card", ())) <= len(rows)
    for each in found.get("card", ()):
        assert each.at > 0
        assert 0 <= each.interval <= 36_500
        assert 0 <= each.attempt.response_ms <= 86_400_000
        assert each.attempt.rating in tuple(Rating)
