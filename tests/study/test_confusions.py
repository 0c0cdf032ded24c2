"""What is mixed up, read from the log."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from initquiz.model.blocks import Histogram
from initquiz.model.choosing import Choice, Option
from initquiz.model.measuring import Number, Quantity
from initquiz.model.mistake import Mistake
from initquiz.model.question import Question
from initquiz.model.review import Attempt, Event, Rating
from initquiz.study.confusions import leading, shows, tally, words

HE = "he_normal>lecun_normal"
ZERO = "zeros>sparse"
_FIELD = Choice((Option("He", "he_normal"), Option("LeCun", "lecun_normal")), 0)
_BLOCK = Histogram((0.0, 1.0), (1,), 1)
QUESTION = Question("q", 1, "easy", 1, "?", (_BLOCK,), _FIELD, "!", {}, "d")


def log(answers: Sequence[str]) -> list[Event]:
    """Return a log with one row an answer: a confusion, "" for right, "undo" for a retraction."""
    events: list[Event] = []
    for at, answer in enumerate(answers):
        row = Event(f"e{at}", "dev", at, at, 1, "card")
        if answer == "undo":
            events.append(row._replace(retracts=events[-1].id))
            continue
        grade = "wrong" if answer else "right"
        attempt = Attempt("card", Rating.AGAIN, grade, confusion=answer)
        events.append(row._replace(attempt=attempt))
    return events


def test_each_confusion_is_counted() -> None:
    """Right answers count for nothing, neither does what was taken back."""
    assert tally(log([HE, "", ZERO, HE, ZERO, "undo"])) == {HE: 2, ZERO: 1}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([], ""),
        ([""], ""),
        ([HE], HE),
        ([HE, ""], HE),
        ([HE, "", ""], ""),
        ([HE, "", "", ZERO], ZERO),
        ([HE, ZERO, HE], HE),
        ([HE, ZERO], ZERO),
        ([HE, "undo"], ""),
        ([ZERO, *[HE, ""] * 5], HE),
    ],
)
def test_the_leading_confusion(answers: list[str], expected: str) -> None:
    """The most frequent among the last ten, the latest of equals; two right answers end it."""
    assert leading(log(answers)) == expected


def test_a_question_shows_a_confusion_if_it_offers_both_sides() -> None:
    """Either may be the truth; a numeric mistake can always be made."""
    assert shows(QUESTION, HE)
    assert shows(QUESTION, "lecun_normal>he_normal")
    assert not shows(QUESTION, ZERO)
    slip = Mistake("variance-for-std", "that is the variance", "")
    asked = replace(QUESTION, answer=Number((Quantity("σ", 1.0, 0.9, 1.1, slip),)))
    assert shows(asked, "variance-for-std")


def test_confusions_in_words() -> None:
    """Schemes by their titles, other keys by their words as quotations."""
    assert words(HE) == "He normal taken for LeCun normal"
    assert words("curve_a>curve_b") == "“curve a” taken for “curve b”"
    assert words("variance-for-std") == "variance for std"
