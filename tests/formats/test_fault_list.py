"""Faults of a file: all of them up to a number, then how many more."""

from initquiz.errors import Problem
from initquiz.formats.fault_list import MOST, FaultList


def test_faults_are_listed_in_order_with_their_place() -> None:
    """Where, what, and what to do."""
    faults = FaultList("f.xml")
    assert faults.all() == ()
    faults.note(", question 1", "is wrong.", "Mend it.")
    faults.note("", "is empty.")
    assert faults.all() == (
        Problem("f.xml, question 1", "is wrong.", "Mend it."),
        Problem("f.xml", "is empty."),
    )


def test_of_very_many_only_the_number_is_told() -> None:
    """Nobody reads more."""
    faults = FaultList("f.xml")
    for place in range(MOST + 5):
        faults.note(f", {place}", "is wrong.")
    assert len(faults.all()) == MOST + 1
    assert faults.all()[-1] == Problem("f.xml", "there are 5 more faults.")
