"""How a sitting ends: in words that are true."""

from initquiz.model.review import Rating
from initquiz.model.schedule import Interval
from initquiz.model.turn import Rest
from initquiz.terminal.summary import Summary

_REST = Rest(Interval(seconds=540), tomorrow=20, unseen=1)


def test_nothing_left_is_congratulated() -> None:
    """And what comes next is said: learning, tomorrow, cards never seen."""
    assert Summary((), 0, _REST).finished == (
        "Congratulations, nothing is left for now.\n"
        "The next card in learning is due in 9 min. Tomorrow 20 cards are due. "
        "1 card has not been met yet."
    )
    assert Summary((), 0, Rest(None, 0, 0)).finished == (
        "Congratulations, nothing is left for now.\nNothing is due tomorrow."
    )


def test_something_left_is_not() -> None:
    """At a sitting's limit the cards left are counted."""
    assert Summary((), 2, _REST).finished.startswith("That is all for now; 2 cards are left today.")


def test_answers_are_counted_by_grade() -> None:
    """Each grade has its count, and none is made up."""
    given = (Rating.GOOD, Rating.AGAIN, Rating.GOOD)
    assert Summary(given, 1, _REST).farewell == (
        "3 answers: 1 Again, 0 Hard, 2 Good, 0 Easy. 1 card is left today."
    )
    assert Summary((), 0, _REST).farewell == "No answers."
