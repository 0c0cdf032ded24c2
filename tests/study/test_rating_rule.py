"""The printed rule, row by row."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initquiz.model.review import Confidence, Rating
from initquiz.model.verdict import Grade
from initquiz.study.rating_rule import RULE, rating

TIMES = tuple(range(1000, 11_000, 100))


def given_by(
    response_ms: int,
    earlier_ms: Sequence[int] = (),
    stability: float = 0.0,
    confidence: Confidence | None = None,
) -> dict[str, Any]:
    """Return the circumstances of an answer as the rule takes them."""
    return {
        "response_ms": response_ms,
        "earlier_ms": earlier_ms,
        "stability": stability,
        "confidence": confidence,
    }


CIRCUMSTANCES: st.SearchStrategy[dict[str, Any]] = st.builds(
    dict,
    response_ms=st.integers(0, 60_000),
    earlier_ms=st.lists(st.integers(1, 60_000), max_size=30),
    stability=st.floats(0, 1000),
    confidence=st.none() | st.sampled_from(Confidence),
)


@given(st.sampled_from([Grade.WRONG, Grade.UNKNOWN]), CIRCUMSTANCES)
def test_wrong_is_always_again(grade: Grade, given_: dict[str, Any]) -> None:
    """No speed, confidence or stability makes a wrong answer a pass."""
    assert rating(grade, **given_) is Rating.AGAIN


@pytest.mark.parametrize(
    ("circumstances", "expected"),
    [
        (given_by(500), Rating.GOOD),
        (given_by(500, TIMES, 30.0), Rating.GOOD),
        (given_by(500, TIMES, 30.0, Confidence.SURE), Rating.EASY),
        (given_by(500, TIMES, 6.0, Confidence.SURE), Rating.GOOD),
        (given_by(5000, TIMES, 30.0, Confidence.SURE), Rating.GOOD),
        (given_by(500, TIMES[:9], 30.0, Confidence.SURE), Rating.GOOD),
        (given_by(10_500, TIMES), Rating.HARD),
        (given_by(10_500, TIMES[:9]), Rating.GOOD),
        (given_by(500, TIMES, 30.0, Confidence.UNSURE), Rating.HARD),
        (given_by(500, TIMES, 30.0, Confidence.GUESS), Rating.AGAIN),
    ],
)
def test_a_right_answer_is_rated_as_the_rule_prints(
    circumstances: dict[str, Any], expected: Rating
) -> None:
    """Guess is Again, unsure or slow is Hard, sure, fast and known is Easy, else Good."""
    assert rating(Grade.RIGHT, **circumstances) is expected


def test_the_printed_rule_names_every_grade() -> None:
    """The rule a learner reads leaves no grade out."""
    assert {given for _, given in RULE} == set(Rating)
