"""A leech is told when it becomes one, with what it is mixed up with."""

import pytest

from initquiz.model.review import Attempt, Event, Rating
from initquiz.model.schedule import Schedule
from initquiz.study.leeches import THRESHOLD, notice


def _log(*confusions: str) -> list[Event]:
    return [
        Event(f"e{i}", "dev", i, i, 1, "c", Attempt("c", Rating.AGAIN, confusion=confusion))
        for i, confusion in enumerate(confusions)
    ]


@pytest.mark.parametrize(
    ("lapses", "told"), [(7, False), (8, True), (9, False), (11, False), (12, True), (16, True)]
)
def test_a_leech_is_told_at_eight_lapses_and_every_four_more(*, lapses: int, told: bool) -> None:
    """As Anki counts them."""
    found = notice(Schedule(lapses=lapses - 1), Schedule(lapses=lapses), [])
    assert bool(found) is told


def test_only_a_lapse_makes_a_leech() -> None:
    """An answer that was no lapse says nothing, however many there were before."""
    assert notice(Schedule(lapses=THRESHOLD), Schedule(lapses=THRESHOLD), []) == ""


def test_the_notice_names_the_confusion() -> None:
    """Which two things are mixed up, and how often."""
    log = _log(*["he_normal>lecun_normal"] * 3, "zeros>sparse", "")
    assert notice(Schedule(lapses=7), Schedule(lapses=8), log) == (
        "Leech: this card has lapsed 8 times. What gets in the way: "
        "He normal taken for LeCun normal, 3 times in 5 answers."
    )
    assert "once in 1 answers" not in notice(Schedule(lapses=7), Schedule(lapses=8), log)


def test_without_a_confusion_it_says_what_to_do() -> None:
    """A fact has no options to mix up."""
    assert notice(Schedule(lapses=7), Schedule(lapses=8), _log("")) == (
        "Leech: this card has lapsed 8 times. Learn it apart from the others, or write it anew."
    )
