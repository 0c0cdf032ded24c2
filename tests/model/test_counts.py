"""The three counts add up."""

from initquiz.model.counts import Counts


def test_the_total_is_all_three() -> None:
    """New, learning and review cards each count once; nothing is nothing."""
    assert Counts(1, 20, 300).total == 321
    assert Counts().total == 0
