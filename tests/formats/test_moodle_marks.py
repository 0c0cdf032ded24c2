"""Marks as Moodle gives them: shares of its list, and ranges around numbers."""

from hypothesis import given
from hypothesis import strategies as st

from initquiz.formats.moodle_marks import numbers, share_of
from initquiz.model.measuring import Quantity, Wrong
from initquiz.model.mistake import Mistake

SLIP = Mistake("slip", "it is another", "Look again.")
KNOWN = {"100", "50", "33.33333", "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10"}


@given(st.integers(-1, 99))
def test_every_share_is_one_that_moodle_knows(count: int) -> None:
    """And so many of them make the whole, up to ten."""
    share = share_of(count)
    assert share in KNOWN
    if 1 <= count <= 10:
        assert abs(count * float(share) - 100) < 0.001


VALUES = st.floats(1e-3, 1e3)


@given(VALUES, st.floats(0.01, 0.4), st.floats(0.01, 0.4), VALUES)
def test_the_answers_cover_the_tolerance_and_the_mistakes(
    value: float, below: float, above: float, other: float
) -> None:
    """The key comes first, its range is filled, a mistake is worth half where it is seen."""
    wrong = Wrong(other, SLIP)
    asked = Quantity("x", value, value * (1 - below), value * (1 + above), SLIP, (wrong,))
    found = list(numbers(asked))
    assert (found[0].value, found[0].share) == (value, "100")
    whole = [each for each in found if each.share == "100"]
    low = min(each.value - each.tolerance for each in whole)
    high = max(each.value + each.tolerance for each in whole)
    assert abs(low - asked.low) < 1e-9 * value
    assert abs(high - asked.high) < 1e-9 * value
    half = found[-1]
    assert (half.share, half.lesson) == ("50", SLIP.lesson)
    for place in (-0.999, 0.999):
        assert asked.found(half.value + place * half.tolerance) == SLIP
