"""The printed rule, row by row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.model.review import Confidence, Rating
from initquiz.model.verdict import Grade
from initquiz.study.rating_rule import RULE, Circumstances, rating

TIMES = tuple(range(1000, 11_000, 100))
CIRCUMSTANCES = st.builds(
    Circumstances,
    response_ms=st.integers(0, 60_000),
    earlier_ms=st.lists(st.integers(1, 60_000), max_size=30),
    stability=st.floats(0, 1000),
    confidence=st.none() | st.sampled_from(Confidence),
)


@given(st.sampled_from([Grade.WRONG, Grade.UNKNOWN]), CIRCUMSTANCES)
def test_wrong_is_always_again(grade: Grade, given_: Circumstances) -> None:
    """No speed, confidence or stability makes a wrong answer a pass."""
    assert rating(grade, given_) is Rating.AGAIN


@pytest.mark.parametrize(
    ("circumstances", "expected"),
    [
        (Circumstances(500), Rating.GOOD),
        (Circumstances(500, TIMES, 30.0), Rating.GOOD),
        (Circumstances(500, TIMES, 30.0, Confidence.SURE), Rating.EASY),
        (Circumstances(500, TIMES, 6.0, Confidence.SURE), Rating.GOOD),
        (Circumstances(5000, TIMES, 30.0, Confidence.SURE), Rating.GOOD),
        (Circumstances(500, TIMES[:9], 30.0, Confidence.SURE), Rating.GOOD),
        (Circumstances(10_500, TIMES), Rating.HARD),
        (Circumstances(10_500, TIMES[:9]), Rating.GOOD),
        (Circumstances(500, TIMES, 30.0, Confidence.UNSURE), Rating.HARD),
        (Circumstances(500, TIMES, 30.0, Confidence.GUESS), Rating.AGAIN),
    ],
)
def test_a_right_answer_is_rated_as_the_rule_prints(
    circumstances: Circumstances, expected: Rating
) -> None:
    """Guess is Again, unsure or slow is Hard, sure, fast and known is Easy, else Good."""
    assert rating(Grade.RIGHT, circumstances) is expected


def test_the_printed_rule_names_every_grade() -> None:
    """The rule a learner reads leaves no grade out."""
    assert {given for _, given in RULE} == set(Rating)
